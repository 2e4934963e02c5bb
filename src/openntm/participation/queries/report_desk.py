"""The queues of those who handle reports: to be read, suspected, open, asked about, late."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from openntm.participation.models import Report, ReportEvent, ReportRequest

State = Report.State
QUEUES = {
    "new": _("To be read"),
    "suspect": _("Suspected spam"),
    "open": _("Being handled"),
    "asked": _("Requests"),
    "late": _("Late"),
    "done": _("Answered and closed"),
    "kept_back": _("Kept back"),
    "all": _("All"),
}
WAITING = ReportRequest.objects.filter(report=OuterRef("pk"), decided_at__isnull=True)
ADDED = ReportEvent.objects.filter(report=OuterRef("pk"), is_suspect=True)


def overdue(on: date) -> Q:
    """Reports whose next step is late, or about which somebody waits for a decision."""
    asked = ReportRequest.objects.filter(decided_at__isnull=True, due__lt=on).values("report")
    return Q(due__lt=on) | Q(pk__in=asked)


def queue(name: str, on: date) -> Q:
    known = {
        "new": Q(state=State.RECEIVED, is_suspect=False),
        "suspect": Q(state=State.RECEIVED, is_suspect=True)
        | Q(Exists(WAITING.filter(is_suspect=True)))
        | Q(Exists(ADDED)),
        "open": Q(state__in=Report.OPEN),
        "asked": Q(Exists(WAITING.filter(is_suspect=False))),
        "late": overdue(on),
        "done": Q(state__in=Report.DONE),
        "kept_back": Q(state=State.KEPT_BACK),
    }
    return known.get(name, Q())


def counts(seen: QuerySet[Report], places: Collection[int], on: date) -> dict[str, int]:
    here = seen.filter(place__in=places)
    return {name: here.filter(queue(name, on)).count() for name in QUEUES}
