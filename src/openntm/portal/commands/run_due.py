"""`openntm run-due`: what falls due by itself, for cron: print orders left, scans, reminders, messages that wait."""

from datetime import date

import click

from openntm.portal.command import ready
from openntm.portal.day import Day


@click.command()
@click.option("--on", "on", type=Day(), help="The day whose reminders are due; today if left out.")
def command(on: date | None) -> None:
    """Send reminders and waiting messages, take up print orders left, count scans. Run again it does nothing twice."""
    ready()
    from django.utils import timezone

    from openntm.codes.scanning.fold import fold_all
    from openntm.codes.scanning.forget import forget_scans
    from openntm.codes.services import resume_stalled
    from openntm.heritage.services.reminding import remind_of_rounds
    from openntm.office.access import today
    from openntm.office.services import deliver
    from openntm.participation.services.reports.keeping import close_answered, forget_reports, tell_of_late_reports
    from openntm.produce.services.alerting import tell_of_early_lots, tell_of_imbalance
    from openntm.produce.services.recalls import finish_recalls
    from openntm.produce.services.reminding import remind_of_certificates
    from openntm.produce.stamps.alerts import Watch, tell_of_copies
    from openntm.recognition.services.public_keeping import forget_words, tell_of_late_reviews
    from openntm.services.services.checking import tend_guides
    from openntm.steering.services.reminding import remind
    from openntm.works.services.board_notices import remind_of_boards, remind_of_demands

    if resumed := resume_stalled(timezone.now()):
        click.echo(f"{len(resumed)} print orders go on whose worker gave no sign any more.")
    reminders = [
        remind,
        remind_of_certificates,
        tell_of_imbalance,
        tell_of_early_lots,
        tell_of_copies,
        finish_recalls,
        tell_of_late_reports,
        tell_of_late_reviews,
        remind_of_demands,
        remind_of_boards,
        remind_of_rounds,
        tend_guides,
    ]
    reminded = sum(each(on=on or today()) for each in reminders)
    done = deliver(now=timezone.now())
    scans = fold_all(Watch(), timezone.now())
    forget_scans(on=today())
    close_answered(on=on or today())
    forget_reports(on=on or today())
    forget_words(on=on or today())
    click.echo(f"{reminded} reminded, {done.sent} messages sent, {done.failed} failed and to be tried again.")
    if scans:  # only where nothing else counts them
        click.echo(f"{scans} scans counted.")
