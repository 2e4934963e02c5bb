"""Delegations: a post of one's own, lent to a colleague between two days; never lent on."""

from datetime import date
from unicodedata import normalize

from django.db import transaction

from openntm.office.access import posts_on
from openntm.office.access.colleagues import colleagues_of
from openntm.office.log import record, row
from openntm.office.models import Delegation, Person, Post

FIELDS = ("deputy", "role", "valid_from", "valid_to")


class LentToYourself(Exception):
    """The deputy is another person than the holder."""


class NoColleague(Exception):
    """The deputy must be active and hold a post at the same place."""


class OutsideThePost(Exception):
    """The days lie within those of the post, are not past, and are at least one."""


class PostLent(Exception):
    """The post is lent to somebody on some of these days already."""


class DelegationOver(Exception):
    """A delegation that ended cannot be ended again."""


@transaction.atomic
def lend_post(
    *, by: Person, post: int, deputy: Person, valid_from: date, valid_to: date, reason: str, on: date
) -> Delegation:
    """`valid_to` is the first day without it. Only a post of one's own: what was lent cannot be lent on."""
    own = Post.objects.select_related("place").select_for_update(of=("self",))
    lent = own.get(pk=posts_on(by, on).get(pk=post).pk)
    if deputy == by:
        raise LentToYourself
    if not colleagues_of(lent, on).filter(pk=deputy.pk).exists():
        raise NoColleague
    if not max(on, lent.valid_from) <= valid_from < valid_to or (lent.valid_to and valid_to > lent.valid_to):
        raise OutsideThePost
    if lent.delegations.filter(valid_from__lt=valid_to, valid_to__gt=valid_from).exists():
        raise PostLent
    given = {"deputy": deputy, "valid_from": valid_from, "valid_to": valid_to, "reason": normalize("NFC", reason)}
    delegation = Delegation.objects.create(post=lent, **given)
    after = told(delegation)
    record(by, "delegation.lend", delegation, after=after, place=lent.place, reason=delegation.reason)
    return delegation


@transaction.atomic
def end_delegation(*, by: Person, pk: int, on: date) -> Delegation:
    """From today on; one that has not begun never begins."""
    mine = Delegation.objects.select_related("post__place").select_for_update(of=("self",))
    delegation = mine.get(pk=pk, post__person=by)
    if delegation.valid_to <= on:
        raise DelegationOver
    before = told(delegation)
    delegation.valid_to = max(on, delegation.valid_from)
    if delegation.valid_to == before["valid_to"]:
        raise DelegationOver
    delegation.save(update_fields=["valid_to"])
    place = delegation.post.place
    record(by, "delegation.end", delegation, before=before, after=told(delegation), place=place)
    return delegation


def told(delegation: Delegation) -> dict[str, object]:
    return {**row(delegation, ["deputy", "valid_from", "valid_to"]), "role": delegation.post.role}
