"""What titles pass on after a merge: the rule by itself, and as it is written for Lục Nam."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from hypothesis import given
from hypothesis import strategies as st

from luc_nam import load_luc_nam
from openntm.office.models import LogEntry, Person, Post
from openntm.office.roles import Role
from openntm.places.models import Change, Place
from openntm.places.queries import place_at
from openntm.recognition.carrying import Fate, Merged, carry_over
from openntm.recognition.merge_rules import merge_rule_on
from openntm.recognition.models import TitleEvent, TitleRecord
from openntm.recognition.services.carrying import carry_over_titles

MERGE, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
RULE = merge_rule_on(MERGE)
NTM, ADVANCED = frozenset({"ntm"}), frozenset({"ntm", "advanced"})

units = st.builds(
    Merged,
    name=st.sampled_from("ABCDE"),
    titles=st.frozensets(st.sampled_from(["ntm", "advanced", "model"])),
    is_commune=st.booleans(),
)


def fates(*merged, **rest):
    return {one.title: (one.fate, one.case.number) for one in carry_over(merged, RULE, **rest).passings}


def test_what_all_hold_is_kept():
    assert fates(Merged("A", NTM), Merged("B", NTM)) == {"ntm": (Fate.KEPT, 1)}


def test_what_only_some_hold_is_assessed_anew():
    assert fates(Merged("A", NTM), Merged("B", frozenset())) == {"ntm": (Fate.ANEW, 2)}


def test_of_advanced_and_ntm_the_lower_title_is_kept_and_the_other_reviewed():
    outcome = carry_over([Merged("A", ADVANCED), Merged("B", NTM)], RULE)
    assert {one.title: one.fate for one in outcome.passings} == {"ntm": Fate.KEPT, "advanced": Fate.REVIEWED}
    assert not outcome.verified
    assert "chưa đọc được" in outcome.text_vi


def test_an_advanced_commune_counts_as_one_that_holds_ntm():
    assert fates(Merged("A", frozenset({"advanced"})), Merged("B", NTM))["ntm"] == (Fate.KEPT, 1)


def test_a_township_makes_a_merge_mixed_and_what_it_held_before_is_said():
    town = Merged("thị trấn Phương Sơn", NTM, is_commune=False, until=date(2022, 7, 1))
    outcome = carry_over([town, Merged("xã Chu Điện", NTM)], RULE)
    assert outcome.kept == ()
    assert outcome.must_be_assessed
    assert "khi còn là xã có danh hiệu đạt chuẩn nông thôn mới, đến khi chuyển ngày 01/07/2022" in outcome.text_vi
    assert "as a commune it held NTM, until it changed on 2022-07-01" in outcome.text_en


def test_every_unit_is_named_with_what_it_held():
    outcome = carry_over([Merged("xã A", NTM), Merged("xã B", frozenset())], RULE)
    assert "xã A (đạt chuẩn nông thôn mới); xã B (không giữ danh hiệu nào)" in outcome.text_vi
    assert "5424/BNN-VPĐP" in outcome.text_vi


def test_a_ward_takes_no_commune_title_over():
    assert fates(Merged("A", NTM), Merged("B", NTM), is_commune=False) == {}


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2022, 12, 31), date(2031, 1, 1)])
def test_outside_its_years_the_rule_says_nothing(day):
    outcome = carry_over([Merged("A", NTM), Merged("B", NTM)], merge_rule_on(day))
    assert outcome.passings == ()
    assert "Chưa tìm thấy quy định" in outcome.text_vi


@given(st.lists(units, min_size=1, max_size=5))
def test_a_kept_title_was_held_by_all(merged):
    for one in carry_over(merged, RULE).kept:
        assert all(one.title in unit.holds for unit in merged)


@given(st.lists(units, min_size=1, max_size=5).flatmap(lambda row: st.tuples(st.just(row), st.permutations(row))))
def test_the_order_of_the_units_does_not_matter(pair):
    assert carry_over(pair[0], RULE) == carry_over(pair[1], RULE)


@given(st.lists(units, min_size=1, max_size=5))
def test_every_title_that_somebody_held_has_its_fate(merged):
    outcome = carry_over(merged, RULE)
    assert {one.title for one in outcome.passings} == {title for unit in merged for title in unit.holds}


@pytest.mark.postgres
class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def new(self, code):
        return place_at(code, MERGE).place

    def change(self, code):
        return Change.objects.get(key__startswith=f"2025-07-01-{code}")

    def test_seven_new_communes_keep_ntm_by_rule_without_a_decision(self):
        records = TitleRecord.objects.filter(from_day=MERGE)
        assert records.count() == 7
        assert {(one.rule, one.decision, one.confidence) for one in records} == {
            ("5424/BNN-VPĐP, trường hợp 1", None, "by rule")
        }
        assert all(one.is_by_rule_alone for one in records)

    def test_a_record_that_rests_on_unverified_ones_is_not_verified(self):
        verified = TitleRecord.objects.filter(from_day=MERGE, verified=True)
        assert {one.place for one in verified} == {self.new("07489"), self.new("07492")}

    def test_the_commune_with_two_townships_holds_nothing(self):
        assert not TitleRecord.objects.filter(place=self.new("07444")).exists()

    def test_old_records_end_on_the_day_of_the_merge(self):
        old = TitleRecord.objects.get(place=place_at("07453", BEFORE).place)
        assert old.to_day == MERGE
        event = old.events.get()
        assert (event.kind, event.day, event.change) == ("superseded", MERGE, self.change("07450"))
        assert "xã Đông Phú mới" in event.why_vi

    def test_the_district_s_title_ends_with_its_level(self):
        record = TitleRecord.objects.get(title="district_ntm")
        assert record.to_day == MERGE
        assert "Cấp huyện kết thúc" in record.events.get().why_vi

    def test_titles_of_hamlets_go_on(self):
        assert not TitleRecord.objects.filter(title="model_hamlet", to_day__isnull=False).exists()

    def test_a_commune_that_stays_and_takes_in_a_titled_one_keeps_its_title(self):
        assert not TitleEvent.objects.filter(kind="review_opened").exists()
        taken = TitleRecord.objects.get(place=Place.objects.get(key="07516-vu-xa-2011"))
        assert taken.to_day == date(2025, 1, 1)
        assert "vẫn giữ danh hiệu này" in taken.events.get().why_vi
        assert taken.events.get().verified is False

    def test_a_commune_that_stays_is_put_under_review_when_it_takes_in_one_without_the_title(self):
        change = Change.objects.get(key="2025-01-01-vu-xa")
        TitleEvent.objects.filter(change=change).delete()
        TitleRecord.objects.filter(place__key="07516-vu-xa-2011").delete()
        assert carry_over_titles(by=None, change=change).written == 1
        event = TitleEvent.objects.get(change=change)
        assert (event.kind, event.record.place.key) == ("review_opened", "07513-bac-lung-2011")
        assert event.record.is_held_on(date(2025, 1, 2))
        assert carry_over_titles(by=None, change=change).written == 0

    def test_doing_it_again_changes_nothing(self):
        before = TitleEvent.objects.count(), TitleRecord.objects.count(), LogEntry.objects.count()
        assert carry_over_titles(by=None, change=self.change("07450")).written == 0
        assert (TitleEvent.objects.count(), TitleRecord.objects.count(), LogEntry.objects.count()) == before

    def test_the_log_says_so(self):
        entry = LogEntry.objects.filter(verb="title.carry_over", subject_key=self.change("07450").key).get()
        assert "ntm 2025-07-01" in entry.changes

    def test_a_person_needs_the_right_to_record_decisions_there(self):
        somebody = Person.objects.create_user("xa", password="x")
        Post.objects.create(
            person=somebody, place=self.new("07450"), role=Role.COMMUNE_OFFICER, valid_from=date(2025, 7, 1)
        )
        with pytest.raises(PermissionDenied):
            carry_over_titles(by=somebody, change=self.change("07450"))
