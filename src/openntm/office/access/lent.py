"""Posts that others have lent to a person for some days: the deputy acts on behalf of the holder."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.models import Delegation, Person, Post


def lent_to(person: Person | AnonymousUser, on: date) -> QuerySet[Post]:
    """Only while the holder could use the post: an ended post or a deactivated holder lends nothing."""
    if not isinstance(person, Person) or not person.is_active:
        return Post.objects.none()
    lent = Delegation.objects.filter(deputy=person, valid_from__lte=on, valid_to__gt=on)
    posts = list(lent.order_by().values_list("post", flat=True))
    if not posts:  # of nearly everybody, and every page asks
        return Post.objects.none()
    held = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return Post.objects.filter(held, pk__in=posts, person__is_active=True).select_related("place", "person")
