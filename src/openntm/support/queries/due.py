"""Reads: what is accepted and waits for its payment, and whether money may go out for it on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from openntm.places.models import PlaceVersion
from openntm.support.clauses import Verdict
from openntm.support.models import Grant, State
from openntm.support.queries.facts import certificate_on
from openntm.support.queries.schemes import names_on
from openntm.support.spoken import reason


@dataclass(frozen=True)
class Due:
    """`stopped` says why nothing may be paid on the day."""

    grant: Grant
    unit: PlaceVersion | None
    stopped: str

    @property
    def name(self) -> str:
        """Who gets it."""
        return self.grant.application.applicant or (self.unit.full_name if self.unit else "")


def due_on(grants: QuerySet[Grant], on: date) -> list[Due]:
    """Accepted up to the day and not paid whole, in the order of their lists."""
    found = grants.filter(state=State.ACCEPTED, since__lte=on).select_related(
        *("award__place", "application__call__terms", "application__call__scheme", "application__place"),
        *("application__producer", "application__certificate"),
    )
    rows = list(found.prefetch_related("application__certificate__acts").order_by("award__decided_on", "award", "pk"))
    names = names_on({one.application.place_id for one in rows}, on)
    return [Due(one, names.get(one.application.place_id), stopped_on(one, on)) for one in rows]


def stopped_on(grant: Grant, on: date) -> str:
    if not grant.application.call.terms.asks_certificate:
        return ""
    found = certificate_on(grant.application, on)
    return "" if found.verdict == Verdict.MET else reason(found.data())
