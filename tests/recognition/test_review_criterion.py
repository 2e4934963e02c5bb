"""Verification and appraisal, criterion by criterion, by those who are in charge."""

from datetime import date, timedelta

import pytest
from council_cast import DAY, TODAY, CouncilCase
from django.core.exceptions import PermissionDenied

from openntm.criteria import load_set
from openntm.office.departments import department_name, departments
from openntm.recognition.models import CriterionReview, Dossier
from openntm.recognition.queries.charge import charges, department_of
from openntm.recognition.queries.reviews import failed_reviews, missing_reviews, review_table
from openntm.recognition.services.refused import DayImpossible
from openntm.recognition.services.reviews import (
    CommentMissing,
    CriterionUnknown,
    NotInCharge,
    NotUnderReview,
    ReviewsOwnDossier,
    review_criterion,
)


class ReviewCriterion(CouncilCase):
    def review(self, by, dossier, criterion="2", verdict="met", layer="appraisal", **given):
        return review_criterion(by=by, pk=dossier.pk, layer=layer, criterion=criterion, verdict=verdict, **given)

    def test_a_department_confirms_its_criterion_and_the_log_says_so(self):
        dossier = self.dossier()
        review = self.review(self.roads, dossier, seen_on_the_ground=TODAY)
        assert (review.department, review.verdict, review.by, review.day) == ("construction", "met", self.roads, TODAY)
        entry = self.last_act()
        assert (entry.verb, entry.place_key) == ("dossier.review", "xa")
        assert entry.changed["criterion"] == [None, "2"]

    def test_a_department_is_refused_the_criterion_of_another(self):
        with pytest.raises(NotInCharge):
            self.review(self.schools, self.dossier(), "2")

    def test_an_appraiser_reviews_any_criterion(self):
        dossier = self.dossier()
        for criterion in ("2", "5", "19"):
            self.review(self.chi, dossier, criterion)
        assert len(missing_reviews(dossier, "appraisal")) == 16

    def test_the_district_verifies_and_the_province_s_office_does_not(self):
        dossier = self.dossier("verifying")
        assert self.review(self.binh, dossier, layer="verification").layer == "verification"
        with pytest.raises(PermissionDenied):
            self.review(self.office, dossier, layer="verification")
        with pytest.raises(PermissionDenied):
            self.review(self.an, dossier, layer="verification")

    def test_who_may_not_review_is_refused_and_a_stranger_does_not_see_it(self):
        dossier = self.dossier()
        with pytest.raises(PermissionDenied):
            self.review(self.lan, dossier)
        with pytest.raises(Dossier.DoesNotExist):
            self.review(self.dung, dossier)

    def test_a_dossier_at_another_step_is_refused(self):
        for state, layer, by in (("verifying", "appraisal", self.chi), ("council_voted", "verification", self.binh)):
            with pytest.raises(NotUnderReview):
                self.review(by, self.dossier(state, year=2020 + len(state)), layer=layer)

    def test_nobody_reviews_what_they_prepared(self):
        opened = self.dossier(opened_by=self.chi)
        with pytest.raises(ReviewsOwnDossier):
            self.review(self.chi, opened)
        stepped = self.dossier(year=2023)
        self.step(stepped, "registered", "self_assessing", "commune", self.an, on_behalf_of=self.chi)
        with pytest.raises(ReviewsOwnDossier):
            self.review(self.chi, stepped)

    def test_not_met_needs_a_comment(self):
        dossier = self.dossier()
        with pytest.raises(CommentMissing):
            self.review(self.roads, dossier, verdict="not_met", comment="  ")
        self.review(self.roads, dossier, verdict="not_met", comment="Đường thôn chưa cứng hóa")
        assert failed_reviews(dossier, "appraisal") == ["2"]

    def test_days_that_cannot_be_are_refused(self):
        dossier = self.dossier()
        tomorrow = TODAY + timedelta(days=1)
        for given in ({"day": tomorrow}, {"day": DAY - timedelta(days=1)}, {"seen_on_the_ground": tomorrow}):
            with pytest.raises(DayImpossible):
                self.review(self.roads, dossier, **given)

    def test_a_criterion_that_the_set_does_not_have_is_refused(self):
        with pytest.raises(CriterionUnknown):
            self.review(self.chi, self.dossier(), "20")

    def test_the_newest_review_counts_and_the_earlier_ones_stay(self):
        dossier = self.dossier()
        self.review(self.roads, dossier, verdict="not_met", comment="x")
        self.review(self.roads, dossier)
        row = next(row for row in review_table(dossier) if row.criterion == "2")
        assert (row.appraisal.verdict, len(row.history)) == ("met", 2)
        assert failed_reviews(dossier, "appraisal") == []

    def test_the_table_shows_the_layers_side_by_side_and_marks_differences(self):
        dossier = self.dossier()
        self.review(self.roads, dossier)
        rows = {row.criterion: row for row in review_table(dossier)}
        assert len(rows) == 19
        assert (rows["2"].own, rows["2"].verification, rows["2"].appraisal.verdict) == ("unknown", None, "met")
        assert rows["2"].differs
        assert not rows["3"].differs

    def test_what_was_returned_and_handed_in_again_is_reviewed_anew(self):
        dossier = self.dossier()
        self.review(self.roads, dossier)
        self.step(dossier, "appraising", "returned", "department", reason="thiếu hồ sơ")
        self.step(dossier, "submitted_for_appraisal", "appraising", "department")
        assert "2" in missing_reviews(dossier, "appraisal")
        assert CriterionReview.objects.filter(dossier=dossier).count() == 1

    def test_a_dossier_without_a_snapshot_has_nothing_to_review(self):
        dossier = self.dossier(place=self.other_xa)
        assert review_table(dossier) == missing_reviews(dossier, "appraisal") == []


def test_every_criterion_of_the_commune_sets_has_a_department_that_exists():
    for set_id in charges()["sets"]:
        for criterion in load_set(set_id).criteria:
            assert department_of(set_id, criterion.id) in departments()
    assert charges()["verified"] is False


def test_a_department_bears_the_name_of_the_day():
    before = department_name("agriculture", date(2024, 1, 1), "vi")
    assert before == "Sở Nông nghiệp và Phát triển nông thôn"
    assert department_name("agriculture", date(2026, 1, 1), "en") == "Department of Agriculture and Environment"
    assert department_name("nobody", DAY, "vi") == ""
