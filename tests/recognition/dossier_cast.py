"""A commune whose district ends on 2025-07-01, the people on a dossier's path, and a dossier on the way."""

import json
from datetime import date
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from openntm.assessment.models import Assessment
from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion
from openntm.recognition.models import Ballot, CriterionReview, Decision, Sitting, SittingItem
from openntm.recognition.models.councils import Council, CouncilMember
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.services.binding import bind_assessment
from openntm.recognition.services.opinions import (
    add_opinion,
    confirm_condition,
    open_consultation,
    record_broadcasts,
    record_meeting,
    record_satisfaction,
)
from openntm.recognition.services.parts import hand_in_part
from openntm.recognition.services.steps import open_dossier, take_step
from remembered import remembered

BEGIN, END = date(2011, 1, 1), date(2025, 7, 1)
DAY = date(2024, 1, 8)
SET = "commune_ntm_2021_2025"


def unit(key, code, kind, parent=None, start=BEGIN, end=None):
    place, _ = Place.objects.get_or_create(key=key)
    PlaceVersion.objects.create(
        place=place, code=code, name=key.title(), kind=kind, parent=parent, valid_from=start, valid_to=end
    )
    return place


def somebody(username, role, place):
    person = Person.objects.create_user(username, password="pass-word-1", display_name=username.title())
    Post.objects.create(person=person, place=place, role=role, valid_from=BEGIN)
    return person


@remembered
def cast():
    """`an` prepares, `mai` is the Front, `binh` the district, `chi` appraises, `vu` runs and announces, `ha` signs."""
    province = unit("tinh", "24", "tinh")
    district = unit("huyen", "218", "huyen", province, end=END)
    commune = unit("xa", "07453", "xa", district, end=END)
    unit("xa", "07453", "xa", province, start=END)
    far = unit("xa-khac", "07999", "xa", province)
    return SimpleNamespace(
        province=province,
        district=district,
        commune=commune,
        far=far,
        an=somebody("an", Role.COMMUNE_OFFICER, commune),
        mai=somebody("mai", Role.FRONT, commune),
        binh=somebody("binh", Role.OFFICE, district),
        vu=somebody("vu", Role.OFFICE, province),
        chi=somebody("chi", Role.APPRAISER, province),
        ha=somebody("ha", Role.LEADER, province),
        dung=somebody("dung", Role.COMMUNE_OFFICER, far),
    )


def finding(verdict="met", because=None, figure="100"):
    row = {"act": "318/QĐ-TTg", "clause": "", "column": "", "from": "2022-03-08", "to": None, "verified": True}
    return {
        "verdict": verdict,
        "because": because,
        "why": "compared",
        "figure": figure,
        "needed": "90",
        "gap": None,
        "verified": True,
        "as_whole": False,
        "row": row | {"overlay": None, "over": None},
        "parts": {},
    }


def snapshot(place, by, on=date(2023, 12, 31), set_id=SET, **indicators):
    """A frozen assessment in short: what a dossier reads of it."""
    found = {"1.1": finding(), "2.1": finding()} | indicators
    figures = {name: {"value": one["figure"], "day": on.isoformat()} for name, one in found.items()}
    case = {"place": "07453", "unit": {"key": place.key, "name": "xã Xa"}, "region": None, "group": None}
    case |= {"attributes": {}, "figures": figures, "findings": {"indicators": found}, "engine": "1"}
    return Assessment.objects.create(
        place=place,
        set_id=set_id,
        set_checksum="0" * 64,
        on=on,
        engine_version="1",
        content=json.dumps({"on": on.isoformat(), "engine": "1", "places": [case]}),
        sha256="0" * 64,
        frozen_by=by,
        frozen_at=timezone.now(),
    )


def opened(who, day=DAY, title="ntm", year=2024):
    return open_dossier(by=who.an, place=who.commune, title=title, year=year, day=day)


def pdf(text="x"):
    return SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.7 " + text.encode())


def step(person, dossier, transition, day, **more):
    return take_step(by=person, pk=dossier.pk, transition=transition, day=day, **more)


def bound(who, dossier, day=DAY, **indicators):
    return bind_assessment(by=who.an, pk=dossier.pk, assessment=snapshot(who.commune, who.an, **indicators).pk, day=day)


def consulted(who, dossier, begins=DAY):
    """A dossier in consultation, with all that the next step asks for, 15 days later."""
    bound(who, dossier)
    step(who.an, dossier, "start_self_assessment", DAY)
    step(who.an, dossier, "open_consultation", begins)
    period = open_consultation(by=who.an, pk=dossier.pk, begins=begins)
    record_broadcasts(by=who.an, pk=period.pk, broadcasts=5)
    add_opinion(by=who.mai, pk=dossier.pk, origin="front", day=period.ends, agrees=True, text="Nhất trí")
    counts = {"invited": 50, "present": 40, "in_favour": 40}
    record_meeting(by=who.an, pk=dossier.pk, day=date(2024, 1, 24), chair="Ông A", secretary="Bà B", **counts)
    return period


def hand_in(person, dossier, actor):
    """Every part of the actor that the title needs."""
    for part in load_procedure(dossier.procedure).parts_for(dossier.title, DAY):
        if part.by == actor:
            hand_in_part(by=person, pk=dossier.pk, part=part.id, upload=pdf(part.id))


def met(who, dossier, begins=DAY):
    """A dossier whose meeting was held, ready to be handed in."""
    consulted(who, dossier, begins)
    step(who.an, dossier, "hold_meeting", date(2024, 1, 24))
    for condition in ("no_debt", "no_complicated_case"):
        confirm_condition(
            by=who.an, pk=dossier.pk, condition=condition, day=date(2024, 1, 24), holds=True, amount=0, document="12/BC"
        )
    record_satisfaction(
        by=who.mai,
        pk=dossier.pk,
        begins=DAY,
        ends=date(2024, 1, 20),
        households=1000,
        answered=700,
        satisfied=650,
        run_by="MTTQ xã",
        contents=[("Đường", 700, 650)],
    )
    hand_in(who.an, dossier, "commune")
    hand_in(who.mai, dossier, "front")


def reviewed(person, dossier, layer, day, verdict="met"):
    for criterion in range(1, 20):
        CriterionReview.objects.create(
            dossier=dossier,
            layer=layer,
            criterion=str(criterion),
            verdict=verdict,
            day=day,
            by=person,
            at=timezone.now(),
        )


def voted(who, dossier, day, in_favour=9, present=9):
    council = Council.objects.create(place=who.province, name="Hội đồng", decision="1/QĐ-UBND", valid_from=BEGIN)
    sitting = Sitting.objects.create(
        council=council, day=day, state="closed", quorum_percent=70, pass_percent=90, called_by=who.chi
    )
    item = SittingItem.objects.create(
        sitting=sitting, dossier=dossier, position=1, in_favour=in_favour, against=present - in_favour
    )
    for number in range(10):
        person = Person.objects.create_user(f"uy-vien-{council.pk}-{number}", display_name="Ủy viên")
        member = CouncilMember.objects.create(council=council, person=person, organisation="Sở", valid_from=BEGIN)
        if number < present:
            sitting.present.add(member)
            Ballot.objects.create(item=item, member=member)
    return item


def signed(who, dossier, day):
    dossier.decision = Decision.objects.create(
        number="45/QĐ-UBND",
        issued=day,
        issuer="UBND tỉnh",
        place=who.province,
        kind="recognition",
        title_vi="Công nhận",
    )
    dossier.save(update_fields=["decision"])
