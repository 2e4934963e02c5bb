"""The kept copy of the migrated database is another one as soon as anything that made it is another."""

import pytest
from django.apps import apps
from django.db import connection

import migrated
from openntm.office.log.triggers import CREATE


def test_every_package_s_migrations_and_what_they_import_make_the_copy():
    named = {str(path) for path in migrated.sources()}
    for package in ("places", "office", "steering", "recognition", "assessment"):
        assert f"{apps.get_app_config(package).path}/migrations/0001_initial.py" in named
    for made in ("office/log/triggers.py", "places/vietnamese.py", "contrib/auth/migrations/0001_initial.py"):
        assert any(name.endswith(made) for name in named), made


def test_a_changed_or_added_migration_asks_for_another_copy(tmp_path, monkeypatch):
    first, second = tmp_path / "0001.py", tmp_path / "0002.py"
    first.write_text("one")
    monkeypatch.setattr(migrated, "sources", lambda: [first])
    before = migrated.kept_at(tmp_path)
    assert migrated.kept_at(tmp_path) == before
    first.write_text("another")
    changed = migrated.kept_at(tmp_path)
    second.write_text("two")
    monkeypatch.setattr(migrated, "sources", lambda: [first, second])
    assert len({before, changed, migrated.kept_at(tmp_path)}) == 3


@pytest.mark.django_db
def test_the_copy_keeps_the_triggers_of_the_log():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {name for (name,) in cursor.fetchall()}
    assert {statement.split()[2] for statement in CREATE["sqlite"]} <= found
