"""Scans of codes that are minted alone: a number a code and day, and no trail of who scanned."""

import re
from datetime import date

from django.db import connection

from openntm.codes.models import Code, SingleDay

# Programs that follow links: they say so themselves, or fetch a preview for a message.
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|curl|wget|python|httpclient|monitor", re.I
)
ADD = """INSERT INTO {0} (code_id, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (code_id, day) DO UPDATE SET count = {0}.count + 1"""


def is_robot(agent: str) -> bool:
    """A browser always says what it is."""
    return not agent or ROBOT.search(agent) is not None


def count_scan(code: Code, agent: str, on: date) -> None:
    """One statement, so that two scans at once are two; not in the log of acts, as it is no act of a person."""
    if is_robot(agent):
        return
    with connection.cursor() as cursor:
        day = connection.ops.adapt_datefield_value(on)
        cursor.execute(ADD.format(SingleDay._meta.db_table), [code.pk, day])
