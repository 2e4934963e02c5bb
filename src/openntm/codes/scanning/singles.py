"""Scans of codes that are minted alone: a number a code and day, and no trail of who scanned."""

from datetime import date

from django.db import connection

from openntm.codes.models import Code, SingleDay
from openntm.codes.scanning.robots import is_robot

ADD = """INSERT INTO {0} (code_id, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (code_id, day) DO UPDATE SET count = {0}.count + 1"""


def count_scan(code: Code, agent: str, on: date) -> None:
    """One statement, so that two scans at once are two; not in the log of acts, as it is no act of a person.

    A browser always says what it is.
    """
    if not agent or is_robot(agent):
        return
    with connection.cursor() as cursor:
        day = connection.ops.adapt_datefield_value(on)
        cursor.execute(ADD.format(SingleDay._meta.db_table), [code.pk, day])
