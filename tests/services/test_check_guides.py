"""Guides are looked through every night: our own links, other hosts where that is switched on, replaced acts."""

import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

from openntm.office.models import Message
from openntm.portal.commands.guides import command
from openntm.services.models import Check
from openntm.services.services import checking
from openntm.steering.models import Directive, DirectiveRelation

from .conftest import TODAY


class Server(BaseHTTPRequestHandler):
    asked = []

    def do_HEAD(self):  # noqa: N802
        self.asked.append(self.path)
        self.send_response({"/gone": 404, "/busy": 503}.get(self.path, 200))
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def host():
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def replaced():
    by = Directive.objects.create(
        number="99/2026/NĐ-CP", issued=date(2026, 1, 2), issuer_vi="Chính phủ", abstract_vi="Thử", source_title="Thử"
    )
    DirectiveRelation.objects.create(directive=by, kind="repeals", other_number="23/2015/NĐ-CP")


def test_what_comes_with_the_product_has_no_faults(land):
    found = checking.check_guides(on=TODAY)
    assert not [one for one in found if one.dead or one.over]
    assert Check.objects.count() == len(found) >= 20


def test_a_link_of_our_own_that_leads_nowhere_is_dead(land):
    assert checking.is_dead("/guide/khong-co/", TODAY)
    assert checking.is_dead("/no/such/page/at/all/", TODAY)
    assert not checking.is_dead("/guide/dang-ky-ket-hon/", TODAY)
    assert checking.is_dead("/guide/dang-ky-ket-hon/", date(2025, 1, 1))


def test_other_hosts_are_asked_only_where_it_is_switched_on(land, settings, host):
    Server.asked.clear()
    assert not checking.is_dead(host + "/gone", TODAY)
    assert Server.asked == []
    settings.CHECK_LINKS = True
    assert checking.is_dead(host + "/gone", TODAY)
    assert not checking.is_dead(host + "/there", TODAY)
    assert not checking.is_dead(host + "/busy", TODAY)
    assert not checking.is_dead("file:///etc/passwd", TODAY)


def test_keepers_are_told_once_of_a_replaced_act(land):
    replaced()
    assert checking.tend_guides(on=TODAY) == 8  # two guides; an, be, binh and dung keep procedures
    assert "99/2026/NĐ-CP" in Message.objects.first().body
    assert checking.tend_guides(on=TODAY) == 0
    assert checking.tend_guides(on=TODAY + timedelta(days=1)) == 0


def test_a_second_fault_of_a_guide_is_told_too(land):
    replaced()
    assert checking.tend_guides(on=TODAY) == 8
    by = Directive.objects.get()
    DirectiveRelation.objects.create(directive=by, kind="replaces", other_number="226/2016/TT-BTC")
    told = checking.tend_guides(on=TODAY + timedelta(days=1))
    assert told > 0
    bodies = list(Message.objects.order_by("-pk").values_list("body", flat=True)[:told])
    assert all("226/2016/TT-BTC" in body and "23/2015" not in body for body in bodies)


def test_the_command_names_the_fault_and_fails(land, monkeypatch):
    monkeypatch.setattr("openntm.portal.commands.guides.ready", lambda: None)
    assert CliRunner().invoke(command, ["check"]).exit_code == 0
    replaced()
    done = CliRunner().invoke(command, ["check"])
    assert done.exit_code == 1
    assert "chung-thuc-ban-sao: Chứng thực bản sao từ bản chính\n  23/2015/NĐ-CP was replaced by 99/2026" in done.output
    assert "2 with faults" in done.output
    assert "Links to other hosts were not checked" in done.output
