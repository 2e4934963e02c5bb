"""`openntm demo`: the demonstration on Lục Nam, prepared once and served."""

import os
import sys

import click

from openntm.portal.command import ready

FACTS_DAY = "2023-12-31"  # of which most was published, and on which the sources disagree


@click.command()
@click.option("--real-only", is_flag=True, help="Only what was published; no illustrative figures.")
@click.option("--no-serve", is_flag=True, help="Prepare the data directory and end.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def command(real_only: bool, no_serve: bool, host: str, port: int) -> None:
    """Prepare the demonstration on Lục Nam and serve it. Running it twice changes nothing."""
    os.environ["OPENNTM_DEMONSTRATION"] = "1"
    os.environ.setdefault("OPENNTM_FIRST_DAY", FACTS_DAY)
    if not os.environ.get("OPENNTM_ORIGINS"):
        os.environ.setdefault("OPENNTM_ADDRESS", f"http://localhost:{port}")
    ready()
    _prepare(real_only)
    if no_serve:
        return click.echo(
            f"The demonstration is ready. Start it with: openntm demo{' --real-only' if real_only else ''}"
        )
    _tell_accounts()
    serve_afresh(host, port)
    return None


def serve_afresh(host: str, port: int) -> None:
    """As a new program: the threads of the PDF library, which printed documents while preparing, do not live on in the
    server's forked workers, and the first print would wait for them for ever."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "openntm", "serve", "--host", host, "--port", str(port)])  # noqa: S606


def _prepare(real_only: bool) -> None:
    from openntm.portal.commands.prepare import prepare
    from openntm.portal.demonstration import IllustrationThere, prepare_demonstration

    click.echo("Data directory, texts and static files …")
    prepare()
    try:
        prepare_demonstration(real_only=real_only, say=lambda step: click.echo(f"{step} …"))
    except IllustrationThere:
        raise click.UsageError(
            "--real-only: this data directory already holds illustrative figures. Choose a new one with OPENNTM_HOME."
        ) from None


def _tell_accounts() -> None:
    from openntm.office.demo import PASSWORD, accounts

    click.echo(f"Accounts of the demonstration (password {PASSWORD}):")
    for account in accounts():
        click.echo(f"  {account.username}: {account.display_name}, {account.place_name}")
