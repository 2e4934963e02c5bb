"""A spreadsheet is received, read, confirmed, undone; nothing is written before it is confirmed, and then all."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from openntm.assessment.access import WRITES, imports_visible_to, refuse_unless
from openntm.assessment.measures import measure_of
from openntm.assessment.models import Figure, Import, Layer
from openntm.assessment.queries.sheets import imported_figures, known_for, marks
from openntm.assessment.services.figures import own_source, period_of
from openntm.assessment.services.writing import Overtaken, stored, write_figures
from openntm.assessment.sheets.check import Change, Checked, check_table
from openntm.assessment.sheets.guard import MOST_BYTES, kind_of
from openntm.assessment.sheets.pause import collector_paused
from openntm.assessment.sheets.table import Table, day_of, read_table
from openntm.assessment.sheets.words import FileRefused, said
from openntm.assessment.storage import import_content, keep_import
from openntm.criteria import load_set
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import nearest_version

SHOWN = 200
State = Import.State


class WrongState(Exception):
    """The import is not in the state that the verb needs."""


class RowsWrong(Exception):
    """Rows are wrong: the file has to be mended and sent again, nothing of it is written."""


@transaction.atomic
def receive_file(*, by: Person, place: Place, set_id: str, day: date, layer: str, name: str, content: bytes) -> Import:
    """Keeps the file; raises FileRefused for what can be told at a glance."""
    refuse_unless(by, WRITES[Layer(layer)], place)
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than %(most)s MB."), most=MOST_BYTES // 2**20)
    kind_of(content)
    row = Import.objects.create(
        place=place,
        set_id=load_set(set_id).id,
        day=day,
        layer=layer,
        sha256=keep_import(content),
        name=name[-255:],
        brought_by=by,
        brought_at=timezone.now(),
    )
    record(by, "import.receive", row, after={"sha256": row.sha256, "set": set_id, "day": day.isoformat()}, place=place)
    return row


def read_import(*, pk: int) -> Import:
    """Fills in what the file would change; called at once for a small file, in the background for a large one."""
    if not Import.objects.filter(pk=pk, state=State.WAITING).update(state=State.READING):
        raise WrongState
    row = Import.objects.select_related("place", "brought_by").get(pk=pk)
    try:
        table, checked = looked_through(row, row.brought_by, _ticker(row))
    except FileRefused as refused:
        return _end(row, State.REFUSED, {"refused": refused.said})
    except Exception:
        # A fault of ours: the officer gets a sentence, the administrator the traceback.
        _end(row, State.REFUSED, {"refused": said(_("The file could not be read because of a fault of the system."))})
        raise
    row.fingerprint, row.steps = checked.fingerprint, len(table.rows)
    return _end(row, State.READY, outcome_of(checked, len(table.rows)))


@collector_paused()
def looked_through(row: Import, by: Person, tick: Callable[[int], None] | None = None) -> tuple[Table, Checked]:
    """The one reading: the preview shows it, confirming repeats it."""
    table = read_table(import_content(row))
    _refuse_other_template(row, table)
    return table, check_table(table, known_for(row, version_for(row), by), tick)


def version_for(row: Import) -> PlaceVersion:
    return nearest_version(row.place, row.day)


def _refuse_other_template(row: Import, table: Table) -> None:
    for name, expected in marks(row.set_id, row.day, row.layer).items():
        found = table.marks.get(name, expected)
        if found != expected and (name != "day" or day_of(found) != row.day):
            raise FileRefused(
                _("This template was made for another period or criteria set (%(found)s instead of %(expected)s)."),
                found=found[:60],
                expected=expected,
            )


def _ticker(row: Import) -> Callable[[int], None]:
    def tick(step: int) -> None:
        Import.objects.filter(pk=row.pk).update(step=step)

    return tick


def _end(row: Import, state: str, outcome: dict[str, Any]) -> Import:
    row.state, row.outcome, row.step = state, outcome, row.steps
    row.save(update_fields=["state", "outcome", "fingerprint", "step", "steps"])
    return row


def outcome_of(checked: Checked, rows: int) -> dict[str, Any]:
    """Counts of everything, and the first rows of each kind to look at."""
    new = [change for change in checked.changes if change.corrects is None]
    return {
        "rows": rows,
        "new": len(new),
        "changed": len(checked.changes) - len(new),
        "same": checked.same,
        "empty": checked.empty,
        "wrong": len(checked.problems),
        "problems": [[one.row, one.column, one.said] for one in checked.problems[:SHOWN]],
        "changes": [[one.row, one.code, one.figure_id, one.before, one.value] for one in checked.changes[:SHOWN]],
    }


def confirm_import(*, by: Person, pk: int) -> Import:
    """Writes all of the file or nothing; refuses when the figures are no longer those of the preview."""
    row = imports_visible_to(by).select_related("place").get(pk=pk)
    refuse_unless(by, WRITES[Layer(row.layer)], row.place)
    if row.outcome.get("wrong"):
        raise RowsWrong
    if not Import.objects.filter(pk=pk, state=State.READY).update(state=State.WRITING):
        raise WrongState
    try:
        return _confirm(by, row)
    except Exception:
        Import.objects.filter(pk=pk, state=State.WRITING).update(state=State.READY)
        raise


def read_again(*, pk: int) -> Import:
    """Somebody changed figures after the preview: the file is compared with what is held now."""
    Import.objects.filter(pk=pk, state=State.READY).update(state=State.WAITING)
    return read_import(pk=pk)


@transaction.atomic
@collector_paused()
def _confirm(by: Person, row: Import) -> Import:
    _table, checked = looked_through(row, by)
    if checked.problems or checked.fingerprint != row.fingerprint:
        raise Overtaken
    write_changes(by, row, checked)
    row.state, row.ended_at = State.DONE, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    counts = {name: row.outcome[name] for name in ("new", "changed", "same")}
    record(by, "import.confirm", row, after={**counts, "fingerprint": row.fingerprint}, place=row.place)
    return row


def write_changes(by: Person, row: Import, checked: Checked) -> None:
    corrected = [change.corrects for change in checked.changes if change.corrects is not None]
    write_figures(_rows(by, row, checked.changes), corrected)


def _rows(by: Person, row: Import, changes: list[Change]) -> Iterator[tuple[Any, ...]]:
    asked = load_set(row.set_id).by_id
    measures = {one.figure_id: measure_of(row.set_id, one.figure_id) for one in changes}
    units = {one: (asked.get(one) or asked[one.rpartition(":")[0]]).unit for one in measures}
    day, period, source = stored("day", row.day), period_of(row.day), own_source()
    at, no, yes = stored("entered_at", timezone.now()), stored("illustrative", False), stored("current", True)
    for one in changes:
        figure = one.figure_id
        yield (
            *(one.place_id, measures[figure], day, period, one.value, units[figure], row.layer, source.pk, one.note),
            *(by.pk, at, one.corrects, yes, row.pk, no),
        )


@transaction.atomic
def undo_import(*, by: Person, pk: int, reason: str) -> Import:
    """By corrections: the values of before come back as new entries; what was corrected since is left alone."""
    row = imports_visible_to(by).select_for_update().select_related("place").get(pk=pk)
    refuse_unless(by, WRITES[Layer(row.layer)], row.place)
    if row.state != State.DONE:
        raise WrongState
    figures = imported_figures(row)
    write_figures(_undone(by, figures, reason), [figure.pk for figure in figures])
    row.state, row.ended_at = State.UNDONE, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    record(by, "import.undo", row, after={"figures": len(figures)}, place=row.place, reason=reason)
    return row


def _undone(by: Person, figures: list[Figure], reason: str) -> Iterator[tuple[Any, ...]]:
    at, no, yes = stored("entered_at", timezone.now()), stored("illustrative", False), stored("current", True)
    for one in figures:
        before = one.corrects.value if one.corrects else ""
        day = stored("day", one.day)
        yield (
            *(one.place_id, one.measure, day, one.period, before, one.unit, one.layer, one.source_id, reason[:1000]),
            *(by.pk, at, one.pk, yes, None, no),
        )
