"""Role × place × action, walked in full."""

from datetime import date
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from openntm.office.access import may, may_anywhere, places_of
from openntm.office.models import Person, Post
from openntm.office.roles import MAY, Action, Role

from .conftest import AFTER, BEFORE, MERGE

# Where the post is, the day, the places that it reaches; every other place is beyond it.
REACH = [
    ("a", BEFORE, {"a", "h"}),
    ("a", AFTER, {"a", "h"}),
    ("east", BEFORE, {"east", "a", "b", "h"}),
    ("east", AFTER, {"east", "a", "b", "h", "n"}),
    ("west", AFTER, {"west", "c"}),
    ("tinh", BEFORE, {"tinh", "east", "west", "a", "b", "c", "h"}),
    ("tinh", AFTER, {"tinh", "east", "west", "a", "b", "c", "h", "n"}),
    ("n", AFTER, {"n", "a", "b", "h"}),
]


@pytest.mark.parametrize(("post", "on", "reached"), REACH, ids=[f"{post}-{on.year}" for post, on, _ in REACH])
def test_a_role_does_what_the_table_says_where_its_post_reaches_and_nothing_elsewhere(
    land, somebody, post, on, reached
):
    for role in Role:
        person = somebody(role.value.replace("_", "-"), role, getattr(land, post))
        for (name, place), action in product(vars(land).items(), Action):
            assert may(person, action, place, on) == (name in reached and action in MAY[role]), (role, name, action)


OUTSIDE = {Role.PRODUCER, Role.SUPERVISOR, Role.DIGITAL_TEAM}


@pytest.mark.parametrize("role", [role for role in Role if role not in OUTSIDE])
def test_every_office_reads_what_it_reaches(role):
    assert Action.READ_FIGURES in MAY[role]


def test_who_is_of_no_office_reads_no_figures_of_the_commune():
    assert MAY[Role.PRODUCER] == {Action.KEEP_DIARY, Action.APPLY_SUPPORT}
    assert MAY[Role.SUPERVISOR] == {Action.SUPERVISE_WORKS}
    assert MAY[Role.DIGITAL_TEAM] == {Action.RECORD_SESSIONS}


def test_every_action_is_allowed_to_some_role_and_none_is_allowed_to_all_but_reading():
    for action in Action:
        holders = {role for role in Role if action in MAY[role]}
        assert holders
        assert action is Action.READ_FIGURES or holders != set(Role)


def test_a_stranger_and_a_person_without_a_post_may_nothing(land, somebody):
    for person in (AnonymousUser(), somebody("dung")):
        assert not any(may(person, action, place, BEFORE) for action in Action for place in vars(land).values())
        assert not places_of(person, BEFORE).exists()


def test_a_superuser_flag_gives_no_rights(land):
    person = Person.objects.create_superuser("root", display_name="Root", password="x")
    assert not may(person, Action.READ_FIGURES, land.a, BEFORE)


def test_a_deactivated_person_may_nothing(land, somebody):
    person = somebody("an", Role.OFFICE, land.east)
    person.is_active = False
    assert not may(person, Action.READ_FIGURES, land.a, BEFORE)


def test_a_post_holds_from_its_first_day_until_the_day_before_its_end(land, somebody):
    person = somebody("an", Role.LEADER, land.a, date(2020, 1, 1), date(2021, 1, 1))
    days = {day: may(person, Action.EXPORT, land.a, date.fromisoformat(day)) for day in DAYS}
    assert list(days.values()) == [False, True, True, False]


DAYS = ["2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01"]


def test_two_posts_do_not_lend_each_other_their_places(land, somebody):
    person = somebody("an", Role.LEADER, land.east)
    Post.objects.create(person=person, place=land.c, role=Role.COMMUNE_OFFICER, valid_from=BEFORE)
    assert may(person, Action.ENTER_FIGURES, land.c, BEFORE)
    assert not may(person, Action.ENTER_FIGURES, land.a, BEFORE)
    assert may_anywhere(person, Action.ENTER_FIGURES, BEFORE)


def test_a_unit_that_moved_belongs_to_its_new_superior_alone(land, somebody):
    """c left the district for the province on the day of the merge, without ending."""
    office = somebody("binh", Role.OFFICE, land.west, valid_to=None)
    beside = somebody("chi", Role.OFFICE, land.east)
    assert may(office, Action.CHECK_FIGURES, land.c, AFTER)  # heir of the district that ended
    assert not may(beside, Action.CHECK_FIGURES, land.c, AFTER)


def test_rights_are_asked_with_a_fixed_number_of_queries(land, somebody, django_assert_max_num_queries):
    person = somebody("an", Role.OFFICE, land.tinh)
    with django_assert_max_num_queries(12):
        for place in vars(land).values():
            may(person, Action.READ_FIGURES, place, MERGE)


def test_one_request_asks_once_for_a_person_s_posts_whatever_it_asks_of_them(
    land, somebody, django_assert_max_num_queries
):
    person = somebody("an", Role.OFFICE, land.tinh)
    with django_assert_max_num_queries(12):
        for action, place in product(Action, vars(land).values()):
            may(person, action, place, MERGE)
            may_anywhere(person, action, MERGE)


def test_the_next_request_sees_what_became_of_a_post_and_another_person_never_gets_it(land, somebody):
    person, other = somebody("an", Role.OFFICE, land.east), somebody("be", Role.LEADER, land.c)
    assert may(person, Action.CHECK_FIGURES, land.a, BEFORE)
    assert not may(other, Action.CHECK_FIGURES, land.a, BEFORE)
    assert may(person, Action.CHECK_FIGURES, land.a, BEFORE)
    person.is_active = False
    assert not may(person, Action.CHECK_FIGURES, land.a, BEFORE)
    Post.objects.filter(person=person).update(valid_to=BEFORE)
    assert not may(Person.objects.get(pk=person.pk), Action.CHECK_FIGURES, land.a, BEFORE)
