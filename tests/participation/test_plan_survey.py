"""The Front plans a survey, and the households are drawn when it opens."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import Delegation, LogEntry, Post
from openntm.office.roles import Role
from openntm.participation.models import Slip, Survey
from openntm.participation.services import survey_refusals as refusals
from openntm.participation.services.surveys import change_plan, open_survey, plan_survey
from openntm.participation.surveys.sampling import drawn_with_reserve

from .asked import PLAN, SIZES, opened, planned, village

__all__ = ["village"]


def test_a_plan_says_how_many_households_of_each_hamlet_are_asked(village):
    one = planned(village, hamlets=SIZES, percent=Decimal(50), reserve_percent=10)
    assert list(one.hamlets.values_list("name", "sample", "reserve")) == [
        ("Thử", 30, 3),
        ("Dùm", 60, 6),
        ("Tân", 10, 1),
    ]
    entry = LogEntry.objects.latest("number")
    assert (entry.verb, entry.by, entry.place_key) == ("survey.plan", village.mat, village.commune.key)


def test_a_rule_or_a_margin_gives_the_number_too(village):
    old = planned(village, rule="commune-ntm-2021-2025", begins=date(2025, 1, 1), basis="rule", percent=None)
    assert old.hamlets.get().sample == 54  # 70 % of 76
    close = planned(village, basis="margin", percent=None, margin=Decimal(5))
    assert (close.hamlets.get().sample, close.percent) == (64, None)


def test_all_households_are_asked_without_a_reserve(village):
    assert planned(village).hamlets.get().reserve == 0


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"rule": "commune-ntm-2021-2025"}, refusals.RuleNotThen),
        ({"rule": "district-ntm-2021-2025", "begins": date(2024, 1, 1)}, refusals.RuleNotThen),
        ({"rule": "no-such-rule"}, refusals.RuleNotThen),
        ({"basis": "rule"}, refusals.RuleWithoutShare),
        ({"percent": None}, refusals.SizeMissing),
        ({"basis": "margin"}, refusals.MarginMissing),
        ({"hamlets": []}, refusals.HamletsWrong),
        ({"hamlets": [("Thử", 3), (" Thử ", 4)]}, refusals.HamletsWrong),
        ({"hamlets": [("Thử", 0)]}, refusals.HamletsWrong),
        ({"ends": date(2026, 5, 1)}, refusals.SurveyDaysReversed),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(village, more, refusal):
    with pytest.raises(refusal):
        planned(village, **more)
    assert not Survey.objects.exists()


@pytest.mark.parametrize("name", ["an", "be", "binh", "lan", "tham", "dung", "chi"])
def test_only_the_front_plans_and_opens(village, name):
    person = getattr(village, name)
    with pytest.raises(PermissionDenied):
        plan_survey(by=person, place=village.commune, **PLAN)
    one = planned(village)
    with pytest.raises((PermissionDenied, Survey.DoesNotExist)):
        open_survey(by=person, pk=one.pk)


def test_the_officer_who_is_judged_does_not_ask_even_as_the_deputy_of_the_front(village):
    post = Post.objects.get(person=village.mat)
    Delegation.objects.create(
        post=post, deputy=village.an, valid_from=date(2026, 5, 1), valid_to=date(2026, 7, 1), reason="nghỉ phép"
    )
    with pytest.raises(PermissionDenied):
        plan_survey(by=village.an, place=village.commune, **PLAN)
    Post.objects.filter(person=village.an).update(role=Role.FRONT)
    del village.an.__dict__["_rights"]
    assert plan_survey(by=village.an, place=village.commune, **PLAN)


def test_a_plan_may_be_changed_until_the_households_are_drawn(village):
    one = planned(village)
    change_plan(by=village.mat, pk=one.pk, **(PLAN | {"hamlets": SIZES, "percent": Decimal(50)}))
    assert one.hamlets.count() == 3
    open_survey(by=village.mat, pk=one.pk)
    for act in (lambda: change_plan(by=village.mat, pk=one.pk, **PLAN), lambda: open_survey(by=village.mat, pk=one.pk)):
        with pytest.raises(refusals.SurveyRunning):
            act()


def test_the_households_are_drawn_by_a_seed_that_is_kept(village):
    one = opened(village, hamlets=SIZES, percent=Decimal(50), reserve_percent=10)
    for hamlet in one.hamlets.all():
        chosen, reserve = drawn_with_reserve(
            one.seed, hamlet.position, hamlet.households, hamlet.sample, hamlet.reserve
        )
        slips = list(Slip.objects.filter(hamlet=hamlet).values_list("number", "rank", "is_in_use"))
        assert sorted(number for number, rank, used in slips if rank == 0 and used) == sorted(chosen)
        assert [number for number, rank, used in slips if rank and not used] == reserve
    assert one.seed in LogEntry.objects.latest("number").changes


def test_no_code_is_like_another_and_none_can_be_guessed(village):
    one = opened(village)
    tokens = list(Slip.objects.filter(hamlet__survey=one).values_list("token", flat=True))
    assert len(set(tokens)) == 76
    assert {len(token) for token in tokens} == {12}
