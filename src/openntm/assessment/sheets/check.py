"""The one validator of a spreadsheet: the preview shows what it says, and confirming writes what it says."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from openntm.assessment.sheets.table import Table, is_date, plain
from openntm.assessment.sheets.words import Said, said
from openntm.assessment.values import text_of
from openntm.criteria import FigureRefused, parse_value
from openntm.criteria.parsing import reading_of
from openntm.criteria.types import Asked

LONGEST_NOTE = 1000
LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Known:
    """What the validator may compare with: units by code and by folded name, figures asked, figures held."""

    places: Mapping[str, int]
    names: Mapping[str, str]
    asked: Mapping[str, Asked]
    held: Mapping[tuple[int, str], tuple[int, str, str]]
    fold: Callable[[str], str]


class Change(NamedTuple):
    """A tuple and no dataclass: there may be a hundred thousand."""

    row: int
    code: str
    place_id: int
    figure_id: str
    value: str
    note: str
    corrects: int | None
    before: str


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    column: str
    said: Said


@dataclass(slots=True)
class Checked:
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    empty: int = 0

    @property
    def fingerprint(self) -> str:
        """Changes when a second look at the same file would write something else."""
        digest = hashlib.sha256()
        for change in self.changes:
            digest.update(f"{change.place_id}|{change.figure_id}|{change.value}|{change.corrects}\n".encode())
        return digest.hexdigest()


class RowWrong(Exception):
    def __init__(self, column: str, words: Said) -> None:
        self.column, self.said = column, words


def check_table(table: Table, known: Known, tick: Callable[[int], None] | None = None) -> Checked:
    """Every row is new, changed, the same, empty or wrong; nothing is written."""
    result = Checked()
    reader = _Rows(known)
    seen: dict[tuple[int, str], int] = {}
    for row, cells in enumerate(_cells(table), start=table.first_row):
        if tick and row % 5000 == 0:
            tick(row)
        try:
            _take(reader, row, cells, seen, result)
        except RowWrong as wrong:
            result.problems.append(Problem(row, wrong.column, wrong.said))
    return result


def _cells(table: Table) -> Iterable[tuple[Any, ...]]:
    nothing = ("",) * len(table.rows)
    columns = [table.columns.get(key, nothing) for key in ("code", "place", "indicator", "value", "note", "key")]
    return zip(*columns, strict=True)


def _take(reader: "_Rows", row: int, cells: tuple[Any, ...], seen: dict[tuple[int, str], int], result: Checked) -> None:
    code, name, indicator, value, note, key = cells
    if value == "" or value is None or (isinstance(value, str) and not value.strip()):
        result.empty += 1
        return
    hidden_place, _bar, hidden_figure = key.partition("|") if isinstance(key, str) else plain(key).partition("|")
    code, place_id = reader.place(code, name, hidden_place)
    figure_id, asked = reader.figure(indicator, hidden_figure)
    spot = (place_id, figure_id)
    if (first := seen.setdefault(spot, row)) != row:
        raise RowWrong("indicator", said(_("The same figure already stands in row %(row)s."), row=first))
    text = reader.value(figure_id, asked, value)
    remark = reader.note(note)
    pk, before, old_note = reader.known.held.get(spot, (None, "", ""))
    if text == before and remark in ("", old_note):
        result.same += 1
        return
    result.changes.append(Change(row, code, place_id, figure_id, text, remark, pk, before))


class _Rows:
    """Reads cells of one file; what was read once is not read again."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._values: dict[tuple[int, type, object], str] = {}
        self._readings: dict[str, int] = {}
        self._kinds: dict[tuple[object, ...], int] = {}
        self._places: dict[tuple[object, object, str], tuple[str, int]] = {}
        self._figures: dict[tuple[object, str], tuple[str, Asked]] = {}
        self._notes: dict[object, str] = {"": "", None: ""}

    def place(self, code: object, name: object, hidden: str) -> tuple[str, int]:
        memo = (code, name, hidden)
        if memo not in self._places:
            self._places[memo] = self._place(plain(code), plain(name), hidden)
        return self._places[memo]

    def _place(self, code: str, name: str, hidden: str) -> tuple[str, int]:
        known = self.known
        code = code.zfill(len(next(iter(known.places), ""))) if code.isdecimal() else code
        code = code or hidden or known.names.get(known.fold(name), "")
        if not code:
            raise RowWrong("code", said(_("The row names no unit; cells that were merged must be filled row by row.")))
        if hidden and hidden in known.places and code != hidden:
            raise RowWrong("code", said(_("The unit was changed from %(old)s to %(new)s."), old=hidden, new=code[:40]))
        if code not in known.places:
            raise RowWrong("code", said(_("No unit %(code)s among those that you may enter for."), code=code[:40]))
        return code, known.places[code]

    def figure(self, indicator: object, hidden: str) -> tuple[str, Asked]:
        memo = (indicator, hidden)
        if memo not in self._figures:
            self._figures[memo] = self._figure(plain(indicator), hidden, isinstance(indicator, float))
        return self._figures[memo]

    def _figure(self, named: str, hidden: str, is_number: bool) -> tuple[str, Asked]:
        figure_id = hidden if hidden and _same_number(named, hidden) else named
        if is_number and not hidden and f"{named}0" in self.known.asked:
            words = said(
                _("The number %(name)s may mean %(name)s or %(name)s0: format the column as text."), name=named
            )
            raise RowWrong("indicator", words)
        if figure_id not in self.known.asked:
            raise RowWrong("indicator", said(_("No indicator %(name)s in this criteria set."), name=named[:40] or "?"))
        if hidden in self.known.asked and figure_id != hidden:
            words = said(_("The indicator was changed from %(old)s to %(new)s."), old=hidden, new=figure_id)
            raise RowWrong("indicator", words)
        return figure_id, self.known.asked[figure_id]

    def value(self, figure_id: str, asked: Asked, cell: object) -> str:
        """A good value is read once for all indicators that read alike; a wrong one says which it stands for."""
        reading = self._readings.get(figure_id)
        if reading is None:
            reading = self._kinds.setdefault(reading_of(asked), len(self._kinds))
            self._readings[figure_id] = reading
        memo = (reading, cell.__class__, cell)
        if (known := self._values.get(memo)) is not None:
            return known
        found = _value(asked, cell)
        if isinstance(found, RowWrong):
            raise found
        self._values[memo] = found
        return found

    def note(self, cell: object) -> str:
        if cell not in self._notes:
            text = plain(cell)
            if len(text) > LONGEST_NOTE:
                raise RowWrong("note", said(_("The remark is longer than %(most)s letters."), most=LONGEST_NOTE))
            self._notes[cell] = text
        return self._notes[cell]


def _same_number(named: str, hidden: str) -> bool:
    """A spreadsheet turns the indicator 5.10 into the number 5.1; the hidden key still knows."""
    try:
        return named == "" or float(named) == float(hidden)
    except ValueError:
        return False


def _value(asked: Asked, cell: object) -> str | RowWrong:
    if is_date(cell):
        words = said(_("The spreadsheet program turned this figure into a date. Type it again in the template."))
        return RowWrong("value", words)
    try:
        text = text_of(parse_value(asked, plain(cell)))
    except FigureRefused as refused:
        return RowWrong("value", {"vi": refused.message_vi, "en": refused.message_en})
    if len(text) > LONGEST_VALUE:
        return RowWrong("value", said(_("The figure has too many digits.")))
    return text
