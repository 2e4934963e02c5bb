"""What guides to procedures and digital teams give: counts of help and of posters, no verdict on any indicator."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.computing import Asked, Computed
from openntm.services.queries.figures import counts_of

YEAR = timedelta(days=365)
OF_SESSIONS = "sessions", "people"


def figures_of_services(asked: Asked) -> Iterator[Computed]:
    """Of the year before the day; without a poster, a scan and a session nothing is written."""
    counts = counts_of(asked.place, asked.day - YEAR + timedelta(days=1), asked.day)
    if not (counts.posters or counts.scans or counts.sessions):
        return
    words = {name: str(value) for name, value in vars(counts).items()}
    note = _(
        "In the 365 days up to the day: %(sessions)s signed sessions of digital teams helped %(people)s people; "
        "%(posters)s posters lead to %(guides)s guides, scanned %(scans)s times."
    )
    for name in ("sessions", "people", "posters", "scans"):
        invented = counts.illustrative and name in OF_SESSIONS
        yield Computed(f"services.{name}", Decimal(getattr(counts, name)), "count", note % words, invented)
