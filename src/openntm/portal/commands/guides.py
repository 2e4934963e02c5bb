"""`openntm guides check`: looks through the guides for dead links and for acts that were replaced."""

from datetime import date

import click

from openntm.portal.command import ready
from openntm.portal.day import Day


@click.group()
def command() -> None:
    """Guides to administrative procedures."""


@command.command()
@click.option("--on", "on", type=Day(), help="The day; today if left out.")
@click.pass_context
def check(context: click.Context, on: date | None) -> None:
    """Find dead links and superseded acts; exit code 1 if there are any. Other hosts only with OPENNTM_CHECK_LINKS."""
    ready()
    from django.conf import settings

    from openntm.office.access import today
    from openntm.services.services.checking import check_guides

    found = check_guides(on=on or today())
    faulty = [one for one in found if one.over or one.dead]
    for one in faulty:
        click.echo(f"{one.procedure.slug}: {one.procedure.title.vi}")
        for act in one.over:
            click.echo(
                f"  {act.number} was replaced by {act.by} on {act.since}{'' if act.verified else ' (unverified)'}"
            )
        for link in one.dead:
            click.echo(f"  dead link {link}")
    click.echo(f"{len(found)} guides checked, {len(faulty)} with faults.")
    if not settings.CHECK_LINKS:
        click.echo("Links to other hosts were not checked: OPENNTM_CHECK_LINKS is off.")
    if faulty:
        context.exit(1)
