"""Many figures in one go, inside the transaction of whoever calls: COPY on PostgreSQL, executemany elsewhere."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from openntm.assessment.models import Figure

COLUMNS = (
    "place_id",
    "measure",
    "day",
    "period",
    "value",
    "unit",
    "layer",
    "source_id",
    "note",
    "entered_by_id",
    "entered_at",
    "corrects_id",
    "current",
    "taken_from_id",
    "illustrative",
)
CHUNK = 900
Row = tuple[Any, ...]


class Overtaken(Exception):
    """Somebody changed one of these figures between the look and the write."""


def write_figures(rows: Iterable[Row], corrected: Sequence[int]) -> None:
    """`rows` are in the order of COLUMNS; what they correct stops being current first."""
    rows = list(rows)  # making them may read, and a connection that copies in answers nothing else
    _retire(corrected)
    if connection.vendor == "postgresql":
        _copy(rows)
    else:
        _execute_many(rows)
    _carry_evidence(corrected)


def stored(column: str, value: Any) -> Any:
    """A value as the database's driver wants it; worked out once for a column that is the same in all rows."""
    field = Figure._meta.get_field(column.removesuffix("_id"))
    assert isinstance(field, models.Field)
    found = field.get_db_prep_save(value, connection)
    # SQLite's driver looks for an adapter of every bool, and takes a whole number at once.
    return int(found) if isinstance(found, bool) and connection.vendor == "sqlite" else found


def _retire(corrected: Sequence[int]) -> None:
    for start in range(0, len(corrected), CHUNK):
        chunk = corrected[start : start + CHUNK]
        if Figure.objects.filter(pk__in=chunk, current=True).update(current=False) != len(chunk):
            raise Overtaken


def _quoted() -> tuple[str, str]:
    names = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    return connection.ops.quote_name(Figure._meta.db_table), names


def _execute_many(rows: list[Row]) -> None:
    table, names = _quoted()
    places = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


def _copy(rows: list[Row]) -> None:
    table, names = _quoted()
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _carry_evidence(corrected: Sequence[int]) -> None:
    """Files behind a figure stay with it when it is corrected."""
    through = Figure.evidence.through
    for start in range(0, len(corrected), CHUNK):
        links = through.objects.filter(figure_id__in=corrected[start : start + CHUNK])
        pairs = links.values_list("figure__corrections", "storedfile_id")
        through.objects.bulk_create([through(figure_id=new, storedfile_id=file) for new, file in pairs])
