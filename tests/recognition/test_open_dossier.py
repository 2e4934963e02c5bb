"""A dossier is opened from a registration, under the rules of its title, year and day."""

from datetime import date, timedelta

import pytest
from django.test import TestCase
from django.utils import timezone
from dossier_cast import DAY, cast, opened

from openntm.office.models import LogEntry
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.models import Dossier
from openntm.recognition.procedure.loader import checksum_of
from openntm.recognition.services.steps import (
    DayWrong,
    DossierExists,
    NothingStarts,
    NotYourStep,
    open_dossier,
    take_step,
)
from openntm.steering.models import Registration


@pytest.mark.postgres
class OpenDossier(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()

    def test_it_is_opened_in_the_first_state_and_the_log_says_so(self):
        dossier = opened(self.who)
        assert (dossier.state, dossier.since, dossier.procedure) == ("registered", DAY, "commune-2021-2025")
        assert dossier.procedure_sha256 == checksum_of("commune-2021-2025")
        (step,) = dossier.steps.all()
        assert (step.number, step.transition, step.actor, step.to_state) == (1, "open", "commune", "registered")
        assert LogEntry.objects.filter(verb="dossier.open", subject_key=str(dossier.pk)).exists()

    def test_it_is_opened_from_a_registration(self):
        row = Registration.objects.create(place=self.who.commune, title="ntm", year=2024, registered_on=DAY)
        dossier = open_dossier(by=self.who.an, registration=row, day=DAY)
        assert (dossier.place, dossier.title, dossier.year, dossier.registration) == (
            self.who.commune,
            "ntm",
            2024,
            row,
        )

    def test_not_before_the_registration_and_not_in_the_future(self):
        row = Registration.objects.create(place=self.who.commune, title="ntm", year=2024, registered_on=DAY)
        with pytest.raises(DayWrong):
            open_dossier(by=self.who.an, registration=row, day=DAY - timedelta(days=1))
        with pytest.raises(DayWrong):
            opened(self.who, day=timezone.localdate() + timedelta(days=1))

    def test_only_the_commune_itself_opens_one(self):
        for person in (self.who.binh, self.who.mai, self.who.dung, self.who.vu, self.who.ha):
            with pytest.raises(NotYourStep):
                open_dossier(by=person, place=self.who.commune, title="ntm", year=2024, day=DAY)

    def test_there_is_one_open_dossier_a_title_and_year(self):
        first = opened(self.who)
        with pytest.raises(DossierExists):
            opened(self.who)
        take_step(by=self.who.an, pk=first.pk, transition="withdraw", day=DAY, reason="Chưa đủ điều kiện")
        assert opened(self.who).pk != first.pk

    def test_years_from_2026_start_nothing_unless_the_older_rules_are_named(self):
        day = date(2026, 3, 2)
        with pytest.raises(NothingStarts) as refused:
            opened(self.who, day=day, year=2026)
        assert "Chưa tìm thấy văn bản" in refused.value.said[0].vi
        dossier = open_dossier(
            by=self.who.an, place=self.who.commune, title="ntm", year=2026, day=day, procedure="commune-2021-2025"
        )
        assert dossier.procedure == "commune-2021-2025"

    def test_years_before_2021_and_days_before_the_rules_start_nothing(self):
        for day, year in ((date(2018, 5, 2), 2018), (date(2022, 8, 1), 2022)):
            with pytest.raises(NothingStarts):
                opened(self.who, day=day, year=year)

    def test_it_is_seen_where_figures_are_read_and_nowhere_else(self):
        dossier = opened(self.who)
        for person in (self.who.an, self.who.mai, self.who.binh, self.who.chi, self.who.ha):
            assert dossier in dossiers_visible_to(person)
        assert dossier not in dossiers_visible_to(self.who.dung)
        assert Dossier.objects.count() == 1
