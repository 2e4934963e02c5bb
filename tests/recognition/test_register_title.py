"""A place registers to reach a title in a year, and withdraws with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase

from luc_nam import load_luc_nam
from openntm.office.access import today
from openntm.office.models import LogEntry, Person, Post
from openntm.office.roles import Role
from openntm.places.models import Kind, Place, PlaceVersion
from openntm.places.queries import place_at
from openntm.recognition.services import registrations as rules
from openntm.recognition.services.registrations import register_title, withdraw_registration
from openntm.steering.ladder import fulfils, ladder
from openntm.steering.models import Registration, Title

BEGIN, ON = date(2011, 1, 1), date(2024, 3, 1)


def somebody(name, role, code):
    person = Person.objects.create_user(username=name, display_name=name, password="pass-word-1")
    Post.objects.create(person=person, place=place_at(code, ON).place, role=role, valid_from=BEGIN)
    return person


@pytest.mark.postgres
class RegisterTitle(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.commune = place_at("07453", ON).place
        cls.officer = somebody("an", Role.COMMUNE_OFFICER, "07453")
        cls.office = somebody("binh", Role.OFFICE, "218")
        cls.leader = somebody("lan", Role.LEADER, "218")
        cls.outsider = somebody("dung", Role.COMMUNE_OFFICER, "07510")

    def made(self, **more):
        given = {"by": self.officer, "place": self.commune, "title": Title.ADVANCED, "year": 2025, "day": ON}
        return register_title(**given | more)

    def test_a_commune_that_holds_ntm_registers_for_the_advanced_title_and_the_log_says_so(self):
        made = self.made(document="Tờ trình 15/TTr-UBND ngày 01/03/2024")
        assert (made.state, made.source_title, made.illustrative) == ("registered", made.document, False)
        entry = LogEntry.objects.get(verb="title.register")
        assert (entry.by, entry.place_key, entry.changed["year"]) == (self.officer, self.commune.key, [None, 2025])

    def test_what_an_invented_person_registers_is_illustrative(self):
        self.officer.is_demonstration = True
        assert self.made().illustrative

    def test_the_model_title_asks_for_the_advanced_one(self):
        with pytest.raises(rules.PrerequisiteMissing) as refused:
            self.made(title=Title.MODEL)
        assert refused.value.asks == Title.ADVANCED

    def test_a_commune_without_ntm_cannot_register_for_the_advanced_title(self):
        with pytest.raises(rules.PrerequisiteMissing):
            self.made(by=self.office, place=place_at("07510", ON).place, day=date(2022, 5, 1))

    def test_a_title_that_is_held_is_not_registered_for(self):
        with pytest.raises(rules.TitleHeld):
            self.made(title=Title.NTM)

    def test_one_registration_a_title_and_year(self):
        self.made()
        with pytest.raises(rules.AlreadyRegistered):
            self.made()
        assert self.made(year=2026).year == 2026

    def test_the_database_holds_it_too(self):
        made = self.made()
        made.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)

    def test_a_year_that_is_over_and_a_day_to_come_are_refused(self):
        with pytest.raises(rules.YearPast):
            self.made(year=2023)
        with pytest.raises(rules.YearPast):
            self.made(title=Title.MODERN, year=2025)
        with pytest.raises(rules.DayInFuture):
            self.made(day=date(2999, 1, 1), year=2999)

    def test_a_unit_that_has_ended_is_refused(self):
        with pytest.raises(rules.PlaceEnded):
            self.made(day=date(2025, 7, 1))

    def test_townships_are_outside_the_programme(self):
        with pytest.raises(rules.OutsideProgramme):
            self.made(by=self.office, place=place_at("07477", ON).place)

    def test_a_commune_takes_no_title_of_a_district(self):
        with pytest.raises(rules.OutsideProgramme):
            self.made(title=Title.DISTRICT_NTM)

    def test_a_hamlet_registers_by_its_name_inside_its_commune(self):
        made = self.made(title=Title.MODEL_HAMLET, holder="Tân  Hưng")
        assert made.holder == "Tân Hưng"
        with pytest.raises(rules.AlreadyRegistered):
            self.made(title=Title.MODEL_HAMLET, holder="tan hung")
        with pytest.raises(rules.HamletNotNamed):
            self.made(title=Title.MODEL_HAMLET)
        with pytest.raises(rules.HamletNotNamed):
            self.made(holder="Tân Hưng")

    def test_a_hamlet_that_is_a_model_hamlet_is_not_registered_again(self):
        with pytest.raises(rules.TitleHeld):
            self.made(by=self.office, place=place_at("07513", ON).place, title=Title.MODEL_HAMLET, holder="xuân phú")

    def hamlet(self, parent, kind=Kind.THON):
        place = Place.objects.create(key=f"hamlet-{parent.pk}-{kind}")
        PlaceVersion.objects.create(place=place, code=place.key, name="Thử", kind=kind, parent=parent, valid_from=BEGIN)
        return place

    def test_a_hamlet_that_is_a_place_registers_itself(self):
        place = self.hamlet(self.commune)
        assert self.made(place=place, title=Title.MODEL_HAMLET).place == place

    def test_a_hamlet_of_a_township_is_outside_the_programme(self):
        township = place_at("07477", ON).place
        for place in [self.hamlet(township, kind) for kind in (Kind.THON, Kind.TO_DAN_PHO)]:
            with pytest.raises(rules.OutsideProgramme):
                self.made(by=self.office, place=place, title=Title.MODEL_HAMLET)

    def test_who_may_not_register_there_is_refused(self):
        for person in (self.leader, self.outsider):
            with pytest.raises(PermissionDenied):
                self.made(by=person)
        assert not LogEntry.objects.filter(verb="title.register").exists()

    def test_a_registration_is_withdrawn_with_a_reason_and_may_be_made_again(self):
        made = self.made()
        withdraw_registration(by=self.officer, pk=made.pk, reason="Chưa đủ nguồn lực", day=date(2024, 6, 1))
        made.refresh_from_db()
        assert (made.state, made.reason) == ("withdrawn", "Chưa đủ nguồn lực")
        entry = LogEntry.objects.get(verb="registration.withdraw")
        assert entry.changed["state"] == ["registered", "withdrawn"]
        assert entry.particulars.reason == "Chưa đủ nguồn lực"
        assert self.made().pk != made.pk

    def test_a_withdrawal_needs_a_reason_a_day_and_a_registration_that_stands(self):
        made = self.made()
        given = {"by": self.officer, "pk": made.pk, "day": ON}
        with pytest.raises(rules.ReasonMissing):
            withdraw_registration(**given, reason=" ")
        with pytest.raises(rules.DayBeforeRegistration):
            withdraw_registration(**given | {"day": date(2024, 2, 1)}, reason="x")
        with pytest.raises(rules.DayInFuture):
            withdraw_registration(**given | {"day": date(2999, 2, 1)}, reason="x")
        withdraw_registration(**given, reason="x")
        with pytest.raises(rules.AlreadyWithdrawn):
            withdraw_registration(**given, reason="x")

    def test_a_stranger_finds_no_registration_and_a_reader_may_not_withdraw_it(self):
        made = self.made()
        with pytest.raises(Registration.DoesNotExist):
            withdraw_registration(by=self.outsider, pk=made.pk, reason="x", day=today())
        with pytest.raises(PermissionDenied):
            withdraw_registration(by=self.leader, pk=made.pk, reason="x", day=today())


def test_every_title_has_its_rung_with_a_source():
    assert set(ladder()) == set(Title)
    assert all(rung.source["vi"] and rung.source["en"] for rung in ladder().values())


def test_a_title_above_fulfils_the_one_below_and_not_the_other_way():
    assert fulfils(Title.NTM, {"model"})
    assert not fulfils(Title.MODEL, {"ntm", "advanced"})
    assert not fulfils(Title.NTM, {"district_ntm"})
