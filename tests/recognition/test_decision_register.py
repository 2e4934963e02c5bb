"""The register: numbers once a year, gaps shown, decisions made elsewhere with their source."""

from datetime import date, timedelta

import pytest
from council_cast import DAY, TODAY, CouncilCase
from django.core.exceptions import PermissionDenied

from openntm.recognition.models import Decision, TitleRecord
from openntm.recognition.queries.decisions import (
    announce_by,
    entries,
    gaps,
    gaps_text,
    narrowed,
    next_number,
    register_of,
)
from openntm.recognition.services import decisions, register
from openntm.recognition.services.decisions import record_decision
from openntm.recognition.services.refused import DayImpossible


class Register(CouncilCase):
    def record(self, number="5/QĐ-UBND", by=None, place=None, **given):
        given = {
            "issued": DAY,
            "issuer": "UBND tỉnh",
            "kind": "recognition",
            "title_vi": "Công nhận xã Xa",
            "source_title": "Công báo",
            "is_own": True,
        } | given
        return record_decision(by=by or self.office, place=place or self.tinh, number=number, **given)

    def test_a_decision_made_elsewhere_is_recorded_with_its_units_and_the_log_says_so(self):
        decision = self.record(title="ntm", for_year=2023, units=[self.xa, self.other_xa], verified=True)
        record = decision.records.get(place=self.xa)
        assert (record.from_day, record.source_title, record.verified, record.for_year) == (DAY, "Công báo", True, 2023)
        entry = self.last_act()
        assert (entry.verb, entry.place_key) == ("decision.record", "tinh")
        assert entry.changed["units"] == [None, 2]

    def test_a_revocation_made_elsewhere_gives_no_title(self):
        self.record(kind="revocation", title="ntm", units=[self.xa])
        assert not TitleRecord.objects.exists()

    def test_a_decision_of_a_higher_authority_takes_no_number_of_the_register(self):
        decision = self.record("37/QĐ-TTg", issuer="Thủ tướng Chính phủ", is_own=False)
        assert decision.place is None
        assert next_number(self.tinh, DAY.year) == "1/QĐ-UBND"

    def test_who_may_not_record_and_units_elsewhere_are_refused(self):
        for person in (self.chair, self.an, self.dung):
            with pytest.raises(PermissionDenied):
                self.record(by=person)
        with pytest.raises(PermissionDenied):
            self.record(units=[self.far], title="ntm")

    def test_without_a_source_or_on_a_day_to_come_it_is_refused(self):
        with pytest.raises(decisions.SourceMissing):
            self.record(source_title=" ")
        for given in ({"issued": TODAY + timedelta(days=1)}, {"announced_on": DAY - timedelta(days=1)}):
            with pytest.raises(DayImpossible):
                self.record(**given)
        assert not Decision.objects.exists()

    def test_the_same_number_in_a_year_is_refused_and_in_another_year_taken(self):
        self.record(issued=date(2023, 1, 5))
        with pytest.raises(register.NumberTaken):
            self.record(issued=date(2023, 6, 5))
        assert self.record(issued=date(2024, 1, 5)).year == 2024

    def test_gaps_are_shown_and_the_next_number_proposed(self):
        for number in (2, 3, 6, 11):
            self.record(f"{number}/QĐ-UBND", issued=date(2023, 3, number))
        missing = gaps(self.tinh, 2023)
        assert missing == [range(1, 2), range(4, 6), range(7, 11)]
        assert gaps_text(missing) == "1, 4–5, 7–10"
        assert next_number(self.tinh, 2023) == "12/QĐ-UBND"
        assert next_number(self.tinh, 2022, "QĐ-CT") == "1/QĐ-CT"
        assert gaps(self.tinh, 2022) == []

    def test_a_place_has_its_own_decisions_and_those_on_its_territory(self):
        self.record(title="ntm", units=[self.xa])
        self.record("37/QĐ-TTg", issuer="Thủ tướng", is_own=False, title="district_ntm", units=[self.huyen])
        numbers = {
            place.key: [one.number for one in register_of(place, TODAY)]
            for place in (self.tinh, self.huyen, self.xa, self.other_xa, self.far)
        }
        assert sorted(numbers["tinh"]) == sorted(numbers["huyen"]) == ["37/QĐ-TTg", "5/QĐ-UBND"]
        assert numbers["xa"] == ["5/QĐ-UBND"]
        assert numbers["other-xa"] == numbers["far"] == []
        assert list(register_of(self.tinh, DAY - timedelta(days=1))) == []

    def test_it_is_searched_without_accents_and_narrowed(self):
        self.record(title="ntm", units=[self.xa, self.other_xa])
        self.record("6/QĐ-UBND", kind="revocation", title_vi="Thu hồi danh hiệu")
        found = register_of(self.tinh, TODAY)
        assert [one.number for one in narrowed(found, text="thu hoi")] == ["6/QĐ-UBND"]
        assert [one.number for one in narrowed(found, kind="recognition")] == ["5/QĐ-UBND"]
        assert [one.number for one in narrowed(found, title="ntm")] == ["5/QĐ-UBND"]
        assert narrowed(found, year=2000).count() == 0
        assert [(one.units, len(one.titles)) for one in entries(narrowed(found, title="ntm"))] == [(2, 1)]

    def test_sixty_days_to_announce(self):
        assert announce_by(date(2024, 1, 11)) == date(2024, 3, 11)

    def test_a_running_number_that_no_register_reaches_is_refused(self):
        with pytest.raises(register.NumberMisread):
            self.record("99999999999999999999/QĐ-UBND")
