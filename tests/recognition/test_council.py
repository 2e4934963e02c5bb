"""A council, its members between days, its sittings and what comes of them."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from council_cast import BEGIN, DAY, TODAY, CouncilCase, somebody
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as some

from openntm.recognition.access.councils import members_on
from openntm.recognition.models import Council, Sitting
from openntm.recognition.queries.councils import outcome_of
from openntm.recognition.queries.voting import is_reached, least_count, voting_rules
from openntm.recognition.services import councils, sittings
from openntm.recognition.services.ballots import cast_ballot


class SetUpCouncil(CouncilCase):
    def test_it_stands_with_its_members_and_the_log_says_so(self):
        council = self.council()
        assert [member.role for member in council.members.all()] == ["chair", *["member"] * 4]
        entry = self.last_act()
        assert (entry.verb, entry.place_key, entry.changed["members"]) == ("council.set_up", "tinh", [None, 5])

    def test_who_may_not_run_councils_is_refused(self):
        for person in (self.chair, self.binh, self.an):
            with pytest.raises(PermissionDenied):
                councils.set_up_council(by=person, place=self.tinh, name="x", decision="y", valid_from=BEGIN)

    def test_members_come_and_go_on_their_days(self):
        council, new = self.council(), somebody("new")
        add = {"by": self.office, "pk": council.pk, "organisation": "Sở Y tế"}
        old = council.members.get(person=self.health)
        councils.end_member(by=self.office, pk=council.pk, member=old.pk, valid_to=DAY)
        councils.add_member(person=new, role="member", valid_from=DAY, **add)
        before, after = (set(members_on(day).values_list("person__username", flat=True)) for day in (BEGIN, TODAY))
        assert before - after == {"health"}
        assert after - before == {"new"}
        assert self.last_act().verb == "council.add_member"

    def test_a_second_seat_a_second_chair_and_days_outside_are_refused(self):
        council, new = self.council(), somebody("new")
        add = {"by": self.office, "pk": council.pk, "organisation": "", "valid_from": TODAY}
        with pytest.raises(councils.MemberAlready):
            councils.add_member(person=self.health, role="member", **add)
        with pytest.raises(councils.OneChairOnly):
            councils.add_member(person=new, role="chair", **add)
        with pytest.raises(councils.MembershipDays):
            councils.add_member(person=new, role="member", **add | {"valid_from": BEGIN - timedelta(days=1)})
        with pytest.raises(councils.MembershipDays):
            councils.end_member(by=self.office, pk=council.pk, member=council.members.first().pk, valid_to=BEGIN)
        with pytest.raises(Council.DoesNotExist):
            councils.add_member(person=new, role="member", **add | {"by": self.dung})


class Sit(CouncilCase):
    def call(self, *dossiers, by=None, day=TODAY, **given):
        council = given.pop("council", None) or self.council()
        return sittings.call_sitting(
            by=by or self.office, council=council.pk, day=day, dossiers=[one.pk for one in dossiers], **given
        )

    def test_a_called_sitting_keeps_the_shares_of_the_rules_and_the_log_says_so(self):
        sitting = self.call(self.dossier())
        assert (sitting.state, sitting.quorum_percent, sitting.pass_percent) == (
            "called",
            Decimal(70),
            Decimal(90),
        )
        assert voting_rules(sitting.items.get().dossier).verified is False
        assert self.last_act().verb == "sitting.call"

    def test_only_dossiers_that_are_appraised_and_wait_for_no_other_sitting_are_called(self):
        dossier, council = self.dossier(), self.council()
        with pytest.raises(sittings.NotBeingAppraised):
            self.call(self.dossier("verifying", year=2023), council=council)
        with pytest.raises(sittings.NothingToVoteOn):
            self.call(council=council)
        self.call(dossier, council=council)
        with pytest.raises(sittings.NotBeingAppraised):
            self.call(dossier, council=council)

    def test_who_may_not_run_councils_calls_none(self):
        with pytest.raises(PermissionDenied):
            self.call(self.dossier(), by=self.chair)

    def test_a_council_that_does_not_stand_that_day_is_not_called(self):
        with pytest.raises(sittings.CouncilNotInForce):
            self.call(self.dossier(), day=date(2010, 1, 1))

    def test_below_quorum_it_does_not_open_and_says_how_many_it_takes(self):
        council = self.council()
        sitting = self.call(self.dossier(), council=council)
        present = [member.pk for member in council.members.all()]
        with pytest.raises(sittings.BelowQuorum) as refused:
            sittings.open_sitting(by=self.office, pk=sitting.pk, present=present[:3])
        assert refused.value.words == {"present": 3, "members": 5, "needed": 4}
        assert sittings.open_sitting(by=self.office, pk=sitting.pk, present=present[:4]).state == "open"
        assert self.last_act().verb == "sitting.open"
        with pytest.raises(sittings.SittingNotCalled):
            sittings.open_sitting(by=self.office, pk=sitting.pk, present=present)

    def test_two_of_three_members_are_a_quorum_of_two_thirds(self):
        council = self.council(self.chair, self.roads, self.health)
        sitting = self.call(self.dossier(), council=council, quorum_percent=Decimal("66.66"))
        present = [member.pk for member in council.members.all()][:2]
        assert sittings.open_sitting(by=self.office, pk=sitting.pk, present=present).state == "open"

    def test_a_sitting_of_tomorrow_does_not_open_today_and_nobody_from_outside_is_present(self):
        later = self.call(self.dossier(), day=TODAY + timedelta(days=1))
        with pytest.raises(sittings.SittingLater):
            sittings.open_sitting(by=self.office, pk=later.pk, present=[])
        other = self.council(self.an, self.lan)
        sitting = self.call(self.dossier(year=2023))
        with pytest.raises(sittings.NotAMember):
            sittings.open_sitting(by=self.office, pk=sitting.pk, present=[other.members.first().pk])

    def test_the_result_is_hidden_until_the_sitting_is_closed(self):
        dossier = self.dossier()
        sitting = self.sitting(dossier)
        item = sitting.items.get()
        for member in sitting.present.all():
            cast_ballot(by=member.person, item=item.pk, choice="in_favour")
        assert outcome_of(dossier) is None
        sittings.close_sitting(by=self.office, pk=sitting.pk, remarks="Thống nhất")
        outcome = outcome_of(dossier)
        assert (outcome.passed, outcome.in_favour, outcome.present, outcome.members) == (True, 5, 5, 5)
        assert (outcome.share, outcome.secret, outcome.day, outcome.sitting) == (1, True, TODAY, sitting.pk)
        assert self.last_act().verb == "sitting.close"
        with pytest.raises(sittings.SittingNotOpen):
            sittings.close_sitting(by=self.office, pk=sitting.pk)

    def test_nine_of_ten_present_pass_and_eight_do_not(self):
        council = self.council(*(somebody(f"m{at}") for at in range(10)))
        for year, against, passed in ((2023, 1, True), (2024, 2, False)):
            dossier = self.dossier(year=year)
            self.voted(dossier, against=against, council=council)
            assert outcome_of(dossier).passed is passed

    def test_who_is_present_and_does_not_vote_was_not_in_favour(self):
        dossier = self.dossier()
        sitting = self.sitting(dossier)
        item = sitting.items.get()
        for member in sitting.present.all()[:4]:
            cast_ballot(by=member.person, item=item.pk, choice="in_favour")
        sittings.close_sitting(by=self.office, pk=sitting.pk)
        assert (outcome_of(dossier).passed, outcome_of(dossier).share) == (False, Fraction(4, 5))

    def test_a_dossier_on_which_nobody_voted_has_no_outcome(self):
        first, second = self.dossier(), self.dossier(year=2023)
        sitting = self.sitting(first, second)
        for member in sitting.present.all():
            cast_ballot(by=member.person, item=sitting.items.get(dossier=first).pk, choice="in_favour")
        sittings.close_sitting(by=self.office, pk=sitting.pk)
        assert outcome_of(second) is None
        assert outcome_of(first).passed

    def test_an_earlier_vote_does_not_count_after_the_dossier_came_back(self):
        dossier = self.dossier()
        council = self.council()
        earlier = self.sitting(dossier, council=council, day=DAY)
        item = earlier.items.get()
        for member in earlier.present.all():
            cast_ballot(by=member.person, item=item.pk, choice="against")
        sittings.close_sitting(by=self.office, pk=earlier.pk)
        assert outcome_of(dossier).passed is False
        back = self.step(dossier, "submitted_for_appraisal", "appraising", "department")
        back.day = TODAY
        back.save()
        assert outcome_of(dossier) is None
        assert Sitting.objects.get().state == "closed"

    def test_what_was_said_is_noted_for_the_minutes(self):
        sitting = self.sitting(self.dossier())
        sittings.note_discussion(by=self.office, item=sitting.items.get().pk, discussion="Đề nghị bổ sung ảnh")
        assert sitting.items.get().discussion == "Đề nghị bổ sung ảnh"
        with pytest.raises(PermissionDenied):
            sittings.note_discussion(by=self.chair, item=sitting.items.get().pk, discussion="x")


@given(some.integers(1, 200), some.integers(0, 200), some.decimals(1, 100, places=2))
def test_a_share_is_reached_exactly_from_the_least_count_on(of, count, percent):
    least = least_count(of, percent)
    assert is_reached(count, of, percent) is (count >= least)
    assert is_reached(count, of, percent) is (count > 0 and count * 100 >= percent * of)


def test_of_nobody_nothing_is_reached():
    assert not is_reached(0, 0, Decimal(90))
