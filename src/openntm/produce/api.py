"""EPCIS 2.0 over the wire: events are captured by programs with a token, and read by whoever may see their lots."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import AfterValidator

from openntm.office.access import may_anywhere, today
from openntm.office.access.tokens import bearer
from openntm.office.roles import Action
from openntm.produce.access import keeping, lots_visible_to
from openntm.produce.access.tracing import events_visible_to
from openntm.produce.epcis import writing
from openntm.produce.epcis.identifiers import UnknownScheme, canonical
from openntm.produce.epcis.reading import DocumentRefused, Problem
from openntm.produce.epcis.vocabulary import bare
from openntm.produce.gs1 import LinkRefused
from openntm.produce.models import EventItem, TraceEvent
from openntm.produce.queries.tracing import document_of, exported
from openntm.produce.services.capturing import WRONG, capture_events

router = Router(tags=["epcis"])
MOST = 500
VERSIONS = {"GS1-EPCIS-Version": "2.0.0", "GS1-CBV-Version": "2.0.0"}
MATCH = {
    "MATCH_epc": ("what", "child"),
    "MATCH_parentID": ("parent",),
    "MATCH_inputEPC": ("input",),
    "MATCH_outputEPC": ("output",),
    "MATCH_anyEPC": ("what", "child", "parent", "input", "output"),
}


class Refusal(Schema):
    detail: str


class Captured(Schema):
    """`new` events were written, `known` ones stood there already and nothing was written again."""

    captureID: str
    new: int
    known: int
    events: list[str]


class ProblemLine(Schema):
    """`index` of the event in the document, from 0; null where the document itself is wrong."""

    index: int | None
    field: str
    message: str


class ProblemReport(Schema):
    type: str
    title: str
    status: int
    problems: list[ProblemLine] = []


def aware(at: datetime) -> datetime:
    """Where no time zone is said, that of this installation."""
    try:
        return (at if timezone.is_aware(at) else timezone.make_aware(at)).astimezone(UTC)
    except OverflowError:
        raise ValueError("out of the calendar") from None


Moment = Annotated[datetime, AfterValidator(aware)]


class Asked(Schema):
    """Names as in EPCIS 2.0; lists are joined with a stroke (|). Other parameters of the standard are refused."""

    eventType: str = ""
    GE_eventTime: Moment | None = None
    LT_eventTime: Moment | None = None
    GE_recordTime: Moment | None = None
    LT_recordTime: Moment | None = None
    EQ_bizStep: str = ""
    EQ_action: str = ""
    EQ_eventID: str = ""
    MATCH_epc: str = ""
    MATCH_parentID: str = ""
    MATCH_inputEPC: str = ""
    MATCH_outputEPC: str = ""
    MATCH_anyEPC: str = ""
    perPage: Annotated[int, Query(ge=1, le=MOST)] = 100
    nextPageToken: Annotated[int, Query(ge=0, le=2**62)] = 0


Answers = {201: Captured, 200: Captured, 400: ProblemReport, 401: Refusal, 403: ProblemReport, 413: ProblemReport}


@router.post("/epcis/capture", response=Answers, summary="Take in a document of events, all of it or nothing")
def capture(request: HttpRequest) -> HttpResponse:
    """The body is an EPCISDocument in JSON-LD. Sent again it changes nothing and answers 200."""
    person = bearer(request, today())  # a session's cookie is not enough: another site could send it along
    if person is None:
        return JsonResponse({"detail": "A token is needed."}, status=401, headers={"WWW-Authenticate": "Bearer"})
    try:
        document = json.loads(request.body, object_pairs_hook=once)
    except RequestDataTooBig:
        return problem(413, _("The document is too large: send it in parts."))
    except DoubleName as twice:
        return problem(400, _("The name “%(name)s” stands twice in one object.") % {"name": twice})
    except (ValueError, RecursionError):
        return problem(400, _("The body is no JSON."))
    try:
        done = capture_events(by=person, document=document)
    except DocumentRefused as refused:
        return problem(400, _("Nothing was taken in: the document has problems."), refused.problems)
    except PermissionDenied:
        return problem(403, _("You may see these lots, but not record events for their producer."))
    told = Captured(
        captureID=str(done.number or done.events[0].pk),
        new=done.new,
        known=done.known,
        events=[str(row.body["eventID"]) for row in done.events],
    )
    return JsonResponse(told.dict(), status=201 if done.new else 200, headers=VERSIONS)


class DoubleName(ValueError):
    """Which of the two was meant, nobody can say."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        names = [name for name, _value in pairs]
        raise DoubleName(next(name for name in names if names.count(name) > 1))
    return held


def problem(status: int, title: str, problems: list[Problem] | None = None) -> HttpResponse:
    """As RFC 9457 writes it."""
    listed = [{"index": one.index, "field": one.field, "message": one.message} for one in problems or []]
    told = {"type": "about:blank", "title": title, "status": status, "problems": listed}
    return answer(told, status, "application/problem+json")


def answer(told: Any, status: int = 200, media_type: str = "application/ld+json") -> HttpResponse:
    given: dict[str, Any] = {"json_dumps_params": {"ensure_ascii": False}, "headers": VERSIONS}
    return JsonResponse(told, status=status, content_type=media_type, **given)


@router.get("/epcis/events", response={200: dict[str, Any], 400: ProblemReport, 403: ProblemReport}, summary="Events")
def epcis_events(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """An EPCISQueryDocument, the oldest first; the header `Link` leads to the next page."""
    if not sees_events(request):
        return problem(403, _("No producer of yours, and no place whose figures you read."))
    unknown = sorted(set(request.GET) - set(Asked.model_fields))
    if unknown:
        return problem(400, _("These parameters are not answered: %(names)s") % {"names": ", ".join(unknown)})
    found = narrowed(events_visible_to(request.user), asked).order_by("pk")
    rows = list(found.filter(pk__gt=asked.nextPageToken)[: asked.perPage + 1])
    response = answer(writing.query_document(map(exported, rows[: asked.perPage]), timezone.now()))
    if len(rows) > asked.perPage:
        query = request.GET.copy()
        query["nextPageToken"] = str(rows[asked.perPage - 1].pk)
        response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return response


def sees_events(request: HttpRequest) -> bool:
    return may_anywhere(request.user, Action.READ_FIGURES, today()) or keeping(request.user).exists()


def narrowed(events: QuerySet[TraceEvent], asked: Asked) -> QuerySet[TraceEvent]:
    plain = {"kind__in": asked.eventType, "action__in": asked.EQ_action}
    for name, text in plain.items():
        events = events.filter(**{name: text.split("|")}) if text else events
    if asked.EQ_bizStep:
        events = events.filter(step__in=[bare("bizStep", one) for one in asked.EQ_bizStep.split("|")])
    if asked.EQ_eventID:
        events = with_ids(events, asked.EQ_eventID.split("|"))
    bounds = {
        "happened_at__gte": asked.GE_eventTime,
        "happened_at__lt": asked.LT_eventTime,
        "recorded_at__gte": asked.GE_recordTime,
        "recorded_at__lt": asked.LT_recordTime,
    }
    events = events.filter(**{name: at for name, at in bounds.items() if at})
    for name, roles in MATCH.items():
        if text := getattr(asked, name):
            events = events.filter(Exists(touching(text.split("|"), roles)))
    return events


def touching(uris: list[str], roles: tuple[str, ...]) -> QuerySet[EventItem]:
    return EventItem.objects.filter(event=OuterRef("pk"), role__in=roles, uri__in=[same(uri) for uri in uris])


def same(uri: str) -> str:
    try:
        return canonical(uri)
    except (UnknownScheme, LinkRefused):
        return uri


def with_ids(events: QuerySet[TraceEvent], ids: list[str]) -> QuerySet[TraceEvent]:
    """By its hash, by the identifier that it came with; what declares it wrong has the same."""
    keys = [*ids, *(one + WRONG for one in ids)]
    return events.filter(event_id__in=keys) | events.filter(body__eventID__in=ids)


@router.get(
    "/epcis/events/{path:event_id}",
    response={200: dict[str, Any], 401: Refusal, 404: Refusal},
    summary="One event by its identifier, with what declares it wrong",
)
def epcis_event(request: HttpRequest, event_id: str) -> HttpResponse:
    whole = f"{event_id}?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else event_id
    rows = list(with_ids(events_visible_to(request.user), [event_id, whole]).order_by("pk"))
    if not rows:
        return JsonResponse({"detail": "Not Found"}, status=404)
    return answer(writing.query_document(map(exported, rows), timezone.now()))


@router.get(
    "/epcis/lots/{int:pk}", response={200: dict[str, Any], 401: Refusal, 404: Refusal}, summary="All events of a lot"
)
def epcis_lot(request: HttpRequest, pk: int) -> HttpResponse:
    """The EPCISDocument that the page of the lot gives too."""
    lot = get_object_or_404(lots_visible_to(request.user), pk=pk)
    return answer(document_of(lot, timezone.now()))
