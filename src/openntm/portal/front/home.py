"""Where somebody begins who has signed in: at the work of their own post."""

from django.urls import reverse

from openntm.office.access import rights_on, today
from openntm.office.models import Person
from openntm.office.roles import Role
from openntm.places.queries import versions_of
from openntm.produce.access.writing import producers_written_by
from openntm.reports.first import first_address


def home_of(person: Person) -> str | None:
    """Of the first post whose unit stands today; without one the first page of all."""
    posts = rights_on(person, today())
    standing = versions_of({post.place_id for post in posts}, today())
    for post in posts:
        if post.role == Role.SUPERVISOR:
            return reverse("field")
        if unit := standing.get(post.place_id):
            keeps = post.role == Role.PRODUCER and producers_written_by(person).exists()
            page = "produce:diary" if keeps else "reports:overview"
            return reverse(page, args=[unit.code, today().isoformat()])
    return first_address()
