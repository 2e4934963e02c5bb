"""Rows are written in bulk, past the log, only where a service or a loader says so."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "openntm"
# Counts of scans and what they raise by themselves: nobody acts, so nothing is for the log.
COUNTED = {"codes/scanning/tally.py", "produce/stamps/alerts.py"}
ALLOWED = ("services", "loader", "models", "migrations")  # models: where they are refused


def bulk_writes(text):
    """Lines with bulk_create, bulk_update, executemany, or update() of a queryset."""
    for call in [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]:
        if not isinstance(call.func, ast.Attribute):
            continue
        receiver = ast.unparse(call.func.value)
        of_rows = any(word in receiver for word in ("objects", ".filter(", ".exclude(", "_visible_to("))
        if call.func.attr in {"bulk_create", "bulk_update", "executemany"} or call.func.attr == "update" and of_rows:
            yield call.lineno


def test_no_bulk_write_outside_services():
    found = {
        f"{path.relative_to(SOURCE)}:{line}"
        for path in SOURCE.rglob("*.py")
        if str(path.relative_to(SOURCE)) not in COUNTED
        and not any(part in ALLOWED or part.removesuffix(".py") in ALLOWED for part in path.relative_to(SOURCE).parts)
        for line in bulk_writes(path.read_text())
    }
    assert not found


@pytest.mark.parametrize(
    ("text", "is_bulk"),
    [
        ("Place.objects.update(key='x')", True),
        ("works.filter(pk=1).update(state='x')", True),
        ("Place.objects.bulk_create(rows)", True),
        ("found.update(other)", False),
        ("hash.update(b'x')", False),
    ],
)
def test_the_guard_knows_a_bulk_write(text, is_bulk):
    assert bool(list(bulk_writes(text))) is is_bulk
