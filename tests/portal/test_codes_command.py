"""`openntm codes`: a run is minted, allotted and printed without a browser."""

import re

import pypdf
import pytest
from click import UsageError
from click.testing import CliRunner

from openntm.codes.models import Run
from openntm.codes.queries import counts_by_state
from openntm.office.models import LogEntry
from openntm.portal.commands.codes import command
from orchard import make_orchard

pytestmark = pytest.mark.django_db


def openntm(*arguments):
    answer = CliRunner().invoke(command, arguments, standalone_mode=False)
    if answer.exception:
        raise answer.exception
    return answer.output


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    make_orchard()
    return tmp_path


def test_a_run_is_minted_allotted_printed_and_listed(home):
    assert "No run yet" in openntm("list")
    assert (
        openntm("mint", "--place", "07486", "--size", "30", "--reason", "thử", "--title", "Na dai")
        == "run 1: 30 codes\n"
    )
    assert openntm("allot", "1", "--reason", "cấp") == "run 1: 30 codes allotted\n"
    said = openntm("print", "1", str(home / "t.pdf"), "--layout", "a4-24")
    assert re.search(r"30 stamps in [\d.]+ s, \d+ a second, peak memory \d+ MB", said)
    assert len(pypdf.PdfReader(home / "t.pdf").pages) == 2
    assert "printed 30" in openntm("list")
    assert [one.verb for one in LogEntry.objects.all()] == ["codes.mint", "codes.move", "codes.print", "codes.printed"]


def test_a_part_is_printed_where_it_is_asked_for(home):
    openntm("mint", "--place", "07486", "--size", "30", "--reason", "thử")
    openntm("allot", "1", "--reason", "cấp")
    openntm("print", "1", str(home / "t.pdf"), "--first", "11", "--last", "20")
    assert counts_by_state(run=Run.objects.get())["printed"] == 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mint", "--place", "99999", "--size", "3", "--reason", "x"), "no unit bears"),
        (("mint", "--place", "07486", "--size", "3", "--reason", " "), "say why"),
        (("mint", "--place", "07486", "--size", "3", "--reason", "x", "--kind", "coin"), "there are stamp"),
        (("print", "9", "new.pdf"), "there is no run 9"),
        (("print", "1", "new.pdf"), "no allotted codes"),
        (("print", "2", "new.pdf", "--layout", "a3"), "there are a4-65"),
        (("print", "2", "new.pdf", "--last", "99"), "has the codes 1 to 3"),
        (("print", "2", "pyproject.toml"), "is there already"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(home, arguments, said):
    for number in ("1", "2"):
        openntm("mint", "--place", "07486", "--size", "3", "--reason", "x")
        if number == "2":
            openntm("allot", "2", "--reason", "x")
    with pytest.raises(UsageError, match=said):
        openntm(*arguments)
