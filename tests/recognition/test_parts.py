"""The parts of a dossier: missing, there, outdated; every version is kept."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from dossier_cast import DAY, END, bound, cast, opened, pdf

from openntm.office.files import FileRefused
from openntm.office.models import LogEntry
from openntm.recognition.models import Dossier
from openntm.recognition.queries.parts import parts_of
from openntm.recognition.services.parts import PartUnknown, hand_in_part
from openntm.recognition.services.steps import LiesElsewhere, NotYourStep


@pytest.mark.postgres
class Parts(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = bound(cls.who, opened(cls.who))

    def states(self, on=DAY):
        return {one.part.id: one.state for one in parts_of(self.dossier, on)}

    def hand_in(self, person, part, text="x"):
        return hand_in_part(by=person, pk=self.dossier.pk, part=part, upload=pdf(text))

    def test_all_are_missing_at_first_and_the_district_s_ends_with_the_district(self):
        assert set(self.states().values()) == {"missing"}
        assert "verification_report" in self.states()
        assert "verification_report" not in self.states(END)

    def test_a_new_version_leaves_the_old_one_and_the_log_says_so(self):
        first, second = self.hand_in(self.who.an, "pictures"), self.hand_in(self.who.an, "pictures", "y")
        assert (first.version, second.version) == (1, 2)
        found = next(one for one in parts_of(self.dossier, DAY) if one.part.id == "pictures")
        assert (found.state, found.current, found.versions) == ("present", second, 2)
        assert LogEntry.objects.filter(verb="dossier.part").count() == 2

    def test_only_what_rests_on_figures_is_outdated_by_another_snapshot(self):
        self.hand_in(self.who.an, "results_report")
        self.hand_in(self.who.an, "pictures")
        self.dossier = bound(self.who, self.dossier)
        states = self.states()
        assert (states["results_report"], states["pictures"]) == ("outdated", "present")

    def test_each_part_is_added_by_its_own_body(self):
        for person, part in (
            (self.who.mai, "pictures"),
            (self.who.an, "satisfaction_report"),
            (self.who.an, "verification_report"),
            (self.who.binh, "appraisal_report"),
        ):
            with pytest.raises(NotYourStep):
                self.hand_in(person, part)
        assert self.hand_in(self.who.mai, "satisfaction_report").version == 1

    def test_what_was_sent_on_is_no_longer_exchanged(self):
        self.hand_in(self.who.an, "pictures")
        for state in ("submitted_for_verification", "verifying", "appraising", "council_voted", "announced"):
            Dossier.objects.filter(pk=self.dossier.pk).update(state=state)
            with pytest.raises(LiesElsewhere):
                self.hand_in(self.who.an, "pictures", "y")
        Dossier.objects.filter(pk=self.dossier.pk).update(state="verifying")
        assert self.hand_in(self.who.binh, "verification_report").version == 1
        assert self.dossier.parts.filter(part="pictures").count() == 1

    def test_an_unknown_part_and_a_file_that_is_no_document_are_refused(self):
        with pytest.raises(PartUnknown):
            self.hand_in(self.who.an, "no_such_part")
        upload = SimpleUploadedFile("x.exe", b"MZ")
        with pytest.raises(FileRefused):
            hand_in_part(by=self.who.an, pk=self.dossier.pk, part="pictures", upload=upload)

    def test_parts_that_the_next_step_asks_for_are_marked(self):
        assert not any(one.is_due for one in parts_of(self.dossier, DAY))
        self.dossier.state = "meeting_held"
        due = {one.part.id for one in parts_of(self.dossier, date(2024, 2, 1)) if one.is_due}
        assert "pictures" in due
        assert "council_minutes" not in due
