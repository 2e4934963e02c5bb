"""`openntm people`: the first administrator, and who has an account."""

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from openntm.portal.command import ready

if TYPE_CHECKING:
    from openntm.places.models import PlaceVersion

ROLES = ["commune_officer", "office", "appraiser", "leader", "administrator"]


@click.group()
def command() -> None:
    """People and their posts: give the first accounts, list them. The rest is done on the page of people."""
    ready()


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's full name.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--place", "code", required=True, help="Code of the place of the post.")
@click.option(
    "--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help="First day of the post; today if left out."
)
@click.option("--email", default="")
def add(username: str, name: str, role: str, code: str, valid_from: datetime | None, email: str) -> None:
    """Give USERNAME an account and a post; a password is made and printed once."""
    from django.db import transaction

    from openntm.office.access import today
    from openntm.office.roles import Role
    from openntm.office.services import PersonKnown, add_person, give_post

    password, day = secrets.token_urlsafe(12), valid_from.date() if valid_from else today()
    place = place_with(code, today())
    try:
        with transaction.atomic():
            person = add_person(by=None, username=username, display_name=name, password=password, email=email)
            give_post(by=None, person=person, place=place.place, role=Role(role), valid_from=day, on=today())
    except PersonKnown:
        raise click.UsageError(f"{username}: somebody already signs in with this name") from None
    click.echo(f"{username}: {role}, {place.full_name}, from {day}\nPassword, shown once: {password}")


@command.command(name="list")
def listing() -> None:
    """Everybody with their posts."""
    from openntm.office.models import Person

    for person in Person.objects.order_by("username").prefetch_related("posts__place"):
        click.echo(f"{person.username}  {person.display_name}{'' if person.is_active else '  (deactivated)'}")
        for post in person.posts.all():
            click.echo(f"      {post.role}  {post.place}  {post.valid_from} – {post.valid_to or ''}")


def place_with(code: str, on: date) -> "PlaceVersion":
    """The unit that bears the code today, else the last that bore it."""
    from openntm.places.queries import PlaceNotFound, place_at

    try:
        return place_at(code, on)
    except PlaceNotFound as missing:
        if missing.nearest:
            return missing.nearest[-1]
        raise click.UsageError(f"--place {code}: no unit ever had this code; load the places first") from None
