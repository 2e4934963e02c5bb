"""A post lent between two days: by its holder alone, to a colleague, never on; the deputy may what the holder may."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from openntm.office.access import acting_for, may, posts_for, today
from openntm.office.models import Delegation, LogEntry, Person, Post
from openntm.office.roles import MAY, Action, Role
from openntm.office.services import (
    DelegationOver,
    LentToYourself,
    NoColleague,
    OutsideThePost,
    PostLent,
    end_delegation,
    lend_post,
)
from openntm.places.models import Place, PlaceVersion

from .conftest import AFTER, START

DAYS = {"valid_from": AFTER, "valid_to": AFTER + timedelta(days=5)}


@pytest.fixture
def lan(land, somebody):
    return somebody("lan", Role.LEADER, land.tinh)


@pytest.fixture
def binh(land, somebody):
    return somebody("binh", Role.OFFICE, land.tinh)


def lend(lan, binh, **more):
    given = {"by": lan, "post": lan.posts.get().pk, "deputy": binh, "reason": "Nghỉ phép", "on": AFTER, **DAYS}
    return lend_post(**{**given, **more})


def fresh(person):
    return Person.objects.get(pk=person.pk)


def test_a_lent_post_lets_the_deputy_act_on_behalf_and_the_log_says_so(land, lan, binh):
    lend(lan, binh)
    assert may(fresh(binh), Action.SIGN_DECISIONS, land.c, AFTER)
    assert acting_for(fresh(binh), Action.SIGN_DECISIONS, land.c, AFTER) == lan
    assert acting_for(fresh(binh), Action.GIVE_TASKS, land.c, AFTER) is None  # their own post allows it
    entry = LogEntry.objects.get(verb="delegation.lend")
    assert (entry.by, entry.place_key, entry.changed["deputy"]) == (lan, "tinh", [None, str(binh.pk)])
    assert entry.particulars.reason == "Nghỉ phép"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"valid_to": AFTER}, OutsideThePost),
        ({"valid_from": AFTER - timedelta(days=1)}, OutsideThePost),  # nothing is lent for days that are past
        ({"valid_to": date(2026, 3, 1)}, OutsideThePost),  # the post ends before
    ],
)
def test_days_that_are_no_days_of_the_post_are_refused(lan, binh, more, error):
    Post.objects.filter(person=lan).update(valid_to=date(2026, 2, 1))
    with pytest.raises(error):
        lend(lan, binh, **more)


def test_a_post_is_lent_to_one_colleague_at_a_time(land, lan, binh, somebody):
    with pytest.raises(LentToYourself):
        lend(lan, lan)
    for stranger in (somebody("east", Role.OFFICE, land.east), somebody("free")):
        with pytest.raises(NoColleague):
            lend(lan, stranger)
    lend(lan, binh)
    with pytest.raises(PostLent):
        lend(lan, somebody("chi", Role.OFFICE, land.tinh), valid_from=AFTER + timedelta(days=4))


def test_who_cannot_sign_in_is_no_deputy(lan, binh):
    Person.objects.filter(pk=binh.pk).update(is_active=False)
    with pytest.raises(NoColleague):
        lend(lan, binh)


def test_a_lent_post_is_not_lent_on(land, lan, binh, somebody):
    lend(lan, binh)
    with pytest.raises(Post.DoesNotExist):
        lend(fresh(binh), somebody("chi", Role.OFFICE, land.tinh), post=lan.posts.get().pk)


def test_a_delegation_is_ended_early_by_the_holder_alone(land, lan, binh):
    given = lend(lan, binh)
    with pytest.raises(Delegation.DoesNotExist):
        end_delegation(by=binh, pk=given.pk, on=AFTER)
    end_delegation(by=lan, pk=given.pk, on=AFTER + timedelta(days=2))
    last = AFTER + timedelta(days=1)
    assert may(fresh(binh), Action.SIGN_DECISIONS, land.c, last)
    assert not may(fresh(binh), Action.SIGN_DECISIONS, land.c, AFTER + timedelta(days=2))
    assert LogEntry.objects.get(verb="delegation.end").changed["valid_to"] == ["2026-01-06", "2026-01-03"]
    with pytest.raises(DelegationOver):
        end_delegation(by=lan, pk=given.pk, on=AFTER + timedelta(days=2))


def test_a_holder_who_may_nothing_lends_nothing(land, lan, binh):
    lend(lan, binh)
    Person.objects.filter(pk=lan.pk).update(is_active=False)
    assert not posts_for(fresh(binh), Action.SIGN_DECISIONS, land.c, AFTER)


class Deputies(TestCase):
    """Whatever the role and the days: between them exactly what the holder may, before and after nothing."""

    @classmethod
    def setUpTestData(cls):
        cls.place, cls.beside = (Place.objects.create(key=key) for key in ("here", "beside"))
        for place, code in ((cls.place, "1"), (cls.beside, "2")):
            PlaceVersion.objects.create(place=place, code=code, name=code, kind="xa", valid_from=START)
        cls.holder = Person.objects.create(username="holder")
        cls.deputy = Person.objects.create(username="deputy")

    @settings(max_examples=15)
    @given(
        role=st.sampled_from(Role),
        start=st.integers(0, 20),
        length=st.integers(1, 20),
        day=st.integers(-2, 45),
        ended=st.none() | st.integers(0, 45),
    )
    def test_a_deputy_may_exactly_what_the_holder_may_between_the_days(self, role, start, length, day, ended):
        end = AFTER + timedelta(days=ended) if ended is not None else None
        Post.objects.create(person=self.holder, place=self.place, role=role, valid_from=AFTER, valid_to=end)
        first = AFTER + timedelta(days=start)
        last, on = first + timedelta(days=length), AFTER + timedelta(days=day)
        post = self.holder.posts.get()
        Delegation.objects.create(post=post, deputy=self.deputy, valid_from=first, valid_to=last, reason="x")
        holder, deputy = fresh(self.holder), fresh(self.deputy)
        held = on >= AFTER and (end is None or on < end)
        for action, place in product(Action, (self.place, self.beside)):
            allowed = may(holder, action, place, on)
            assert allowed == (held and place == self.place and action in MAY[role])
            assert may(deputy, action, place, on) == (allowed and first <= on < last)


def test_the_page_lends_shows_and_ends(client, land, somebody):
    lan, binh = somebody("lan", Role.LEADER, land.n), somebody("binh", Role.OFFICE, land.n)
    client.force_login(lan)
    assert "lãnh đạo, xã N" in client.get("/account/delegations/").content.decode()
    here = f"/account/delegations/lend/{lan.posts.get().pk}/"
    form = {"deputy": binh.pk, "valid_from": today().isoformat(), "reason": "Nghỉ phép"}
    assert client.post(here, {**form, "valid_to": today().isoformat()}).status_code == 422
    form["valid_to"] = (today() + timedelta(days=3)).isoformat()
    assert client.post(here, form).status_code == 302
    assert client.post(here, form).status_code == 422  # lent already
    assert "Nghỉ phép" in client.get("/account/delegations/").content.decode()
    given = Delegation.objects.get()
    client.force_login(binh)
    assert "Thay mặt Lan: lãnh đạo, xã N" in client.get("/account/").content.decode()
    assert client.get(here).status_code == client.get(f"/account/delegations/{given.pk}/end/").status_code == 404
    client.force_login(lan)
    assert client.get(f"/account/delegations/{given.pk}/end/").status_code == 200
    client.post(f"/account/delegations/{given.pk}/end/")
    client.force_login(binh)
    assert "Thay mặt Lan" not in client.get("/account/").content.decode()
