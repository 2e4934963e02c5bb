"""Who held which title on a day, counted from the records of Lục Nam."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from luc_nam import load_luc_nam
from openntm.places.models import Kind
from openntm.places.queries import place_at, territory
from openntm.portal.public_facts import load_facts
from openntm.recognition.models import Decision, TitleEvent, TitleRecord
from openntm.recognition.queries import named_hamlets_on, possible_on, timeline, titles_on
from openntm.recognition.services import load_titles

DISTRICT_DAY = date(2023, 12, 31)


class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.district = place_at("218", DISTRICT_DAY).place

    def communes(self, on):
        return [unit.place_id for unit in territory(self.district, on) if unit.kind == Kind.XA]

    def holders(self, on, title="ntm"):
        return sum(title in held for held in titles_on(self.communes(on), on).values())

    def test_eleven_of_twenty_five_communes_held_ntm_at_the_end_of_2019(self):
        on = date(2019, 12, 31)
        assert (self.holders(on), len(self.communes(on))) == (11, 25)

    def test_thirteen_of_twenty_four_communes_held_ntm_at_the_end_of_2020(self):
        on = date(2020, 12, 31)
        assert (self.holders(on), len(self.communes(on))) == (13, 24)

    def test_all_twenty_three_communes_held_ntm_at_the_end_of_2023(self):
        assert (self.holders(DISTRICT_DAY), len(self.communes(DISTRICT_DAY))) == (23, 23)

    def test_a_commune_that_became_a_township_is_no_longer_counted(self):
        town = place_at("07477", DISTRICT_DAY)
        assert town.kind == Kind.THI_TRAN
        assert "ntm" in titles_on([town.place_id], DISTRICT_DAY)[town.place_id]
        assert town.place_id not in self.communes(DISTRICT_DAY)

    def test_a_merged_commune_keeps_a_title_that_all_before_it_held(self):
        on = date(2025, 12, 31)
        assert (self.holders(on), len(self.communes(on))) == (7, 8)

    def test_a_commune_made_with_townships_is_assessed_anew(self):
        new = place_at("07444", date(2025, 7, 1)).place_id
        assert titles_on([new], date(2025, 12, 31)) == {new: {}}

    def test_a_ward_is_no_longer_counted(self):
        on = date(2026, 8, 5)
        assert (self.holders(on), len(self.communes(on))) == (7, 7)

    def test_old_records_end_with_the_merge_and_stay_in_the_timeline(self):
        old = place_at("07453", DISTRICT_DAY).place
        assert "ntm" in titles_on([old], date(2025, 6, 30))[old.pk]
        assert "ntm" not in titles_on([old], date(2025, 7, 1))[old.pk]
        record = timeline([old], date(2025, 12, 31)).get()
        assert [event.kind for event in record.happened] == ["superseded"]

    def test_a_record_whose_year_is_not_known_counts_from_the_last_day_that_is_possible(self):
        on = date(2021, 6, 30)
        assert self.holders(on) == 13
        assert possible_on(self.communes(on), "ntm", on) == 7

    def test_the_four_hardest_communes_were_recognised_in_2023(self):
        hardest = [place_at(code, DISTRICT_DAY).place_id for code in ("07489", "07492", "07507", "07510")]
        records = [held["ntm"] for held in titles_on(hardest, DISTRICT_DAY).values()]
        assert [(record.for_year, record.verified) for record in records] == [(2023, True)] * 4

    def test_what_was_reckoned_from_other_facts_is_not_called_verified(self):
        derived = TitleRecord.objects.filter(confidence="derived")
        assert derived.exists()
        assert not derived.filter(verified=True).exists()

    def test_the_district_holds_its_title_from_the_day_of_the_decision(self):
        assert "district_ntm" not in titles_on([self.district], date(2024, 1, 10))[self.district.pk]
        record = titles_on([self.district], date(2024, 1, 11))[self.district.pk]["district_ntm"]
        assert record.decision.number == "37/QĐ-TTg"

    def test_four_model_hamlets_are_known_by_name(self):
        names = [record.holder for record in named_hamlets_on(self.communes(DISTRICT_DAY), DISTRICT_DAY)]
        assert sorted(names) == ["Giáp Sơn", "Long Lanh", "Muối", "Xuân Phú"]

    def test_a_timeline_ends_on_its_day(self):
        bac_lung = place_at("07513", DISTRICT_DAY).place_id
        assert [record.title for record in timeline([bac_lung], date(2018, 1, 1))] == ["ntm"]
        assert [record.title for record in timeline([bac_lung], DISTRICT_DAY)] == ["ntm", "model_hamlet"]

    def test_a_revoked_title_is_not_held(self):
        place = place_at("07513", DISTRICT_DAY).place
        TitleRecord.objects.filter(place=place, title="ntm").update(to_day=DISTRICT_DAY)
        assert "ntm" not in titles_on([place], DISTRICT_DAY)[place.pk]
        assert "ntm" in titles_on([place], date(2023, 12, 30))[place.pk]

    def test_a_title_under_review_is_still_held(self):
        place = place_at("07513", DISTRICT_DAY).place
        record = TitleRecord.objects.get(place=place, title="ntm")
        TitleEvent.objects.create(record=record, kind="review_opened", day=DISTRICT_DAY, at=timezone.now())
        assert "ntm" in titles_on([place], DISTRICT_DAY)[place.pk]

    def test_loading_the_facts_again_changes_nothing(self):
        assert not any(load_facts().values())

    def test_a_decision_of_an_office_with_the_number_of_a_known_one_is_left_alone(self):
        known = Decision.objects.get(number="37/QĐ-TTg")
        place = place_at("218", DISTRICT_DAY).place
        own = Decision.objects.create(
            number=known.number, issued=known.issued, issuer="UBND", place=place, kind=known.kind, title_vi="Khác"
        )
        assert not any(load_facts().values())
        own.refresh_from_db()
        assert own.title_vi == "Khác"

    def test_a_title_that_ends_before_it_begins_is_refused_by_the_database(self):
        record = TitleRecord.objects.first()
        record.to_day = record.from_day
        with pytest.raises(IntegrityError), transaction.atomic():
            record.save()

    def test_an_unknown_title_is_refused(self):
        known = TitleRecord.objects.filter(title="ntm").first()
        names = ("place", "holder", "earliest", "from_day", "from_text_vi", "from_text_en", "source_title")
        row = {name: getattr(known, name) for name in names}
        with pytest.raises(ValidationError):
            load_titles([row | {"title": "excellent"}])

    def test_a_record_is_read_by_its_title_and_day(self):
        assert str(TitleRecord.objects.get(title="district_ntm")) == "district_ntm 2024-01-11"
