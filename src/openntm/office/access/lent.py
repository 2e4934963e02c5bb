"""Posts that others have lent to a person for some days: the deputy acts on behalf of the holder."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.models import Person, Post


def lent_to(person: Person | AnonymousUser, on: date) -> QuerySet[Post]:
    """Only while the holder could use the post: an ended post or a deactivated holder lends nothing."""
    if not isinstance(person, Person) or not person.is_active:
        return Post.objects.none()
    days = Q(delegations__valid_from__lte=on, delegations__valid_to__gt=on, delegations__deputy=person)
    held = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return Post.objects.filter(days, held, person__is_active=True).select_related("place", "person").distinct()
