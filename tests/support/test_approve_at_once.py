"""Twenty approve in the same moment: exactly as many succeed as the budget, the cap, the quota and the thing allow."""

from decimal import Decimal

import pytest

from openntm.support.models import Call, Ceiling, Grant, Line
from openntm.support.queries.money import granted_under
from openntm.support.services import refused
from openntm.support.services.grants import pay_advance, pay_grant
from openntm.support.services.schemes import set_budget
from orchard import make_orchard
from recognition.at_once import in_threads, shared_database

from .granting import DAY, a_call, a_scheme, accepted, appraised, approve, granted

__all__ = ["shared_database"]
pytestmark = pytest.mark.postgres
TWENTY = range(20)


@pytest.fixture
def orchard(transactional_db):
    return make_orchard()


def at_once(orchard, ones):
    """What failed, and what stands then: the number of grants, what is taken, and the sum of all lines."""

    def one_list(number, one):
        approve(orchard, one.call, one, number=f"{number}/QĐ")

    def look():
        taken = {one.of: one.taken for one in Ceiling.objects.all()}
        return Grant.objects.count(), taken, sum(Line.objects.values_list("amount", flat=True))

    failed = in_threads(one_list, *enumerate(ones))
    return failed, *shown(look)


@pytest.mark.slow  # twenty connections, on a database that is emptied afterwards
@pytest.mark.parametrize(
    ("terms", "of", "most"),
    [
        ({"budget": 750_000_000}, "budget", 700_000_000),
        ({"cap_all": 750_000_000}, "all", 700_000_000),
        ({"quota": Decimal("7.5")}, "quota", 7),
        ({"cap_each": 750_000_000}, "each", 700_000_000),
    ],
)
def test_of_twenty_lists_as_many_are_approved_as_fit(orchard, request, terms, of, most):
    call = a_call(orchard, **terms)
    ones = [appraised(orchard, call, thing=f"Đường số {n}") for n in TWENTY]
    request.getfixturevalue("shared_database")
    failed, count, taken, total = at_once(orchard, ones)
    assert {type(error) for error in failed} == {refused.CeilingPassed}
    assert (len(failed), count, taken[of], total) == (13, 7, most, 0)


@pytest.mark.slow  # as above
def test_a_budget_that_is_set_in_the_same_moment_is_never_passed(orchard, request):
    call = a_call(orchard)
    ones = [appraised(orchard, call, thing=f"Đường số {n}") for n in TWENTY]
    request.getfixturevalue("shared_database")

    def act(number, one):
        if one is None:
            set_budget(by=orchard.binh, call=call, budget=750_000_000, reason="Dự toán giao")
        else:
            approve(orchard, one.call, one, number=f"{number}/QĐ")

    failed = in_threads(act, *enumerate([*ones[:10], None, *ones[10:]]))
    assert {type(error) for error in failed} <= {refused.CeilingPassed, refused.BudgetTaken}
    held = shown(lambda: (Call.objects.get(pk=call.pk).budget, granted_under(call)))
    assert held == (None, 2_000_000_000) or (held[0] == 750_000_000 and held[1] == 700_000_000)


@pytest.mark.slow  # as above
def test_of_twenty_schemes_one_supports_the_same_thing(orchard, request):
    calls = [a_call(orchard, a_scheme(orchard, f"duong-{n}")) for n in TWENTY]
    ones = [appraised(orchard, call) for call in calls]
    request.getfixturevalue("shared_database")
    failed, count, _, total = at_once(orchard, ones)
    assert {type(error) for error in failed} <= {refused.SupportedAlready, refused.ClauseNotMet}
    assert (len(failed), count, total) == (19, 1, 0)


def shown(look):
    """What another connection sees once all are done."""
    found = []
    in_threads(lambda: found.append(look()), ())
    return found[0]


@pytest.mark.slow  # as above
def test_a_grant_is_paid_once_and_advances_never_pass_it(orchard, request):
    paid = accepted(orchard, granted(orchard))
    other = granted(orchard, paid.application.call, number="11/QĐ-UBND", thing="Đường khác")
    request.getfixturevalue("shared_database")
    pay = {"by": orchard.binh, "day": DAY}
    failed = in_threads(lambda n: pay_grant(**pay, pk=paid.pk, document=f"UNC {n}"), *((n,) for n in range(5)))
    assert [type(error) for error in failed] == [refused.StepNotOpen] * 4
    give = {"pk": other.pk, "amount": 30_000_000}
    failed = in_threads(lambda n: pay_advance(**pay, **give, document=f"TU {n}"), *((n,) for n in range(5)))
    assert [type(error) for error in failed] == [refused.TooMuch] * 2
    look = Grant.objects.order_by("pk").values_list("paid", "advance", "committed")
    assert shown(lambda: list(look)) == [(100_000_000, 0, 0), (0, 90_000_000, 10_000_000)]
