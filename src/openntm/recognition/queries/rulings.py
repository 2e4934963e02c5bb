"""Reads: what the minutes of a council, a decision and a certificate tell."""

from collections.abc import Iterator

from django.db.models import Q

from openntm.criteria import CriteriaSet, SetNotFound, load_set
from openntm.office.documents import Document
from openntm.recognition.documents.council import CouncilSitting, Member, Vote, council_minutes
from openntm.recognition.documents.decisions import Certificate, Named, Ruling, act_before, certificate, decision
from openntm.recognition.documents.head import DEPUTY, Body, Head, Request, chair_of, coordination_chief, council
from openntm.recognition.models import Decision, Dossier, Sitting, TitleEvent, TitleRecord
from openntm.recognition.queries.bodies import announcing, province_of, request_of, unit_of
from openntm.recognition.queries.documents import NothingToPrint


def sitting_of(dossier: Dossier) -> Sitting:
    """The last closed one that voted on the dossier."""
    found = Sitting.objects.filter(items__dossier=dossier, state=Sitting.State.CLOSED).order_by("day", "pk").last()
    if found is None:
        raise NothingToPrint("sitting")
    return found


def minutes_document(sitting: Sitting) -> Document:
    items = list(sitting.items.select_related("dossier__place"))
    place, day = sitting.council.place, sitting.day
    return council_minutes(
        CouncilSitting(
            head=Head(council(sitting.council.name, province_of(place, day)), day, illustrative=is_invented(sitting)),
            council=sitting.council.name,
            set_up_by=sitting.council.decision,
            day=day,
            secret=sitting.secret,
            quorum=sitting.quorum_percent,
            least=sitting.pass_percent,
            members=tuple(members(sitting)),
            votes=tuple(
                Vote(request_of(one.dossier, day), one.in_favour, one.against, one.invalid, one.discussion)
                for one in items
            ),
            remarks=sitting.remarks,
        )
    )


def members(sitting: Sitting) -> Iterator[Member]:
    standing = Q(valid_from__lte=sitting.day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=sitting.day))
    present = set(sitting.present.values_list("pk", flat=True))
    for one in sitting.council.members.filter(standing).select_related("person"):
        yield Member(str(one.person), one.role, one.organisation, one.pk in present)


def is_invented(sitting: Sitting) -> bool:
    """Whether the council or a dossier before it belongs to the demonstration."""
    return sitting.council.illustrative or sitting.items.filter(dossier__illustrative=True).exists()


def decision_document(made: Decision) -> Document:
    assert made.place
    named = tuple(named_in(made))
    if not named:
        raise NothingToPrint("units")
    place = (made.dossiers.first() or made.records.first() or made.events.get().record).place
    kind = {"recognition": "recognition", "confirmation": "confirmation"}.get(made.kind, "revocation")
    return decision(
        Ruling(
            head=head_of(made),
            kind=kind,  # type: ignore[arg-type]
            named=named,
            province=unit_of(made.place, made.issued),
            announcing=announcing(place, made.issued),
            proposed_by=coordination_chief(unit_of(made.place, made.issued).name),
            law=law_of(made),
        )
    )


def head_of(made: Decision) -> Head:
    assert made.place
    body = chair_of(unit_of(made.place, made.issued))
    if made.on_behalf_of_id is not None:
        body = Body(body.name, body.short, body.symbol, body.place_name, DEPUTY)
    return Head(body, made.issued, made.number, made.signer, made.illustrative)


def named_in(made: Decision) -> Iterator[Named]:
    """Units that it recognises or confirms, or whose title it takes."""
    for record in made.records.select_related("place"):
        yield Named(named_request(record, made), reason=record.rule)
    for event in made.events.select_related("record__place", "record__decision"):
        if event.kind in TitleEvent.ENDING or made.kind == Decision.Kind.CONFIRMATION:
            before = event.record.decision
            given = act_before(before.number, before.issued) if before else ""
            yield Named(named_request(event.record, made), event.why_vi, given)


def named_request(record: TitleRecord, made: Decision) -> Request:
    year = record.for_year or record.from_day.year
    return Request(unit_of(record.place, made.issued), record.title, year, record.holder)


def law_of(made: Decision) -> CriteriaSet | None:
    dossier = made.dossiers.filter(assessment__isnull=False).select_related("assessment").first()
    try:
        return load_set(dossier.assessment.set_id) if dossier and dossier.assessment else None
    except SetNotFound:
        return None


def certificate_document(record: TitleRecord) -> Document:
    made = record.decision
    if made is None or made.place is None:
        raise NothingToPrint("decision")
    return certificate(Certificate(head_of(made), named_request(record, made), made.number, made.issued))
