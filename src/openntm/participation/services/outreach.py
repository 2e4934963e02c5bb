"""Writes: campaigns, meetings with their head-count, broadcasts, materials, and what a meeting decided."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from openntm.codes.services.minutes import print_minutes, take_back_minutes
from openntm.office.access import acting_for, today
from openntm.office.files import keep
from openntm.office.log import row
from openntm.office.models import Person, PrintOut
from openntm.office.roles import Action
from openntm.participation.access.contributions import campaigns_visible_to, outreach_visible_to, refuse_unless
from openntm.participation.documents import MEETING_VOID, meeting_document
from openntm.participation.models import Campaign, OutreachAct, Resolution
from openntm.participation.queries.outreach import materials_before, meetings_that_hold
from openntm.participation.services import refused
from openntm.participation.services.keeping import cleaned, log, refuse_ahead, said_why
from openntm.places.models import Place
from openntm.places.vietnamese import sort_key
from openntm.works.models import Work

KEEP = Action.KEEP_OUTREACH
MINUTES = "participation.meeting_minutes"
TOLD = ("kind", "hamlet", "campaign", "day", "subject", "spot", "times")
HEADS = ("invited", "men", "women", "households", "households_present")
Kind = OutreachAct.Kind


@transaction.atomic
def begin_campaign(*, by: Person, place: Place, title: str, first_day: date, **more: Any) -> Campaign:
    """`more`: aim, directive, last_day."""
    refuse_unless(by, KEEP, place)
    one = Campaign(place=place, first_day=first_day, **cleaned({"title": title, **more}))
    if one.last_day and one.last_day < first_day:
        raise refused.LastDayFirst
    one.sort_key, one.illustrative = sort_key(one.title), by.is_demonstration
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as known:
        raise refused.CampaignKnown from known
    fields = ("title", "aim", "first_day", "last_day", "directive")
    log(by, KEEP, "campaign.begin", one, place, after=row(one, fields))
    return one


@transaction.atomic
def end_campaign(*, by: Person, pk: int, last_day: date) -> Campaign:
    """The last day may also be changed once more, when it went on longer."""
    one = campaigns_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless(by, KEEP, one.place)
    if last_day < one.first_day:
        raise refused.LastDayFirst
    before = row(one, ["last_day"])
    one.last_day = last_day
    one.save(update_fields=["last_day"])
    log(by, KEEP, "campaign.end", one, one.place, before=before, after=row(one, ["last_day"]))
    return one


@transaction.atomic
def record_outreach(
    *, by: Person, place: Place, kind: str, day: date, subject: str, file: UploadedFile | None = None, **more: Any
) -> OutreachAct:
    """`more`: hamlet, campaign, text, spot, times, and of a meeting its head-count (HEADS)."""
    refuse_unless(by, KEEP, place)
    refuse_ahead(day)
    one = OutreachAct(place=place, kind=kind, day=day, by=by, **cleaned({"subject": subject, **more}))
    if kind == Kind.MEETING:
        refuse_wrong_head_count(one)
    if one.campaign and not campaigns_visible_to(by).filter(pk=one.campaign.pk).exists():
        raise Campaign.DoesNotExist
    one.illustrative = by.is_demonstration
    one.file = keep(file, by, place=place) if file else None
    one.save()
    after = row(one, (*TOLD, *HEADS) if kind == Kind.MEETING else TOLD)
    log(by, KEEP, "outreach.record", one, place, after=after)
    return one


def refuse_wrong_head_count(one: OutreachAct) -> None:
    if one.men is None or one.women is None:
        raise refused.HeadCountMissing
    if one.households is not None and (one.households_present or 0) > one.households:
        raise refused.HouseholdsWrong


def held(by: Person, pk: int) -> OutreachAct:
    one = outreach_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless(by, KEEP, one.place)
    if one.void_why:
        raise refused.AlreadyVoid
    return one


@transaction.atomic
def void_outreach(*, by: Person, pk: int, reason: str) -> OutreachAct:
    """What was recorded wrongly counts no more; it stays with the reason, and the right one is recorded anew."""
    one = held(by, pk)
    one.void_why = said_why(reason)
    one.save(update_fields=["void_why"])
    behalf = acting_for(by, KEEP, one.place, today())
    take_back_minutes(by=by, kind=MINUTES, key=minutes_key(one), reason=MEETING_VOID, on_behalf_of=behalf)
    log(by, KEEP, "outreach.void", one, one.place, after=row(one, ("kind", "day", "subject")), reason=one.void_why)
    return one


@transaction.atomic
def print_meeting(*, by: Person, pk: int) -> PrintOut:
    """Its minutes, by whoever sees the meeting."""
    one = meetings_that_hold(outreach_visible_to(by)).select_related("place", "campaign", "file", "by").get(pk=pk)
    document = meeting_document(one, materials_before(one))
    return print_minutes(by=by, document=document, kind=MINUTES, key=minutes_key(one), place=one.place)


def minutes_key(meeting: OutreachAct) -> str:
    return f"meeting:{meeting.pk}"


@transaction.atomic
def record_resolution(
    *,
    by: Person,
    meeting: int,
    kind: str,
    text: str,
    votes_for: int,
    votes_against: int,
    thing: str = "",
    quantity: Decimal | None = None,
    work: Work | None = None,
) -> Resolution:
    """The head-count comes first: nobody who was not there voted. A norm is what people agreed to give."""
    held_meeting = held(by, meeting)
    if held_meeting.kind != Kind.MEETING:
        raise refused.NotAMeeting
    if votes_for + votes_against > held_meeting.present:
        raise refused.MoreVotesThanPeople(present=held_meeting.present)
    has_norm = bool(thing) or quantity is not None
    if has_norm and not (kind == Resolution.Kind.CONTRIBUTION and thing and quantity and quantity > 0):
        raise refused.NormWrong
    if work and work.place_id != held_meeting.place_id:
        raise refused.WorkElsewhere
    given = cleaned({"kind": kind, "text": text, "thing": thing, "quantity": quantity, "work": work})
    made = Resolution.objects.create(meeting=held_meeting, votes_for=votes_for, votes_against=votes_against, **given)
    after = row(made, ("kind", "text", "votes_for", "votes_against", "thing", "quantity", "work"))
    log(by, KEEP, "resolution.record", made, held_meeting.place, after=after)
    return made
