"""One vote a member, nobody who prepared the dossier, and no trace of a secret choice."""

import pytest
from at_once import in_threads, shared_database
from council_cast import TODAY, CouncilCase, somebody
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from openntm.recognition.models import Ballot, CriterionReview, SittingItem
from openntm.recognition.queries.authors import prepared_by
from openntm.recognition.services import ballots
from openntm.recognition.services.ballots import cast_ballot, record_paper_votes
from openntm.recognition.services.sittings import SittingNotOpen, call_sitting, close_sitting

__all__ = ["shared_database"]  # a fixture that a test names


def dump():
    """Every value of every table, with its table and column."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            for column, value in row.items():
                yield model._meta.db_table, column, str(value)


@pytest.mark.postgres
class CastBallot(CouncilCase):
    def item(self, dossier=None, **given):
        return self.sitting(dossier or self.dossier(), **given).items.get()

    def test_in_an_open_ballot_the_choice_is_kept_and_the_log_says_who_voted(self):
        item = self.item(secret=False)
        ballot = cast_ballot(by=self.health, item=item.pk, choice="against")
        item.refresh_from_db()
        assert (ballot.choice, item.in_favour, item.against, item.invalid) == ("against", 0, 1, 0)
        entry = self.last_act()
        assert (entry.verb, entry.by, entry.place_key, entry.changed) == ("ballot.cast", self.health, "tinh", {})

    def test_a_secret_choice_leaves_no_trace_but_the_count(self):
        item = self.item()
        known = set(dump())
        cast_ballot(by=self.health, item=item.pk, choice="against")
        fresh = [(table, column, value) for table, column, value in dump() if (table, column, value) not in known]
        counts = [row for row in fresh if row[0] == "recognition_sittingitem"]
        assert counts == [("recognition_sittingitem", "against", "1")]
        assert not [row for row in fresh if "against" in row[2] or "in_favour" in row[2]]
        assert set(Ballot.objects.values_list("choice", flat=True)) == {""}

    def test_ballots_of_either_choice_look_alike_in_all_other_tables(self):
        item = self.item()
        seen = []
        for person, choice in ((self.health, "against"), (self.roads, "in_favour")):
            before = list(dump())
            cast_ballot(by=person, item=item.pk, choice=choice)
            fresh = [row for row in dump() if row not in before and row[0] != "recognition_sittingitem"]
            seen.append(sorted((table, column) for table, column, _ in fresh))
        tables = [{table for table, _ in rows} for rows in seen]
        assert tables[0] == tables[1]

    def test_nobody_votes_twice(self):
        item = self.item()
        cast_ballot(by=self.health, item=item.pk, choice="in_favour")
        with pytest.raises(ballots.VotedAlready):
            cast_ballot(by=self.health, item=item.pk, choice="against")
        item.refresh_from_db()
        assert (item.in_favour, item.against, item.ballots.count()) == (1, 0, 1)

    def test_an_absent_member_and_a_stranger_are_refused(self):
        item = self.item(absent=[self.health])
        with pytest.raises(ballots.NotPresent):
            cast_ballot(by=self.health, item=item.pk, choice="in_favour")
        with pytest.raises(PermissionDenied):
            cast_ballot(by=self.office, item=item.pk, choice="in_favour")
        with pytest.raises(SittingItem.DoesNotExist):
            cast_ballot(by=self.dung, item=item.pk, choice="in_favour")

    def test_before_the_sitting_opens_and_after_it_closed_nobody_votes(self):
        council, dossier = self.council(), self.dossier()
        called = call_sitting(by=self.office, council=council.pk, day=TODAY, dossiers=[dossier.pk])
        with pytest.raises(SittingNotOpen):
            cast_ballot(by=self.health, item=called.items.get().pk, choice="in_favour")
        item = self.item(self.dossier(year=2023), council=council)
        close_sitting(by=self.office, pk=item.sitting_id)
        with pytest.raises(SittingNotOpen):
            cast_ballot(by=self.health, item=item.pk, choice="in_favour")

    def test_a_choice_that_does_not_exist_is_refused(self):
        item = self.item()
        with pytest.raises(ValueError):
            cast_ballot(by=self.health, item=item.pk, choice="maybe")
        assert not item.ballots.exists()

    def test_whoever_prepared_the_dossier_does_not_vote_on_it(self):
        dossier = self.dossier(opened_by=self.health)
        self.step(dossier, "verifying", "verification_published", "district", self.roads, on_behalf_of=self.schools)
        self.part(dossier, "pictures", self.chair)
        CriterionReview.objects.create(
            dossier=dossier,
            layer="verification",
            criterion="1",
            verdict="met",
            day=TODAY,
            by=self.lan,
            at=timezone.now(),
        )
        everybody = {self.health, self.roads, self.schools, self.chair, self.lan}
        assert prepared_by(dossier) == {person.pk for person in everybody}
        council = self.council(*everybody, self.chi)
        item = self.item(dossier, council=council)
        for person in everybody:
            with pytest.raises(ballots.PreparedTheDossier, match=person.display_name):
                cast_ballot(by=person, item=item.pk, choice="in_favour")
        assert cast_ballot(by=self.chi, item=item.pk, choice="in_favour")

    def test_who_confirmed_criteria_at_appraisal_votes(self):
        dossier = self.dossier()
        CriterionReview.objects.create(
            dossier=dossier,
            layer="appraisal",
            criterion="2",
            verdict="met",
            day=TODAY,
            by=self.roads,
            at=timezone.now(),
        )
        assert cast_ballot(by=self.roads, item=self.item(dossier).pk, choice="in_favour")


class PaperVotes(CouncilCase):
    def setUp(self):
        self.sat = self.sitting(self.dossier(), absent=[self.chi])
        self.item = self.sat.items.get()
        self.voters = [member.pk for member in self.sat.present.all()]

    def record(self, by=None, voters=None, **counts):
        given = {"in_favour": 3, "against": 1, "invalid": 0} | counts
        voters = self.voters if voters is None else voters
        return record_paper_votes(by=by or self.office, item=self.item.pk, voters=voters, **given)

    def test_the_counts_are_entered_with_who_voted_and_the_log_says_how_many(self):
        item = self.record()
        assert (item.in_favour, item.against, item.ballots.count()) == (3, 1, 4)
        assert self.last_act().changed == {"voters": [None, 4]}
        with pytest.raises(ballots.VotedOnScreen):
            self.record()
        with pytest.raises(ballots.VotedAlready):
            cast_ballot(by=self.health, item=item.pk, choice="in_favour")

    def test_counts_that_do_not_make_the_number_of_voters_are_refused(self):
        with pytest.raises(ballots.CountsDisagree):
            self.record(invalid=1)

    def test_an_absent_voter_and_one_who_may_not_enter_counts_are_refused(self):
        absent = self.sat.council.members.get(person=self.chi)
        with pytest.raises(ballots.NotPresent):
            self.record(voters=[*self.voters, absent.pk], invalid=1)
        with pytest.raises(PermissionDenied):
            self.record(by=self.chair)

    def test_in_an_open_ballot_there_are_no_counts_from_paper(self):
        self.item = self.sitting(self.dossier(year=2023), secret=False).items.get()
        with pytest.raises(ballots.PaperNeedsSecrecy):
            self.record(voters=[self.item.sitting.present.first().pk])

    def test_who_prepared_the_dossier_hands_in_no_paper(self):
        dossier = self.dossier(year=2022, opened_by=self.roads)
        sat = self.sitting(dossier)
        self.item = sat.items.get()
        with pytest.raises(ballots.PreparedTheDossier):
            self.record(voters=[member.pk for member in sat.present.all()], in_favour=5, against=0)


@pytest.fixture
def open_item(transactional_db):
    """A dossier before an open sitting of twenty members."""
    CouncilCase.setUpTestData()
    case = CouncilCase()
    council = case.council(*(somebody(f"m{at}") for at in range(20)))
    return case.sitting(case.dossier(), council=council).items.get()


@pytest.mark.postgres
def test_twenty_who_vote_in_the_same_moment_each_twice_are_counted_once_each(open_item, shared_database):
    refused, seen = [], []

    def vote(person, choice):
        for _ in range(2):
            try:
                cast_ballot(by=person, item=open_item.pk, choice=choice)
            except ballots.VotedAlready as error:
                refused.append(error)

    def look():
        item = SittingItem.objects.get(pk=open_item.pk)
        seen.append((item.in_favour, item.against, item.invalid, item.ballots.count()))

    people = [member.person for member in open_item.sitting.present.select_related("person")]
    choices = ["in_favour"] * 13 + ["against"] * 7
    assert in_threads(vote, *zip(people, choices, strict=True)) == []
    assert in_threads(look, ()) == []
    assert seen == [(13, 7, 0, 20)]
    assert len(refused) == 20
