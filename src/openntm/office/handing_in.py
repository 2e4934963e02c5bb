"""Writes: a file of a register; every row goes through the service of its kind, all of them or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openntm.office.access import today
from openntm.office.handed_in import FileColumn, HandedRow
from openntm.office.refused import Refused
from openntm.places.models import Place
from openntm.places.queries import PlaceNotFound, place_at
from openntm.places.vietnamese import fold


class RowWrong(Refused):
    sentence = _("%(column)s: “%(value)s” is not understood.")


class CellMissing(Refused):
    sentence = _("%(column)s is missing.")


class NotYours(Refused):
    sentence = _("You do not keep the register of this commune.")


class NotInRegister(Refused):
    sentence = _("%(column)s: “%(value)s” does not stand in the register of this commune.")


@dataclass(frozen=True)
class Problem:
    line: int
    said: str


@dataclass(frozen=True)
class HandedIn:
    """What the rows did, or would do; with problems nothing was written."""

    added: int
    changed: int
    same: int
    problems: list[Problem]


class OnlyTried(Exception):
    """Takes back what a trial wrote."""


def hand_in_rows(
    rows: Iterable[HandedRow], write: Callable[["Cells"], str], columns: list[FileColumn], *, is_trial: bool
) -> HandedIn:
    """`write` says added, changed or same. Rows that stand there already with the same values change nothing."""
    outcomes: list[str] = []
    problems: list[Problem] = []
    try:
        with transaction.atomic():
            for row in rows:
                try:
                    outcomes.append(write(Cells(columns, row.values)))
                except Refused as refused:
                    problems.append(Problem(row.line, str(refused)))
                except PermissionDenied:
                    problems.append(Problem(row.line, str(NotYours())))
            if is_trial or problems:
                raise OnlyTried
    except OnlyTried:
        pass
    added, changed, same = (outcomes.count(word) for word in ("added", "changed", "same"))
    return HandedIn(added, changed, same, problems)


class Cells:
    """The cells of a row, read as what their column holds; an empty column that is not in the file changes nothing."""

    def __init__(self, columns: list[FileColumn], values: dict[str, str]) -> None:
        self.values = values
        self.titles = {column.field: str(column.title) for column in columns}
        for column in columns:
            if column.is_needed and not values.get(column.field):
                raise CellMissing(column=column.title)

    def wrong(self, field: str, rule: type[Refused] = RowWrong) -> Refused:
        return rule(column=self.titles[field], value=self.values.get(field, ""))

    def place(self) -> Place:
        text = self.values["place"]
        try:  # a spreadsheet drops the zeros in front
            return place_at(text.zfill(5) if text.isdecimal() else text, today()).place
        except PlaceNotFound:
            raise self.wrong("place") from None

    def number(self, field: str, digits: int = 0) -> Decimal | None:
        """1.234,5 as it is written here, or 1234.5 as files hold it."""
        text = self.values.get(field, "").replace(" ", "")
        if not text:
            return None
        try:
            value = Decimal(text.replace(".", "").replace(",", ".") if "," in text else text)
            return value.quantize(Decimal(1).scaleb(-digits))
        except InvalidOperation:
            raise self.wrong(field) from None

    def day(self, field: str) -> date:
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(self.values[field], form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        raise self.wrong(field)

    def word(self, field: str, choices: dict[str, list[str]]) -> str:
        """The key whose name in either language this is."""
        wanted = fold(self.values[field])
        for key, names in choices.items():
            if wanted in [fold(name) for name in [key, *names]]:
                return key
        raise self.wrong(field)

    def texts(self, *fields: str) -> dict[str, str]:
        return {field: self.values[field] for field in fields if field in self.values}


def names_of(label: Any) -> list[str]:
    names = []
    for language in ("vi", "en"):
        with override(language):
            names.append(str(label))
    return names
