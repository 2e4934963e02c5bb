"""`openntm log`: the log of acts, read and verified on the command line."""

import click

from openntm.portal.command import ready


@click.group()
def command() -> None:
    """The log of acts: verify that nobody changed it, show its entries, forget personal data in it."""
    ready()


@command.command()
@click.pass_context
def verify(context: click.Context) -> None:
    """Find any change, gap or cut tail; names the first bad entry and ends with exit code 1."""
    from openntm.office.log import verify as find_fault
    from openntm.office.models import LogHead

    fault = find_fault()
    if fault:
        click.echo(f"The log is NOT whole: {fault}", err=True)
        context.exit(1)
    head = LogHead.objects.filter(pk=1).first()
    click.echo(f"The log is whole: {head.number} entries, head {head.sha256}" if head else "The log is empty.")


@command.command()
@click.option("--place", help="Only acts at the place with this key or code.")
@click.option("--verb", help="Only this act, as person.add.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
def show(place: str | None, verb: str | None, limit: int) -> None:
    """The latest entries, newest first, with each changed field before and after."""
    from openntm.office.queries import acts, lines_of

    for line in lines_of(acts(place=place or "", verb=verb or "")[:limit]):
        click.echo(f"{line.number}  {line.at:%Y-%m-%d %H:%M:%S}  {line.who}  {line.verb}  {line.what}  {line.place}")
        for field, before, after in line.changes:
            click.echo(f"      {field}: {before} → {after}")
        if line.reason:
            click.echo(f"      {line.reason}")


@command.command()
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(1))
@click.option("--reason", required=True, help="Why, as the log will say.")
def forget(numbers: tuple[int, ...], reason: str) -> None:
    """Forget the names, reasons and addresses of the entries NUMBERS; the acts themselves stay."""
    from openntm.office.access import today
    from openntm.office.services import forget_entries

    count = forget_entries(by=None, numbers=numbers, reason=reason, on=today())
    click.echo(f"{count} of {len(set(numbers))} entries forgotten.")
