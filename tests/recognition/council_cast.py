"""A province with a district and two communes, a dossier before the council, and those who work on it."""

from datetime import date, timedelta

from django.test import TestCase
from django.utils import timezone

from openntm.assessment.models import Assessment
from openntm.assessment.snapshot import Case, build_snapshot, checksum
from openntm.office.models import LogEntry, Person, Post, StoredFile
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion
from openntm.recognition.models import Dossier, DossierPart, DossierStep
from openntm.recognition.services.ballots import cast_ballot
from openntm.recognition.services.councils import set_up_council
from openntm.recognition.services.sittings import call_sitting, close_sitting, open_sitting

BEGIN = date(2011, 1, 1)
LAW = "commune_ntm_2021_2025"
TODAY, MOMENT = timezone.localdate(), timezone.now()
DAY = TODAY - timedelta(days=20)
PAGE = TODAY.isoformat()


def unit(key, code, kind, parent=None):
    place = Place.objects.create(key=key)
    PlaceVersion.objects.create(place=place, code=code, name=key.title(), kind=kind, parent=parent, valid_from=BEGIN)
    return place


def somebody(name, role=None, place=None, department=""):
    person = Person.objects.create_user(name, password="correct horse", display_name=name.title())
    if role:
        Post.objects.create(person=person, place=place, role=role, valid_from=BEGIN, department=department)
    return person


def frozen(place, code, by):
    content = build_snapshot(LAW, DAY, [Case(place=code, figures={}, unit={"key": place.key, "code": code})])
    return Assessment.objects.create(
        place=place,
        set_id=LAW,
        set_checksum="0" * 64,
        on=DAY,
        engine_version="1",
        content=content.decode(),
        sha256=checksum(content),
        frozen_by=by,
        frozen_at=timezone.now(),
    )


class CouncilCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tinh = unit("tinh", "24", "tinh")
        cls.huyen = unit("huyen", "218", "huyen", cls.tinh)
        cls.xa = unit("xa", "07450", "xa", cls.huyen)
        cls.other_xa = unit("other-xa", "07453", "xa", cls.huyen)
        cls.far = unit("far", "99", "tinh")
        cls.an = somebody("an", Role.COMMUNE_OFFICER, cls.xa)
        cls.binh = somebody("binh", Role.OFFICE, cls.huyen)
        cls.office = somebody("office", Role.OFFICE, cls.tinh)
        cls.chi = somebody("chi", Role.APPRAISER, cls.tinh)
        cls.roads = somebody("roads", Role.DEPARTMENT, cls.tinh, "construction")
        cls.schools = somebody("schools", Role.DEPARTMENT, cls.tinh, "education")
        cls.health = somebody("health", Role.DEPARTMENT, cls.tinh, "health")
        cls.chair = somebody("chair", Role.LEADER, cls.tinh)
        cls.lan = somebody("lan", Role.LEADER, cls.huyen)
        cls.dung = somebody("dung", Role.OFFICE, cls.far)
        cls.frozen = frozen(cls.xa, "07450", cls.office)

    def dossier(self, state="appraising", place=None, **given):
        made = Dossier.objects.create(
            place=place or self.xa,
            title=given.pop("title", "ntm"),
            year=given.pop("year", 2024),
            procedure=given.pop("procedure", "commune-2021-2025"),
            procedure_sha256="0" * 64,
            state=state,
            since=DAY,
            opened_on=DAY,
            opened_by=given.pop("opened_by", self.an),
            assessment=self.frozen if place is None else None,
            **given,
        )
        self.step(made, "registered", state, "department")
        return made

    def step(self, dossier, start, end, actor, by=None, **given):
        return DossierStep.objects.create(
            dossier=dossier,
            number=dossier.steps.count() + 1,
            transition=f"{start}-{end}",
            actor=actor,
            from_state=start,
            to_state=end,
            day=DAY,
            by=by or self.office,
            at=timezone.now(),
            **given,
        )

    def council(self, *members):
        seats = [
            (person, "chair" if not at else "member", f"Agency {at}")
            for at, person in enumerate(members or (self.chair, self.roads, self.schools, self.health, self.chi))
        ]
        return set_up_council(
            by=self.office, place=self.tinh, name="Council", decision="1/QĐ-UBND", valid_from=BEGIN, members=seats
        )

    def sitting(self, *dossiers, council=None, secret=True, absent=(), day=None):
        """Open, with everybody present who is not named as absent."""
        council = council or self.council()
        called = call_sitting(
            by=self.office, council=council.pk, day=day or TODAY, dossiers=[one.pk for one in dossiers], secret=secret
        )
        present = [member.pk for member in council.members.all() if member.person not in absent]
        return open_sitting(by=self.office, pk=called.pk, present=present)

    def voted(self, dossier, against=0, **given):
        """A closed sitting in which so many voted against."""
        sitting = self.sitting(dossier, **given)
        item = sitting.items.get(dossier=dossier)
        for at, member in enumerate(sitting.present.all()):
            cast_ballot(by=member.person, item=item.pk, choice="against" if at < against else "in_favour")
        return close_sitting(by=self.office, pk=sitting.pk)

    def decidable(self, **given):
        dossier = self.dossier(**given)
        self.voted(dossier)
        dossier.state = "council_voted"
        dossier.save()
        for part in ("appraisal_report", "council_minutes"):
            self.part(dossier, part, self.office)
        return dossier

    def part(self, dossier, part, by):
        file, _ = StoredFile.objects.get_or_create(
            sha256="0" * 64, original_name="x.pdf", media_type="application/pdf", size=1, kept_by=by, kept_at=MOMENT
        )
        return DossierPart.objects.create(dossier=dossier, part=part, version=1, file=file, by=by, at=timezone.now())

    def last_act(self):
        return LogEntry.objects.order_by("number").last()
