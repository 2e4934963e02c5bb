"""A commune whose district ends on 2025-07-01, the people on a dossier's path, and a dossier on the way."""

import json
from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from openntm.assessment.models import Assessment
from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion
from openntm.recognition.services.steps import open_dossier

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
