"""A program gets the forms of what its person may visit, and every form is whole."""

import hashlib
import re

import pytest
from django.test import Client

from collector import XF, Collector, Form
from openntm.office.models import Person
from openntm.office.services import withdraw_token
from openntm.portal.openrosa.forms import blank
from openntm.portal.openrosa.offers import Offer
from openntm.visits.checklists import checklists
from remembered import remembered
from village import make_village
from watchers import make_board

ALL = sorted(checklists().values(), key=lambda one: one.id)
MANY = tuple((str(n), f'Tuyến <{n}> & "nhánh"') for n in range(1, 15))


@pytest.fixture
@remembered
def village(db):
    found = make_village()
    make_board(found)
    return found


@pytest.fixture(params=ALL, ids=lambda one: one.id)
def form(request):
    return Form(blank(Offer(request.param, MANY)).xml)


def test_who_sits_on_the_board_gets_the_form_of_the_work(village):
    program = Collector(village.chi)
    (one,) = program.listed()
    answer = program.get(one["downloadUrl"])
    assert (one["formID"], one["name"]) == ("work-road-1", "Giám sát công trình đường giao thông")
    assert one["hash"] == "md5:" + hashlib.md5(answer.content, usedforsecurity=False).hexdigest()
    form = Form(answer.content)
    assert (form.instance.get("id"), form.instance.get("version")) == (one["formID"], one["version"])
    assert form.subjects() == [str(village.work.pk)]
    for one in (answer, program.get("/openrosa/formList")):
        assert one["X-OpenRosa-Version"] == "1.0"
        assert one["Date"]
        assert one["X-OpenRosa-Accept-Content-Length"] == "25000000"
        assert one["Content-Type"] == "text/xml; charset=utf-8"


def test_the_list_can_be_asked_for_one_form(village):
    program = Collector(village.chi)
    assert b"work-road-1" in program.get("/openrosa/formList", formID="work-road-1").content
    assert b"work-road-1" not in program.get("/openrosa/formList", formID="other").content


def test_a_changed_subject_gives_the_form_another_version(village):
    program = Collector(village.chi)
    before = program.listed()
    type(village.work).objects.update(name="Đường trục thôn Thử 2")
    after = program.listed()
    assert before[0]["version"] != after[0]["version"]
    assert before[0]["hash"] != after[0]["hash"]
    assert after == program.listed()


@pytest.mark.parametrize("name", ["chu", "be", "an"])
def test_who_may_visit_nothing_of_it_is_offered_no_form_of_the_work(village, name):
    program = Collector(getattr(village, name))
    assert "work-road-1" not in {one["formID"] for one in program.listed()}
    assert program.get("/openrosa/forms/work-road-1.xml").status_code == 404


def test_who_makes_no_visits_at_all_may_not_ask(village):
    assert Collector(village.dung).get("/openrosa/formList").status_code in (200, 403)
    assert Collector(Person.objects.create_user("khach", password="x")).get("/openrosa/formList").status_code == 403


@pytest.mark.parametrize("change", ["none", "password", "name", "bearer", "api", "withdrawn", "inactive", "junk"])
def test_a_stranger_is_asked_for_name_and_token(village, change):
    program = Collector(village.chi, purpose="api" if change == "api" else "field")
    if change == "password":
        program.secret = "correct horse"
    if change == "name":
        program.name = "mat"
    if change == "withdrawn":
        withdraw_token(by=village.chi, pk=village.chi.tokens.get().pk)
    if change == "inactive":
        Person.objects.filter(pk=village.chi.pk).update(is_active=False)
    header = {"bearer": f"Bearer {program.secret}", "junk": "Basic \x7f:é", "none": ""}.get(change)
    header = program.who["HTTP_AUTHORIZATION"] if header is None else header
    for address in ("formList", "forms/work-road-1.xml", "submission"):
        for method in ("head", "post" if address == "submission" else "get"):
            answer = getattr(program.client, method)(f"/openrosa/{address}", HTTP_AUTHORIZATION=header)
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"].startswith("Basic ")


def test_a_session_alone_opens_nothing_and_the_token_opens_nothing_else(village):
    signed = Client()
    signed.force_login(village.chi)
    assert signed.get("/openrosa/formList").status_code == signed.post("/openrosa/submission").status_code == 401
    program = Collector(village.chi)
    assert program.get("/field/").status_code == 302
    assert program.client.get("/api/v1/figures", HTTP_AUTHORIZATION=f"Bearer {program.secret}").status_code == 401


def test_the_person_makes_the_token_on_the_account_page(village):
    signed = Client()
    signed.force_login(village.chi)
    assert 'value="field" selected' in signed.get("/account/tokens/add/?purpose=field").content.decode()
    page = signed.post("/account/tokens/add/", {"name": "Điện thoại", "purpose": "field"}).content.decode()
    program = Collector(village.chi)
    program.secret = re.search(r"ntm_[\w-]+", page)[0]
    assert program.listed()
    assert "http://testserver/openrosa<" in page
    assert "thu thập tại hiện trường" in signed.get("/account/").content.decode()
    assert "http://testserver/openrosa<" in signed.get("/field/").content.decode()
    assert signed.post("/account/tokens/add/", {"name": "x", "purpose": "calendar"}).context["form"].errors


def test_each_bind_and_each_control_has_its_node(form):
    nodes = set()

    def walk(node, path):
        nodes.add(path)
        for child in node:
            walk(child, f"{path}/{re.sub('^{.*}', '', child.tag)}")

    walk(form.instance, "/visit")
    assert len(form.binds) > 10
    assert {path.replace("orx:", "") for path in form.binds} <= nodes
    refs = [one.get("ref") or one.get("nodeset") for name in CONTROLS for one in form.html.iter(f"{XF}{name}")]
    assert set(refs) - {None} <= nodes  # the screen of a repeat has no node of its own
    leaves = {path for path in nodes if not any(other.startswith(f"{path}/") for other in nodes)}
    binds = {path.replace("orx:", "") for path in form.binds}
    assert leaves <= binds
    assert binds - leaves == {"/visit/signature"}  # says when there is one to give


CONTROLS = ("input", "select1", "upload", "group", "repeat")


def test_each_label_is_said_in_both_languages_and_none_is_idle(form):
    asked = {one.get("ref")[len("jr:itext('") : -2] for one in form.html.iter() if "itext(" in (one.get("ref") or "")}
    vietnamese, english = form.texts("Tiếng Việt (vi)"), form.texts("English (en)")
    assert asked == set(vietnamese) == set(english)
    assert all(vietnamese.values())
    assert all(english.values())
    assert vietnamese["/visit/end/close:label"] != english["/visit/end/close:label"]
    assert [one.get("lang") for one in form.html.iter(f"{XF}translation") if one.get("default")] == ["Tiếng Việt (vi)"]


def test_a_form_asks_every_item_of_the_checklist_once():
    for checklist in ALL:
        form = Form(blank(Offer(checklist, MANY)).xml)
        texts = form.texts("Tiếng Việt (vi)")
        assert [texts[f"{path}/answer:label"] for path in form.items()] == [item.text.vi for item in checklist.items]
        assert form.subjects() == [key for key, _ in MANY]
