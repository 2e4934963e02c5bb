"""Whatever is done to the log behind its back is found, and the first bad entry is named."""

import pytest
from click.testing import CliRunner
from django.db import connection

from openntm.office import log
from openntm.office.log.chain import entry_hash
from openntm.office.log.triggers import DROP
from openntm.office.models import LogEntry, LogHead
from openntm.office.services import forget_entries
from openntm.portal.commands.log import command

from .conftest import AFTER

pytestmark = pytest.mark.postgres
E, P = "office_logentry", "office_logparticulars"


@pytest.fixture
def entries(land, anchor, django_capture_on_commit_callbacks):
    """Five entries, anchored, in a database whose triggers an attacker removed."""
    with django_capture_on_commit_callbacks(execute=True):
        made = [log.record(None, "x.y", land.a, after={"value": n}, reason="vì") for n in range(5)]
    run(*DROP[connection.vendor])
    return made


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_whole_log_is_whole(entries):
    assert log.verify() is None


def test_an_empty_log_is_whole(db, anchor):
    assert log.verify() is None


TAMPERED = [
    (3, f"UPDATE {E} SET changes = '{{\"value\":[null,9]}}' WHERE number = 3"),
    (2, f"UPDATE {E} SET verb = 'x.z' WHERE number = 2"),
    (2, f"UPDATE {E} SET at = '2020-01-01 00:00:00' WHERE number >= 2"),
    (4, f"UPDATE {P} SET reason = 'khác' WHERE entry_id = (SELECT id FROM {E} WHERE number = 4)"),
    (1, f"UPDATE {P} SET salt = '', reason = '' WHERE entry_id = (SELECT id FROM {E} WHERE number = 1)"),
]


@pytest.mark.parametrize(("first", "statement"), TAMPERED)
def test_a_change_is_found(entries, first, statement):
    run(statement)
    assert log.verify().number == first


def cut(numbers):
    chosen = f"(SELECT id FROM {E} WHERE number IN ({numbers}))"
    run(f"DELETE FROM {P} WHERE entry_id IN {chosen}", f"DELETE FROM {E} WHERE number IN ({numbers})")


@pytest.mark.parametrize(("numbers", "first"), [("3", 3), ("1", 1), ("2,3", 2), ("5", 5), ("4,5", 4), ("1,2,3,4,5", 1)])
def test_a_removed_entry_is_found(entries, numbers, first):
    cut(numbers)
    assert log.verify().number == first


def test_a_cut_tail_is_found_by_the_anchor_even_when_the_head_was_set_back(entries):
    cut("4,5")
    LogHead.objects.filter(pk=1).update(number=3, sha256=entries[2].sha256)
    fault = log.verify()
    assert fault.number == 4
    assert "goes on to 5" in fault.what


def test_a_log_written_anew_from_an_entry_on_is_found_by_the_anchor(entries):
    last = entries[-1]
    last.verb = "z.z"
    forged = entry_hash(last)
    run(f"UPDATE {E} SET verb = 'z.z', sha256 = '{forged}' WHERE number = 5")
    LogHead.objects.filter(pk=1).update(sha256=forged)
    assert "anchor" in log.verify().what


def test_a_missing_or_damaged_anchor_is_found(entries, anchor):
    anchor.write_text("nonsense\n")
    assert "damaged" in log.verify().what
    anchor.unlink()
    assert "missing" in log.verify().what


def test_the_anchor_gets_one_line_a_transaction_in_both_places(
    land, anchor, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.ANCHOR = str(tmp_path / "elsewhere" / "head")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            log.record(None, "x.y", land.a)
    head = LogHead.objects.get()
    assert anchor.read_text() == f"3 {head.sha256}\n" == (tmp_path / "elsewhere" / "head").read_text()


def test_what_was_forgotten_on_purpose_leaves_the_log_whole(land, somebody, anchor, django_capture_on_commit_callbacks):
    chi = somebody("chi", "administrator", land.tinh)
    with django_capture_on_commit_callbacks(execute=True):
        log.record(chi, "x.y", land.a, place=land.a, reason="ông Bình")
        assert forget_entries(by=chi, numbers=[1], reason="yêu cầu của chủ thể", on=AFTER) == 1
    first, second = LogEntry.objects.select_related("particulars")
    assert (first.particulars.reason, first.particulars.name) == ("", "")
    assert (second.verb, second.subject_key) == ("log.forget", "1")
    assert log.verify() is None


def test_the_command_says_whole_or_names_the_entry(entries):
    whole = CliRunner().invoke(command, ["verify"])
    assert whole.exit_code == 0, whole.output
    assert "5 entries" in whole.output
    cut("2")
    broken = CliRunner().invoke(command, ["verify"])
    assert broken.exit_code == 1
    assert "entry 2" in broken.output


def test_the_command_shows_before_and_after(entries):
    shown = CliRunner().invoke(command, ["show", "--limit", "1"])
    assert shown.exit_code == 0, shown.output
    assert "– → 4" in shown.output
    assert "– → 3" not in shown.output
