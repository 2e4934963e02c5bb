"""What every test shares: a data directory of its own, fast passwords, and the people of the tests."""

# ruff: noqa: E402
import sys

# Compiled once for all processes and runs, also where the shell asks Python to write nothing beside the sources;
# said before anything large is imported.
sys.dont_write_bytecode, sys.pycache_prefix = False, f"{sys.prefix}/compiled"

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import django
import hypothesis
import pytest
from django.test.utils import override_settings

# Before Django reads its settings: no test touches a real data directory.
os.environ["OPENNTM_HOME"] = tempfile.mkdtemp(prefix="openntm-tests-")
atexit.register(shutil.rmtree, os.environ["OPENNTM_HOME"], ignore_errors=True)
os.environ["OPENNTM_SECRET_KEY"] = "tests-only"
os.environ["DJANGO_SETTINGS_MODULE"] = "openntm.portal.settings"
Path(os.environ["OPENNTM_HOME"], "static").mkdir()

# Before Django sets up: it keeps the texts that it finds then.
from openntm.portal.catalogues import compile_all

compile_all()
django.setup()
# A time limit for one example measures the machine and not the code. `make test` tries the whole number of examples
# beside the slow tests.
hypothesis.settings.register_profile("whole", deadline=None)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=50)
hypothesis.settings.load_profile("quick")


def pytest_collection_finish():
    """What is loaded by now stays: the collector of unused objects need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The tests' database begins as a copy of one that was migrated once."""
    from django.db.backends.sqlite3.creation import DatabaseCreation

    from migrated import begun_as_copy

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "create_test_db", begun_as_copy(DatabaseCreation.create_test_db))
        yield


@pytest.fixture(autouse=True, scope="session")
def _plain_settings():
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        ALLOWED_HOSTS=["*"],
    ):
        yield


@pytest.fixture(autouse=True)
def _own_desk():
    """Where scanned codes are answered keeps pages in memory and limits who asks: each test has its own."""
    yield
    if codes := sys.modules.get("openntm.portal.codes"):
        codes.desk.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def _emptied_log():
    """Between tests the log and the ledger are emptied too, which their triggers would refuse."""
    from django.db import connection

    from openntm.office.log import triggers
    from openntm.support import kept

    operations, vendor = type(connection.ops), connection.vendor
    flush = operations.sql_flush

    def sql_flush(self, *args, **kwargs):
        emptied = flush(self, *args, **kwargs)
        return [*triggers.DROP[vendor], *kept.DROP[vendor], *emptied, *triggers.CREATE[vendor], *kept.CREATE[vendor]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield
