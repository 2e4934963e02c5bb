"""A run is minted under the next number, with a secret of its own, one row of stock and one line of the ledger."""

import pytest
from django.core.exceptions import PermissionDenied

from codes.stamps import make_stamps
from openntm.codes import generation
from openntm.codes.models import Code, Movement, Run, Stock
from openntm.codes.models.runs import LARGEST
from openntm.codes.queries import counts_by_state, ledger_of, read_code, stock_of_run
from openntm.codes.services import ReasonMissing, SizeOutOfRange, mint_run
from openntm.codes.tokens import token_of
from openntm.office.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_stamps(size=1000, holder="producer:7", title="Tem  na dai")


def test_a_run_is_one_row_of_stock_and_one_line_of_the_ledger_and_no_code_is_written(here):
    [stock], [line] = stock_of_run(here.run), ledger_of(here.run)
    assert (stock.first, stock.last, stock.state, stock.holder) == (0, 999, "minted", "producer:7")
    assert (line.first, line.last, line.from_state, line.state, line.by) == (0, 999, "", "minted", here.binh)
    assert line.reason == "tem đợt đầu"
    assert here.run.title == "Tem na dai"
    assert not Code.objects.exists()


def test_every_run_has_the_next_number_and_a_secret_of_its_own(here):
    given = {"by": here.binh, "kind": "stamp", "size": 5, "place": here.commune, "reason": "x"}
    runs = [here.run, *(mint_run(**given) for _ in range(3))]
    assert [run.number for run in runs] == [1, 2, 3, 4]
    assert len({bytes(run.secret) for run in runs}) == 4
    assert {len(run.secret) for run in runs} == {32}


def test_its_codes_are_read_and_others_are_not(here):
    secret = bytes(here.run.secret)
    found = read_code(token_of(secret, here.run.number, 999))
    assert (found.run, found.index, found.stock.state) == (here.run, 999, "minted")
    assert read_code(token_of(secret, here.run.number, 1000)) is None
    assert read_code(token_of(bytes(32), here.run.number, 5)) is None


def test_minting_is_logged_without_the_secret(here):
    entry = LogEntry.objects.get(verb="codes.mint")
    assert entry.by == here.binh
    assert '"size"' in entry.changes
    assert bytes(here.run.secret).hex() not in entry.changes


def test_pages_kept_in_memory_are_told(here, django_capture_on_commit_callbacks):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        mint_run(by=here.binh, kind="stamp", size=5, place=here.commune, reason="x")
    assert generation.current() > before


@pytest.mark.parametrize("name", ["an", "htx", "lan", "be", "dung"])
def test_only_who_issues_stamps_there_mints(here, name):
    with pytest.raises(PermissionDenied):
        mint_run(by=getattr(here, name), kind="stamp", size=5, place=here.commune, reason="x")
    assert Run.objects.count() == Stock.objects.count() == Movement.objects.count() == 1


@pytest.mark.parametrize("size", [0, -1, LARGEST + 1])
def test_a_run_of_no_codes_or_too_many_is_refused(here, size):
    with pytest.raises(SizeOutOfRange):
        mint_run(by=here.binh, kind="stamp", size=size, place=here.commune, reason="x")


def test_a_run_without_a_reason_is_refused(here):
    with pytest.raises(ReasonMissing):
        mint_run(by=here.binh, kind="stamp", size=1, place=here.commune, reason="  ")


def test_codes_are_counted_by_run_holder_and_thing(here):
    mint_run(by=here.binh, kind="stamp", size=5, place=here.commune, reason="x", key="4")
    mint_run(by=here.binh, kind="guide", size=3, place=here.commune, reason="x", key="4")
    assert counts_by_state(run=here.run)["minted"] == counts_by_state(holder="producer:7")["minted"] == 1000
    assert counts_by_state(key="4")["minted"] == 8
    assert counts_by_state(key="4", kind="guide")["minted"] == 3
    assert counts_by_state(key="5")["minted"] == 0
