"""A vote is on one version of a dossier, given once by one person, on screen or on paper."""

from datetime import timedelta

import pytest
from council_cast import DAY, TODAY, CouncilCase

from openntm.office.log import record
from openntm.recognition.queries.authors import prepared_by
from openntm.recognition.queries.councils import outcome_of
from openntm.recognition.services.ballots import (
    NoLongerAppraised,
    PreparedTheDossier,
    VotedOnPaper,
    cast_ballot,
    record_paper_votes,
)
from openntm.recognition.services.councils import MemberAlready, OneChairOnly, add_member, end_member


@pytest.mark.postgres
class KeepBallotWhole(CouncilCase):
    def returned(self, dossier, again=True):
        """Returned after the sitting was opened and, on the same day, handed in and taken up again."""
        self.step(dossier, "appraising", "returned", "department", reason="Thiếu")
        dossier.state = "returned"
        if again:
            self.step(dossier, "returned", "appraising", "department")
            dossier.state = "appraising"
        dossier.save()

    def test_after_counts_from_paper_nobody_votes_on_screen(self):
        item = self.sitting(self.dossier()).items.get()
        voters = [one.pk for one in item.sitting.present.exclude(person=self.health)]
        record_paper_votes(by=self.office, item=item.pk, voters=voters, in_favour=4, against=0, invalid=0)
        with pytest.raises(VotedOnPaper):
            cast_ballot(by=self.health, item=item.pk, choice="against")
        item.refresh_from_db()
        assert (item.in_favour, item.against) == (4, 0)

    def test_nobody_votes_on_a_dossier_that_was_returned_meanwhile(self):
        for again in (False, True):
            dossier = self.dossier(year=2024 if again else 2023)
            item = self.sitting(dossier, council=self.council()).items.get()
            self.returned(dossier, again=again)
            with pytest.raises(NoLongerAppraised):
                cast_ballot(by=self.health, item=item.pk, choice="in_favour")
            voters = [item.sitting.present.first().pk]
            with pytest.raises(NoLongerAppraised):
                record_paper_votes(by=self.office, item=item.pk, voters=voters, in_favour=1, against=0, invalid=0)

    def test_a_vote_before_a_return_of_the_same_day_counts_no_more(self):
        dossier = self.dossier()
        self.voted(dossier, day=DAY)
        assert outcome_of(dossier).passed
        self.returned(dossier)
        assert outcome_of(dossier) is None

    def test_who_leaves_later_has_no_second_seat_until_then(self):
        council = self.council()
        later = TODAY + timedelta(days=30)
        for person in (self.health, self.chair):
            seat = council.members.get(person=person)
            end_member(by=self.office, pk=council.pk, member=seat.pk, valid_to=later)
        given = {"by": self.office, "pk": council.pk, "organisation": "Sở Y tế"}
        with pytest.raises(MemberAlready):
            add_member(**given, person=self.health, role="member", valid_from=TODAY)
        with pytest.raises(OneChairOnly):
            add_member(**given, person=self.binh, role="chair", valid_from=TODAY)
        assert add_member(**given, person=self.health, role="member", valid_from=later).pk

    def test_whoever_had_a_part_made_by_a_deputy_does_not_vote_on_it(self):
        dossier = self.dossier()
        part = self.part(dossier, "appraisal_report", self.office)
        record(self.office, "dossier.part", part, place=self.xa, on_behalf_of=self.chi)
        assert {self.office.pk, self.chi.pk} <= prepared_by(dossier)
        item = self.sitting(dossier).items.get()
        with pytest.raises(PreparedTheDossier):
            cast_ballot(by=self.chi, item=item.pk, choice="in_favour")
