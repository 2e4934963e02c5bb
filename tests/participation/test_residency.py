"""Who votes is checked: by the list of households, or by an adapter that another package brings; never by nobody."""

from types import SimpleNamespace

import pytest
from django.conf import settings as installed
from django.core.exceptions import ImproperlyConfigured

from openntm.participation import residency
from openntm.participation.matters import Basis, Threshold, matters
from openntm.participation.services.poll_refusals import NotAResident
from openntm.participation.services.poll_votes import receive_vote
from openntm.portal import options

from .polling import opened, used, village

__all__ = ["village"]


def brought(monkeypatch, household_of):
    """A package that offers an adapter of its own, as importlib.metadata would find it."""
    point = SimpleNamespace(name="identity", load=lambda: SimpleNamespace(household_of=household_of))
    monkeypatch.setattr(residency, "entry_points", lambda group: [point] if group == "openntm.residency" else [])
    residency.brought.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_brought():
    yield
    residency.brought.cache_clear()


def test_without_an_option_the_list_of_households_is_asked():
    assert installed.RESIDENCY == residency.HOUSEHOLD_LIST


def test_another_package_brings_a_check_of_its_own(village, settings, monkeypatch):
    one = opened(village)
    asked = []

    def household_of(poll, shown):
        asked.append((poll.pk, shown))
        return poll.electors.get(number=5) if shown == "ticket" else None

    brought(monkeypatch, household_of)
    assert residency.known_residencies() == {"household_list", "identity"}
    settings.RESIDENCY = "identity"
    receive_vote(pk=one.pk, shown="ticket", option=0)
    assert (used(one), asked) == ([5], [(one.pk, "ticket")])
    with pytest.raises(NotAResident):
        receive_vote(pk=one.pk, shown="other", option=0)


def test_a_household_of_another_list_is_a_stranger_whatever_the_adapter_says(village, settings, monkeypatch):
    one, other = opened(village), opened(village)
    brought(monkeypatch, lambda _poll, _shown: other.electors.first())
    settings.RESIDENCY = "identity"
    with pytest.raises(NotAResident):
        receive_vote(pk=one.pk, shown="ticket", option=0)


def test_nobody_votes_while_the_check_fails(village, settings, monkeypatch):
    def household_of(_poll, _shown):
        raise ConnectionRefusedError("no service")

    brought(monkeypatch, household_of)
    settings.RESIDENCY = "identity"
    one = opened(village)
    with pytest.raises(ConnectionRefusedError):
        receive_vote(pk=one.pk, shown="ticket", option=0)
    assert used(one) == []


@pytest.mark.parametrize("value", ["", "none", "off", "0", "household_list,identity"])
def test_an_unknown_check_is_refused_at_start_up_and_none_cannot_be_chosen(monkeypatch, value):
    monkeypatch.setenv("OPENNTM_RESIDENCY", value)
    with pytest.raises(ImproperlyConfigured, match=f"OPENNTM_RESIDENCY='{value}': use household_list"):
        options.one_of("RESIDENCY", residency.known_residencies(), residency.HOUSEHOLD_LIST)


def test_each_matter_says_where_the_law_has_it_and_what_was_not_seen():
    assert {key for key, one in matters().items() if one.online.allowed} == {"self_governance", "opinion"}
    with pytest.raises(ValueError, match="verified, or said what was not seen"):
        Basis(basis="Điều 1", verified=False)


@pytest.mark.parametrize(
    ("share", "is_above", "needed"),
    [
        ("1/2", True, {1: 1, 2: 2, 3: 2, 9: 5, 10: 6, 118: 60}),
        ("1/2", False, {1: 1, 2: 1, 3: 2, 10: 5}),
        ("2/3", False, {1: 1, 2: 2, 3: 2, 9: 6, 10: 7, 118: 79}),
    ],
)
def test_a_threshold_is_exact_however_many_households_there_are(share, is_above, needed):
    words = {"vi": "x", "en": "x"}
    one = Threshold(basis="Điều 1", verified=True, share=share, is_above=is_above, says=words)
    assert {households: one.needed(households) for households in needed} == needed
