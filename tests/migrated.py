"""A migrated SQLite database, made once for each state of the migrations; every process of the tests takes a copy.

It is kept in the environment (`.venv`), which git does not see; where nothing can be written there, or with another
engine, the tests migrate as ever. Whatever the migrations are made of is in the name of the kept file: their own text,
what they import from the product, and Django's version.
"""

import fcntl
import os
import re
import sqlite3
import sys
from contextlib import closing, contextmanager
from functools import wraps
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps

FOLDER, KEPT = Path(sys.prefix) / "migrated", 5
IMPORTED = re.compile(r"^(?:from|import) (openntm[\w.]*)", re.MULTILINE)


def sources():
    """Every migration of every installed package, and the modules of the product that they import."""
    found = {path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")}
    named = {name for path in found for name in IMPORTED.findall(path.read_text())}
    return sorted(found | {Path(spec.origin) for name in named if (spec := find_spec(name)) and spec.origin})


def kept_at(folder=FOLDER):
    digest = sha256(f"{django.__version__} {sqlite3.sqlite_version} {sys.version}".encode())
    for path in sources():
        digest.update(f"\0{path}\0".encode() + path.read_bytes())
    return folder / f"{digest.hexdigest()[:20]}.sqlite3"


@contextmanager
def alone(folder):
    """The first process makes the database, the others wait for it."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(path, target):
    with closing(sqlite3.connect(path)) as kept:
        kept.backup(target)


def keep(source, path):
    """Under another name first: a process that is killed leaves no half of it; older states make room."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as kept:
        source.backup(kept)
    unfinished.replace(path)
    for old in sorted(path.parent.glob("*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink()


def begun_as_copy(create, folder=FOLDER):
    """Django's `create_test_db`, which then finds nothing left to migrate; the first one's outcome is kept."""

    @wraps(create)
    def created(self, *args, **kwargs):
        name = self._get_test_db_name()
        if not (self.is_in_memory_db(name) and writable(folder)):
            return create(self, *args, **kwargs)
        path = kept_at(folder)
        with alone(folder), closing(sqlite3.connect(name, uri=True)) as begun:  # it lives while somebody holds it
            if path.exists():
                copy(path, begun)
            made = create(self, *args, **kwargs)
            if not path.exists():
                keep(begun, path)
        return made

    return created


def writable(folder):
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
