"""Writes: numbered decisions, signed here or made elsewhere, and what follows from them."""

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openntm.office.access import acting_for, may, today
from openntm.office.log import record
from openntm.office.models import Person, Post
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import versions_of
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.access.posts import holder_of
from openntm.recognition.models import Decision, Dossier
from openntm.recognition.procedure.engine import open_transitions
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.queries.councils import outcome_of
from openntm.recognition.queries.decisions import announce_by
from openntm.recognition.queries.naming import dossier_name, name_of
from openntm.recognition.queries.signing import has_passed, signing_posts, signing_step
from openntm.recognition.services.refused import DayImpossible, Refused
from openntm.recognition.services.register import give_title, issuer_of, write_decision
from openntm.recognition.services.steps import take_step


class NotVotedOn(Refused):
    sentence = _("Only dossiers that the council has voted on are decided: %(names)s.")


class NotPassed(Refused):
    sentence = _("The council did not vote for it: %(names)s.")


class OneTitleADecision(Refused):
    sentence = _("A decision gives one title for one year: choose dossiers of the same title and year.")


class NoLongerStands(Refused):
    sentence = _("%(name)s does not stand on that day: it neither decides nor gets a title.")


class SourceMissing(Refused):
    sentence = _("Say where the decision is written: a decision made elsewhere needs its source.")


class AnnouncedAlready(Refused):
    sentence = _("The decision was announced already.")


class LateWithoutReason(Refused):
    field = "late_reason"
    sentence = _("The decision was to be announced by %(day)s: say why it is late.")


def subject_of(dossiers: Sequence[Dossier], on: date, language: str) -> str:
    """What the decision says in a sentence; its annex lists the units when there are more than three."""
    with translation.override(language):
        names = ", ".join(dossier_name(dossier, on) for dossier in dossiers)
        if len(dossiers) > 3:
            names = gettext("%(count)s units") % {"count": len(dossiers)}
        words = {"units": names, "title": dossiers[0].get_title_display(), "year": dossiers[0].year}
        return gettext("Recognises %(units)s: %(title)s, year %(year)s") % words


def signing_post(by: Person, dossiers: Sequence[Dossier]) -> Post:
    """The post by which the person may sign for all of these: of the tier whose chairperson decides on the title."""
    posts = [signing_posts(by, one) for one in dossiers]
    common = [post for post in posts[0] if all(post in others for others in posts[1:])] if posts else []
    if not common:
        raise PermissionDenied
    return common[0]


@transaction.atomic
def sign_decision(*, by: Person, dossiers: Collection[int], number: str, day: date, note: str = "") -> Decision:
    """The titles begin on the day of the decision, and every dossier goes to `recognised`."""
    rows = dossiers_visible_to(by).filter(pk__in=dossiers).select_for_update(of=("self",)).select_related("place")
    chosen = list(rows.order_by("pk"))
    if not chosen or len(chosen) != len(set(dossiers)):
        raise Dossier.DoesNotExist
    post = signing_post(by, chosen)
    refuse_unless_decidable(chosen, day)
    refuse_ended([post.place, *(dossier.place for dossier in chosen)], day)
    illustrative = by.is_demonstration or any(dossier.illustrative for dossier in chosen)
    decision = write_decision(
        number=number,
        issued=day,
        issuer=issuer_of(post.place, day),
        place=post.place,
        kind=Decision.Kind.RECOGNITION,
        title_vi=subject_of(chosen, day, "vi"),
        title_en=subject_of(chosen, day, "en"),
        signer=str(by),
        signed_by=by,
        on_behalf_of=holder_of(post, by),
        verified=not illustrative,
        illustrative=illustrative,
        note=note,
    )
    for dossier in chosen:
        give_title(decision, dossier.place, dossier.title, dossier.year, holder=dossier.holder)
        dossier.decision = decision
        dossier.save(update_fields=["decision"])
        move(by=by, dossier=dossier, to="recognised", day=day)
    after = {"number": decision.number, "day": day, "dossiers": len(chosen), "title": chosen[0].title}
    place, holder = post.place, decision.on_behalf_of
    record(by, "decision.sign", decision, after=after, place=place, on_behalf_of=holder)
    return decision


def refuse_unless_decidable(dossiers: Sequence[Dossier], day: date) -> None:
    if len({(dossier.title, dossier.year) for dossier in dossiers}) > 1:
        raise OneTitleADecision
    if early := [dossier for dossier in dossiers if signing_step(dossier, day) is None]:
        raise NotVotedOn(names="; ".join(dossier_name(one, day) for one in early))
    if failed := [dossier for dossier in dossiers if not has_passed(dossier, outcome_of(dossier))]:
        raise NotPassed(names="; ".join(dossier_name(one, day) for one in failed))
    if not max(dossier.since for dossier in dossiers) <= day <= today():
        raise DayImpossible


def refuse_ended(places: Sequence[Place], day: date) -> None:
    """An authority of a merged province signs nothing more: its successor does."""
    standing = versions_of([place.pk for place in places], day)
    for place in places:
        if place.pk not in standing:
            raise NoLongerStands(name=name_of(place, day))


def move(*, by: Person, dossier: Dossier, to: str, day: date, late_reason: str = "") -> None:
    """The one place where a decision moves a dossier on; the procedure's data refuses what it does not allow."""
    steps = open_transitions(load_procedure(dossier.procedure), dossier.state, day)
    step = next((one.id for one in steps if one.to == to), to)
    take_step(by=by, pk=dossier.pk, transition=step, day=day, late_reason=late_reason)


@transaction.atomic
def announce_decision(*, by: Person, pk: int, day: date, late_reason: str = "") -> Decision:
    waiting = list(Dossier.objects.select_for_update().filter(decision=pk, state="recognised").order_by("pk"))
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=pk, place__isnull=False)
    place = decision.place
    assert place is not None
    action = next(
        (one for one in (Action.RECORD_DECISIONS, Action.SIGN_DECISIONS) if may(by, one, place, today())), None
    )
    if action is None:
        raise PermissionDenied
    if decision.announced_on:
        raise AnnouncedAlready
    if not decision.issued <= day <= today():
        raise DayImpossible
    due = announce_by(decision.issued, waiting)
    if day > due and not late_reason.strip():
        raise LateWithoutReason(day=due.strftime("%d/%m/%Y"))
    for dossier in waiting:
        move(by=by, dossier=dossier, to="announced", day=day, late_reason=late_reason)
    decision.refresh_from_db(fields=["announced_on"])
    if decision.announced_on is None:  # of no dossier: nothing was moved
        decision.announced_on = day
        decision.save(update_fields=["announced_on"])
    record(
        by,
        "decision.announce",
        decision,
        after={"day": day},
        place=place,
        reason=late_reason,
        on_behalf_of=acting_for(by, action, place, today()),
    )
    return decision


@transaction.atomic
def record_decision(
    *,
    by: Person,
    place: Place,
    number: str,
    issued: date,
    issuer: str,
    kind: str,
    title_vi: str,
    source_title: str,
    source_url: str = "",
    signer: str = "",
    is_own: bool = False,
    announced_on: date | None = None,
    title: str = "",
    for_year: int | None = None,
    units: Sequence[Place] = (),
    verified: bool = False,
    note: str = "",
) -> Decision:
    """A decision made outside this product. `is_own`: its number belongs to the register of `place`; `title` and
    `units`: whom it recognises or confirms."""
    if not all(may(by, Action.RECORD_DECISIONS, one, today()) for one in (place, *units)):
        raise PermissionDenied
    if not source_title.strip():
        raise SourceMissing
    if issued > today() or (announced_on and not issued <= announced_on <= today()):
        raise DayImpossible
    decision = write_decision(
        number=number,
        issued=issued,
        issuer=issuer,
        place=place if is_own else None,
        kind=kind,
        title_vi=title_vi,
        signer=signer,
        announced_on=announced_on,
        source_title=source_title,
        source_url=source_url,
        verified=verified and not by.is_demonstration,
        illustrative=by.is_demonstration,
        note=note,
    )
    if kind != Decision.Kind.REVOCATION:
        for unit in units:
            give_title(decision, unit, title, for_year)
    holder = acting_for(by, Action.RECORD_DECISIONS, place, today())
    after = {"number": decision.number, "day": issued, "source": decision.source_title, "units": len(units)}
    record(by, "decision.record", decision, after=after, place=place, on_behalf_of=holder)
    return decision
