"""The places and public facts of Lục Nam for tests: loaded once in a process, afterwards only written down again."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from openntm.places.services import load_places
from openntm.portal.public_facts import load_facts

_KEPT = {}


def load_luc_nam():
    """As `load_places()` and `load_facts()` in an empty database; where anything stands there already, just these."""
    if any(_rows(model)[1] for model in _models()):
        load_places()
        load_facts()
    elif _KEPT:
        _write()
    else:
        load_places()
        load_facts()
        _KEPT.update({model: found for model in _models() if (found := _rows(model))[1]})


def _models():
    """Tables that a migration fills are no part of it."""
    labels = ["places", "office", "steering", "assessment", "recognition", "codes", "visits", "produce", "support"]
    labels += ["works", "services", "heritage", "participation"]
    return [model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)]


def _rows(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _write():
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for model, (names, rows) in _KEPT.items():
            marks = ", ".join(["%s"] * len(names))
            columns = ", ".join(map(quote, names))
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", rows)
        for sql in connection.ops.sequence_reset_sql(no_style(), list(_KEPT)):
            cursor.execute(sql)
