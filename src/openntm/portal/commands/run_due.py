"""`openntm run-due`: what falls due by itself, for cron: reminders of tasks, then messages that wait to leave."""

from datetime import date

import click

from openntm.portal.command import ready
from openntm.portal.day import Day


@click.command()
@click.option("--on", "on", type=Day(), help="The day whose reminders are due; today if left out.")
def command(on: date | None) -> None:
    """Send reminders of tasks and deliver waiting messages. Running it again sends nothing twice."""
    ready()
    from django.utils import timezone

    from openntm.codes.scanning.fold import fold_all
    from openntm.codes.scanning.forget import forget_scans
    from openntm.office.access import today
    from openntm.office.services import deliver
    from openntm.produce.stamps.alerts import Watch
    from openntm.steering.services.reminding import remind

    reminded = remind(on=on or today())
    done = deliver(now=timezone.now())
    scans = fold_all(Watch(), timezone.now())
    forget_scans(on=today())
    click.echo(f"{reminded} reminded, {done.sent} messages sent, {done.failed} failed and to be tried again.")
    if scans:  # only where nothing else counts them
        click.echo(f"{scans} scans counted.")
