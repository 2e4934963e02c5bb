"""A print order makes sheets of codes that may be printed, once, and the codes are printed when the file is there."""

import hashlib
from datetime import timedelta

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from codes.stamps import make_stamps
from openntm.codes import services
from openntm.codes.models import PrintJob, Run
from openntm.codes.queries import counts_by_state, ledger_of
from openntm.codes.services import sheets
from openntm.codes.services.sheets import make_sheets_of, parts_of, path_of
from openntm.codes.tokens import token_of
from openntm.office.models import LogEntry

State = PrintJob.State
SIZE = 200


@pytest.fixture
def here(db, settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(sheets, "PART", 80)  # two sheets of 40
    here = make_stamps(size=SIZE, title="HTX Na dai Thử")
    services.move_codes(by=here.binh, run=here.run, first=0, last=SIZE - 1, state="allotted", reason="cấp")
    return here


def order(here, first=0, last=SIZE - 1, **given):
    chosen = {"by": here.binh, "run": here.run, "layout": "a4-40", **given}
    return services.order_print(**chosen, first=first, last=last)


def waiting(here, first=0, last=SIZE - 1, **given):
    """An order that nobody has begun."""
    return services.ordered(by=here.binh, run=here.run, first=first, last=last, layout="a4-40", **given)


def texts(job):
    return [page.extract_text() for page in pypdf.PdfReader(path_of(job)).pages]


def test_the_sheets_hold_each_code_once_and_the_codes_are_printed(here):
    job = order(here)
    assert (job.state, job.done) == (State.DONE, SIZE)
    content = path_of(job).read_bytes()
    assert (job.size, job.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    found = [line.replace(" ", "") for text in texts(job) for line in text.split("\n") if line]
    assert found == [token_of(bytes(here.run.secret), here.run.number, index) for index in range(SIZE)]
    assert counts_by_state(run=here.run)["printed"] == SIZE
    assert ledger_of(here.run).last().reason == f"đã in, lệnh in số {job.pk}"
    assert [entry.verb for entry in LogEntry.objects.all()][-2:] == ["codes.print", "codes.printed"]
    assert not parts_of(job).exists()


def test_the_file_is_read_by_its_owner_alone(here):
    assert path_of(order(here)).stat().st_mode & 0o077 == 0


def test_a_part_of_a_run_is_printed_and_the_rest_is_not(here):
    job = order(here, 10, 94)
    assert len(texts(job)) == 3
    assert counts_by_state(run=here.run)["printed"] == 85


def test_the_same_codes_give_the_same_bytes(here):
    first = order(here)
    second = order(here, again=True, reason="giấy kẹt")
    assert path_of(first).read_bytes() == path_of(second).read_bytes()


def test_only_allotted_codes_are_printed(here):
    services.move_codes(by=here.binh, run=here.run, first=5, last=5, state="lost", reason="mất")
    with pytest.raises(services.NotToBePrinted) as refused:
        order(here)
    assert refused.value.piece.first == 5
    assert not PrintJob.objects.exists()


def test_a_second_print_needs_to_be_wanted_and_a_reason(here):
    order(here, 0, 9)
    with pytest.raises(services.NotToBePrinted):
        order(here, 0, 9)
    with pytest.raises(services.ReasonMissing):
        order(here, 0, 9, again=True)
    lines = ledger_of(here.run).count()
    assert order(here, 0, 9, again=True, reason="in mờ").state == State.DONE
    assert ledger_of(here.run).count() == lines


def test_codes_in_use_are_never_printed_again(here):
    order(here, 0, 9)
    services.move_codes(by=here.binh, run=here.run, first=0, last=9, state="active", key="1", reason="dán")
    with pytest.raises(services.NotToBePrinted):
        order(here, 0, 9, again=True, reason="in mờ")


def test_two_orders_are_not_at_the_same_codes(here):
    waiting(here, 0, 50)
    with pytest.raises(services.AlreadyOrdered):
        order(here, 50, 60)
    assert order(here, 51, 60).state == State.DONE


@pytest.mark.parametrize(("first", "last"), [(5, 4), (0, SIZE), (-1, 3)])
def test_a_stretch_outside_the_run_is_refused(here, first, last):
    with pytest.raises(services.OutsideRun):
        order(here, first, last)


def test_an_unknown_layout_is_refused(here):
    with pytest.raises(services.UnknownLayout):
        order(here, layout="a3")


@pytest.mark.parametrize(("name", "refusal"), [("an", PermissionDenied), ("htx", Run.DoesNotExist)])
def test_the_wrong_person_is_refused(here, name, refusal):
    with pytest.raises(refusal):
        order(here, by=getattr(here, name))


def test_an_order_is_stopped_and_gone_on_with(here, monkeypatch):
    job = waiting(here)
    make_parts(monkeypatch, 1)
    with pytest.raises(KeyboardInterrupt):
        make_sheets_of(job.pk)
    job = services.stop_print(by=here.binh, pk=job.pk, reason="hết giấy")
    assert (job.state, job.done) == (State.STOPPED, 80)
    monkeypatch.undo()
    make_sheets_of(job.pk)  # a second delivery of the task
    job.refresh_from_db()
    assert job.state == State.STOPPED
    job = services.go_on_with_print(by=here.binh, pk=job.pk, reason="có giấy")
    assert job.state == State.DONE
    assert sum(len(text.split("\n")) for text in texts(job)) == SIZE


def make_parts(monkeypatch, count):
    """After so many parts the process is gone, as if it was killed."""
    kept, made = sheets.write_whole, []

    def write(path, pieces):
        if len(made) == count:
            raise KeyboardInterrupt
        made.append(path)
        kept(path, pieces)

    monkeypatch.setattr(sheets, "write_whole", write)


def test_an_order_is_not_gone_on_with_once_its_codes_were_printed_otherwise(here):
    job = waiting(here, 0, 9)
    services.stop_print(by=here.binh, pk=job.pk, reason="x")
    order(here, 0, 20)
    with pytest.raises(services.NotToBePrinted):
        services.go_on_with_print(by=here.binh, pk=job.pk, reason="x")


def test_a_made_order_is_not_stopped(here):
    job = order(here)
    with pytest.raises(services.WrongState):
        services.stop_print(by=here.binh, pk=job.pk, reason="x")


def test_a_worker_whose_order_was_stopped_writes_no_more(here, monkeypatch):
    job = waiting(here)
    kept = sheets.write_whole

    def write(path, pieces):
        kept(path, pieces)
        PrintJob.objects.filter(pk=job.pk).update(state=State.STOPPED)

    monkeypatch.setattr(sheets, "write_whole", write)
    make_sheets_of(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (State.STOPPED, 0)
    assert not path_of(job).exists()


def test_a_fault_is_said_and_the_order_can_be_gone_on_with(here, monkeypatch):
    job = waiting(here)

    def full(path, pieces):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sheets, "write_whole", full)
    with pytest.raises(OSError, match="No space"):
        make_sheets_of(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "No space left" in job.problem
    monkeypatch.undo()
    assert services.go_on_with_print(by=here.binh, pk=job.pk, reason="đã dọn đĩa").state == State.DONE


def test_an_order_whose_worker_died_is_taken_up_after_its_last_part(here, monkeypatch):
    job = waiting(here)
    make_parts(monkeypatch, 1)
    with pytest.raises(KeyboardInterrupt):
        make_sheets_of(job.pk)
    monkeypatch.undo()
    assert services.resume_stalled(timezone.now()) == []
    assert services.resume_stalled(timezone.now() + timedelta(hours=1)) == [job.pk]
    job.refresh_from_db()
    assert job.state == State.DONE
    whole = path_of(job).read_bytes()
    other = order(here, again=True, reason="so sánh")
    assert path_of(other).read_bytes() == whole


def test_what_was_voided_while_the_sheets_were_made_stays_void(here):
    job = waiting(here)
    services.move_codes(by=here.binh, run=here.run, first=3, last=5, state="void", reason="hỏng")
    make_sheets_of(job.pk)
    counts = counts_by_state(run=here.run)
    assert (counts["printed"], counts["void"]) == (SIZE - 3, 3)


def test_who_takes_the_file_away_is_in_the_log(here):
    job = order(here)
    services.fetch_sheets(by=here.binh, pk=job.pk)
    assert LogEntry.objects.filter(verb="codes.fetch", by=here.binh).count() == 1
    with pytest.raises(PermissionDenied):
        services.fetch_sheets(by=here.an, pk=job.pk)
    with pytest.raises(PrintJob.DoesNotExist):
        services.fetch_sheets(by=here.dung, pk=job.pk)
    with pytest.raises(services.WrongState):
        services.fetch_sheets(by=here.binh, pk=waiting(here, 0, 1, again=True, reason="x").pk)


def test_codes_are_exported_for_a_printer_outside(here, settings):
    settings.ADDRESS = "https://ntm.example.vn"
    rows = list(services.export_codes(by=here.binh, run=here.run, first=1, last=2, reason="in ngoài"))
    token = token_of(bytes(here.run.secret), here.run.number, 1)
    assert rows[0][0] == "2"
    assert rows[0][1].replace(" ", "") == token
    assert rows[0][2] == f"HTTPS://NTM.EXAMPLE.VN/Q/{token}"
    assert LogEntry.objects.filter(verb="codes.export").count() == 1
    with pytest.raises(PermissionDenied):
        services.export_codes(by=here.an, run=here.run, first=1, last=2, reason="x")
    services.move_codes(by=here.binh, run=here.run, first=1, last=1, state="void", reason="x")
    with pytest.raises(services.NotToBePrinted):
        services.export_codes(by=here.binh, run=here.run, first=1, last=2, reason="x")
