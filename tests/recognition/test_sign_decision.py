"""The chairperson of the province decides on what the council voted for; the titles begin on that day."""

from datetime import timedelta

import pytest
from council_cast import DAY, TODAY, CouncilCase, somebody
from django.core.exceptions import PermissionDenied

from openntm.office.models import Delegation, Post
from openntm.recognition.models import Decision, Dossier, TitleRecord
from openntm.recognition.queries import titles_on
from openntm.recognition.services import decisions, register
from openntm.recognition.services.decisions import announce_decision, sign_decision
from openntm.recognition.services.refused import DayImpossible
from openntm.recognition.services.steps import GuardsRefuse


class SignDecision(CouncilCase):
    def sign(self, *dossiers, by=None, number="12/QĐ-UBND", day=TODAY, **given):
        pks = [one.pk for one in dossiers]
        return sign_decision(by=by or self.chair, dossiers=pks, number=number, day=day, **given)

    def test_it_gives_the_title_moves_the_dossier_and_the_log_says_so(self):
        dossier = self.decidable()
        decision = self.sign(dossier)
        dossier.refresh_from_db()
        record = TitleRecord.objects.get()
        assert (decision.number, decision.year, decision.running) == ("12/QĐ-UBND", TODAY.year, 12)
        assert decision.issuer == "Chủ tịch UBND tỉnh Tinh"
        assert (decision.signer, decision.signed_by, decision.kind) == ("Chair", self.chair, "recognition")
        assert (dossier.state, dossier.decision) == ("recognised", decision)
        assert (record.place, record.title, record.for_year, record.from_day) == (self.xa, "ntm", 2024, TODAY)
        assert (record.decision, record.source_title) == (decision, "12/QĐ-UBND, Chủ tịch UBND tỉnh Tinh")
        assert "ntm" in titles_on([self.xa], TODAY)[self.xa.pk]
        entry = self.last_act()
        assert (entry.verb, entry.by, entry.place_key) == ("decision.sign", self.chair, "tinh")
        assert entry.changed["number"] == [None, "12/QĐ-UBND"]

    def test_its_subject_stands_in_both_languages(self):
        decision = self.sign(self.decidable())
        assert decision.title_vi == "Công nhận danh hiệu “Đạt chuẩn nông thôn mới” năm 2024 cho xã Xa"
        assert decision.title_en == "Recognises xã Xa: NTM, year 2024"

    def test_several_units_in_one_decision(self):
        first, second = self.decidable(), self.decidable(place=self.other_xa)
        decision = self.sign(first, second)
        assert decision.records.count() == decision.dossiers.count() == 2

    def test_without_the_province_s_parts_nothing_is_decided(self):
        dossier = self.decidable()
        dossier.parts.filter(part="council_minutes").delete()
        with pytest.raises(GuardsRefuse):
            self.sign(dossier)
        assert not Decision.objects.exists()
        assert not TitleRecord.objects.exists()

    def test_a_province_that_ended_signs_nothing_more_and_an_ended_commune_gets_no_title(self):
        dossier = self.decidable()
        for place, name in ((self.tinh, "tỉnh Tinh"), (self.xa, "xã Xa")):
            place.versions.update(valid_to=TODAY)
            with pytest.raises(decisions.NoLongerStands, match=name):
                self.sign(dossier)
            place.versions.update(valid_to=None)
        assert self.sign(dossier)

    def test_an_illustrative_dossier_makes_an_illustrative_decision(self):
        decision = self.sign(self.decidable(illustrative=True))
        assert decision.illustrative
        assert not decision.verified
        assert decision.records.get().illustrative

    def test_who_may_not_sign_for_the_province_is_refused(self):
        dossier = self.decidable()
        for person in (self.lan, self.office, self.chi, self.an):
            with pytest.raises(PermissionDenied):
                self.sign(dossier, by=person)
        stranger = somebody("leader-elsewhere", "leader", self.far)
        with pytest.raises(Dossier.DoesNotExist):
            self.sign(dossier, by=stranger)
        assert not Decision.objects.exists()

    def test_a_deputy_signs_on_behalf(self):
        deputy = somebody("deputy", "commune_officer", self.xa)
        post = Post.objects.get(person=self.chair)
        Delegation.objects.create(
            post=post, deputy=deputy, valid_from=DAY, valid_to=TODAY + timedelta(days=2), reason="đi công tác"
        )
        decision = self.sign(self.decidable(), by=deputy)
        assert (decision.signed_by, decision.on_behalf_of) == (deputy, self.chair)
        assert self.last_act().changed["on_behalf_of"] == [None, self.chair.pk]

    def test_before_the_vote_nothing_is_decided(self):
        with pytest.raises(decisions.NotVotedOn, match="xã Xa"):
            self.sign(self.dossier())

    def test_what_the_council_refused_is_not_decided(self):
        dossier = self.dossier()
        self.voted(dossier, against=1)
        dossier.state = "council_voted"
        dossier.save()
        with pytest.raises(decisions.NotPassed):
            self.sign(dossier)
        assert not TitleRecord.objects.exists()

    def test_titles_are_not_mixed_and_a_district_s_title_is_not_the_province_s(self):
        first, second = self.decidable(), self.decidable(title="advanced")
        with pytest.raises(decisions.OneTitleADecision):
            self.sign(first, second)
        with pytest.raises(PermissionDenied):
            self.sign(self.decidable(title="district_ntm", procedure="district-2021-2025"))

    def test_a_number_is_given_once_a_year(self):
        first, second = self.decidable(), self.decidable(place=self.other_xa)
        self.sign(first)
        with pytest.raises(register.NumberTaken, match="12/QĐ-UBND"):
            self.sign(second)
        with pytest.raises(register.NumberTaken):
            self.sign(second, number="12/QĐ-CT")
        second.refresh_from_db()
        assert (second.state, Decision.objects.count()) == ("council_voted", 1)

    def test_a_number_that_is_none_and_days_that_cannot_be_are_refused(self):
        dossier = self.decidable()
        for number in ("QĐ-UBND", "12", "", "mười hai/QĐ"):
            with pytest.raises(register.NumberMisread):
                self.sign(dossier, number=number)
        for day in (TODAY + timedelta(days=1), DAY - timedelta(days=1)):
            with pytest.raises(DayImpossible):
                self.sign(dossier, day=day)

    def test_a_title_from_the_same_day_is_not_recorded_twice(self):
        self.sign(self.decidable())
        again = self.decidable(year=2025)
        with pytest.raises(register.TitleRecordedAlready):
            self.sign(again, number="13/QĐ-UBND")


class AnnounceDecision(CouncilCase):
    def setUp(self):
        self.made = sign_decision(by=self.chair, dossiers=[self.decidable().pk], number="12/QĐ-UBND", day=TODAY)

    def test_the_dossiers_are_announced_with_it_and_the_log_says_so(self):
        announce_decision(by=self.office, pk=self.made.pk, day=TODAY)
        assert self.made.dossiers.get().state == "announced"
        assert Decision.objects.get().announced_on == TODAY
        assert (self.last_act().verb, self.last_act().changed) == ("decision.announce", {"day": [None, PAGE]})
        with pytest.raises(decisions.AnnouncedAlready):
            announce_decision(by=self.office, pk=self.made.pk, day=TODAY)

    def test_who_may_not_and_days_that_cannot_be_are_refused(self):
        for person in (self.binh, self.an, self.dung):
            with pytest.raises(PermissionDenied):
                announce_decision(by=person, pk=self.made.pk, day=TODAY)
        for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
            with pytest.raises(DayImpossible):
                announce_decision(by=self.office, pk=self.made.pk, day=day)

    def test_after_sixty_days_it_takes_a_reason(self):
        long_ago = TODAY - timedelta(days=61)
        Decision.objects.update(issued=long_ago)
        Dossier.objects.update(due=TODAY - timedelta(days=1))
        with pytest.raises(decisions.LateWithoutReason):
            announce_decision(by=self.office, pk=self.made.pk, day=TODAY)
        assert announce_decision(by=self.office, pk=self.made.pk, day=TODAY, late_reason="bão").announced_on == TODAY


PAGE = TODAY.isoformat()
