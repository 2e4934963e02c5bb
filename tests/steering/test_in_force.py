"""Whether a document is in force on a day, and why: alone, for the list, and in words."""

from datetime import date

import pytest

from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import State, in_force, standing

pytestmark = pytest.mark.postgres  # days are compared by the engine
FIRST, LATER, LAST = date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)
Kind = DirectiveRelation.Kind


def relate(one, kind, other, from_day=None):
    return DirectiveRelation.objects.create(directive=one, kind=kind, other=other, from_day=from_day, verified=True)


def listed(state, on):
    return list(standing(Directive.objects.all(), state, on).values_list("number", flat=True))


def test_a_document_is_in_force_from_its_day_of_issue(document):
    force = in_force(document("1/QĐ", FIRST), FIRST)
    assert (force.state, force.day, force.holds) == (State.IN_FORCE, FIRST, True)


def test_before_its_issue_it_is_not_there(document):
    assert in_force(document("1/QĐ", LATER), FIRST).state == State.NOT_ISSUED


def test_it_waits_for_the_day_on_which_it_takes_effect(document):
    one = document("1/QĐ", FIRST, effective=LATER)
    assert in_force(one, FIRST).reason == "Có hiệu lực từ 01/01/2023"
    assert in_force(one, FIRST).state == State.NOT_YET
    assert in_force(one, LATER).state == State.IN_FORCE
    assert (listed("not_yet", FIRST), listed("not_yet", LATER)) == (["1/QĐ"], [])


def test_it_expires_on_its_own_day(document):
    one = document("1/QĐ", FIRST, expires=LATER)
    assert in_force(one, date(2022, 12, 31)).holds
    assert in_force(one, LATER).reason == "Hết hiệu lực từ 01/01/2023"
    assert (listed("over", LATER), listed("in_force", LATER)) == (["1/QĐ"], [])


@pytest.mark.parametrize(
    ("kind", "state", "word"),
    [(Kind.REPLACES, State.REPLACED, "Được thay thế"), (Kind.REPEALS, State.REPEALED, "Bị bãi bỏ")],
)
def test_another_document_ends_it_from_the_day_on_which_that_one_takes_effect(document, kind, state, word):
    old, new = document("1/QĐ", FIRST), document("2/QĐ", LATER, effective=LAST)
    relate(new, kind, old)
    assert in_force(old, LATER).state == State.IN_FORCE
    force = in_force(old, LAST)
    assert (force.state, force.is_over) == (state, True)
    assert force.reason == f"{word} bởi 2/QĐ từ 01/01/2024"
    assert (listed("over", LATER), listed("over", LAST)) == ([], ["1/QĐ"])


def test_the_day_of_the_relation_counts_before_that_of_its_document(document):
    old, new = document("1/QĐ", FIRST), document("2/QĐ", LATER)
    relate(new, Kind.REPLACES, old, LAST)
    assert in_force(old, LATER).holds
    assert in_force(old, LAST).day == LAST
    assert listed("in_force", LATER) == ["1/QĐ", "2/QĐ"]


def test_what_amends_it_is_named_and_leaves_it_in_force(document):
    old, new = document("1/QĐ", FIRST), document("2/QĐ", LATER)
    relate(new, Kind.AMENDS, old)
    force = in_force(old, LATER)
    assert (force.state, force.holds) == (State.AMENDED, True)
    assert force.reason == "Còn hiệu lực; được 2/QĐ sửa đổi một phần từ 01/01/2023"
    assert in_force(old, FIRST).state == State.IN_FORCE


def test_guidance_and_grounds_change_nothing(document):
    old, new = document("1/QĐ", FIRST), document("2/QĐ", LATER)
    relate(new, Kind.GUIDES, old)
    relate(new, Kind.RESTS_ON, old)
    assert in_force(old, LAST).state == State.IN_FORCE


def test_what_ends_it_first_counts(document):
    old = document("1/QĐ", FIRST, expires=LAST)
    relate(document("2/QĐ", LATER), Kind.REPEALS, old)
    assert in_force(old, LAST).state == State.REPEALED


def test_the_number_of_a_document_that_is_not_public_stays_unsaid(document):
    old, new = document("1/QĐ", FIRST), document("2/MẬT", LATER, is_public=False)
    relate(new, Kind.REPLACES, old)
    assert in_force(old, LATER).reason == "Được thay thế bởi một văn bản không công khai từ 01/01/2023"
