"""`openntm messages`: whether messages leave by the channels that are switched on, and one to try it."""

from typing import TYPE_CHECKING

import click

from openntm.portal.command import ready

if TYPE_CHECKING:
    from openntm.office.models import Person


@click.group()
def command() -> None:
    """Messages on their way out: what waits and fails by each channel, and one message to try a channel."""
    ready()


@command.command(name="list")
def listing() -> None:
    """Each channel: on or off, how many messages wait, how many of them failed and why."""
    from django.conf import settings
    from django.utils.timezone import localtime

    from openntm.office.channels import known_channels
    from openntm.office.queries import last_failure, ways

    found = {way["channel"]: way for way in ways()}
    for name in sorted(known_channels() | set(found)):
        way = found.get(name, {"waiting": 0, "failed": 0, "last_sent": None})
        last = f"{localtime(way['last_sent']):%Y-%m-%d %H:%M}" if way["last_sent"] else "never"
        is_on = "on" if name in settings.CHANNELS else "off"
        click.echo(f"{name}  {is_on}, {way['waiting']} wait, {way['failed']} of them failed, last sent: {last}")
        if way["failed"]:
            click.echo(f"      {last_failure(name)}")


@command.command(name="try")
@click.argument("name", metavar="CHANNEL")
@click.argument("username")
@click.pass_context
def trial(context: click.Context, name: str, username: str) -> None:
    """Send USERNAME one message by CHANNEL, here and now; exit code 1 if it does not leave."""
    from django.utils import timezone

    from openntm.office.services import try_channel

    delivery = try_channel(person=reached(name, username), name=name, now=timezone.now())
    if delivery.sent_at is None:
        click.echo(f"It did not leave: {delivery.error}", err=True)
        context.exit(1)
    click.echo("It left.")


def reached(name: str, username: str) -> "Person":
    from django.conf import settings

    from openntm.office.channels import reaches
    from openntm.office.models import Person

    if name not in settings.CHANNELS:
        raise click.UsageError(f"{name}: not switched on; OPENNTM_CHANNELS names the channels")
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise click.UsageError(f"{username}: nobody signs in with this name")
    if not reaches(name, person):
        raise click.UsageError(
            f"{username}: gave no address for {name}, or did not choose it on the page of the account"
        )
    return person
