"""`openntm prepare`: everything the data directory needs before the first page, as often as one likes."""

import click

from openntm.portal.command import ready


@click.command()
def command() -> None:
    """Prepare the data directory: tables, texts, static files. Running it twice changes nothing."""
    ready()
    prepare()
    click.echo("The data directory is ready.")


def prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from openntm.portal.secret import keep_key

    keep_key(settings.HOME, settings.SECRET_KEY)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
