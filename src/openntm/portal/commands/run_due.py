"""`openntm run-due`: what falls due by itself, for cron: reminders, then messages that wait to leave."""

from datetime import date

import click

from openntm.portal.command import ready
from openntm.portal.day import Day


@click.command()
@click.option("--on", "on", type=Day(), help="The day whose reminders are due; today if left out.")
def command(on: date | None) -> None:
    """Send reminders of tasks and certificates and deliver waiting messages. Running it again sends nothing twice."""
    ready()
    from django.utils import timezone

    from openntm.office.access import today
    from openntm.office.services import deliver
    from openntm.produce.services.alerting import tell_of_imbalance
    from openntm.produce.services.reminding import remind_of_certificates
    from openntm.steering.services.reminding import remind

    reminders = [remind, remind_of_certificates, tell_of_imbalance]
    reminded = sum(each(on=on or today()) for each in reminders)
    done = deliver(now=timezone.now())
    click.echo(f"{reminded} reminded, {done.sent} messages sent, {done.failed} failed and to be tried again.")
