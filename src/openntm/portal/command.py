"""The `openntm` command. Its sub-commands live in `openntm.portal.commands`, one module each, loaded when named."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from openntm import __version__
from openntm.portal import commands

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openntm.portal.settings")

UNPREPARED = "The data directory is not prepared: run `openntm prepare` (or `openntm demo`)"
MISSING = ("no such table", "no such column", "unable to open database", "does not exist", "file is not a database")


class Commands(click.Group):
    """Loads `openntm.portal.commands.NAME` only when NAME is asked for, so that `assess` needs no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="openntm")
def group() -> None:
    """OpenNTM: judge communes against the New Rural Development criteria, and run the programme."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """A refusal is one clear line and exit code 2, without the usage above it."""
    try:
        sys.exit(group.main(arguments, standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        click.echo(f"Error: {' '.join(error.format_message().split())}", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        if not _is_unprepared(error):
            raise
        click.echo(f"Error: {UNPREPARED}", err=True)
        sys.exit(2)


def _is_unprepared(error: Exception) -> bool:
    """Whether the database lacks a table or a column, or is no database at all; other errors are faults of ours."""
    import sqlite3

    from django.db import DatabaseError

    text = str(error).lower()
    return isinstance(error, (DatabaseError, sqlite3.Error)) and any(sign in text for sign in MISSING)


def ready() -> None:
    """Set Django up for a command that needs the database; a wrong option ends in one clear line."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    from openntm.portal.catalogues import compile_all

    try:
        compile_all()  # before Django sets up: it keeps the texts that it finds then
        django.setup()
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from None
