"""What falls due by itself: notices of what is late, answered reports that close, personal data that are forgotten."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.log import record
from openntm.office.wording import in_language
from openntm.participation.models import Report, ReportRequest, ReportVoice
from openntm.participation.queries.report_desk import overdue
from openntm.participation.report_rules import rules
from openntm.participation.services.reports.moderating import closed
from openntm.participation.services.reports.pictures import drop_files
from openntm.participation.services.reports.telling import handlers, tell_each
from openntm.participation.services.reports.writing import Event, note
from openntm.places.models import Place
from openntm.places.queries import nearest_version

COARSE = Decimal("0.01")  # of a degree, about a kilometre
State = Report.State


def tell_of_late_reports(*, on: date) -> int:
    """Once for each kind and last deadline that passed: the handlers, and those above them."""
    late: dict[tuple[Place, str], list[date]] = defaultdict(list)
    for report in Report.objects.filter(overdue(on)).select_related("place").order_by("pk"):
        late[report.place, report.kind].append(report.due or on)
    with override(settings.LANGUAGE_CODE):
        return sum(tell_of_late(place, kind, days, on) for (place, kind), days in late.items())


def tell_of_late(place: Place, key: str, days: list[date], on: date) -> int:
    kind = rules().kinds[key]
    named = {"kind": in_language(kind.name), "count": len(days)}
    subject = _("Reports of residents are late: %(kind)s (%(count)s)") % named
    unit, people = handlers(place, on, above=kind.above)
    parent = nearest_version(place, on).parent
    more = handlers(parent, on)[1] if parent else []
    everybody = list(dict.fromkeys([*people, *more]))
    return tell_each(unit, everybody, f"report_late:{place.pk}:{key}:{max(days).isoformat()}", subject, on)


@transaction.atomic
def close_answered(*, on: date) -> int:
    """Answered some days ago, and nobody asks to reopen."""
    since = on - timedelta(days=rules().deadlines["close"])
    waiting = ReportRequest.objects.filter(decided_at__isnull=True).values("report")
    found = Report.objects.filter(state=State.ANSWERED, answered_on__lt=since).exclude(pk__in=waiting)
    rows = found.select_for_update(of=("self",)).select_related("place")
    return len([closed(report, None) for report in rows])


@transaction.atomic
def forget_reports(*, on: date) -> int:
    """How many reports lost what is personal, by the days in the data."""
    ReportVoice.objects.filter(day__lte=before("marks", on)).exclude(mark="").update(mark="")
    drafts = older("draft", on).filter(state=State.DRAFT)
    files = files_of(drafts)
    drafts.delete()
    kept_back = older("kept_back", on).filter(state=State.KEPT_BACK)
    suspect = older("suspect", on).filter(state=State.RECEIVED, is_suspect=True)
    gone = [emptied(one) for one in (kept_back | suspect).exclude(text="", photo__isnull=True, contact="")]
    drop_files(files | {pk for pks in gone for pk in pks})
    return len(gone) + coarsened(on)


def before(what: str, on: date) -> date:
    return on - timedelta(days=rules().retention[what])


def older(what: str, on: date) -> QuerySet[Report]:
    return Report.objects.filter(at__date__lte=before(what, on))


def emptied(report: Report) -> set[int]:
    """What was said and how to reach who said it go; that there was a report, and what was decided, stays."""
    files = files_of(Report.objects.filter(pk=report.pk))
    report.events.exclude(kind=Event.KEPT_BACK).update(text="", photo=None)
    report.requests.update(reason="–")
    report.text = report.where = report.contact = report.speaker = report.public_text = report.public_where = ""
    report.photo = report.latitude = report.longitude = None
    report.save()
    note(report, Event.FORGOTTEN)
    record(None, "resident_report.forget", report, place=report.place)
    return files


def coarsened(on: date) -> int:
    found = 0
    for report in older("position", on).filter(latitude__isnull=False, longitude__isnull=False):
        old = (report.latitude, report.longitude)
        new = tuple(value.quantize(COARSE) for value in old if value is not None)
        if new != old:
            report.latitude, report.longitude = new
            report.save(update_fields=["latitude", "longitude"])
            record(None, "resident_report.coarsen", report, place=report.place)
            found += 1
    return found


def files_of(reports: QuerySet[Report]) -> set[int]:
    own, added = reports.values_list("photo", flat=True), reports.values_list("events__photo", flat=True)
    return {pk for pk in [*own, *added] if pk}
