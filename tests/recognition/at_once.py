"""Several people who act in the same moment, each with a connection of their own."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(tmp_path):
    """In memory, SQLite is not shared by threads: they get the same rows in a file, as the product keeps them."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "shared.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # as the product's file has it; to change it each would need it alone
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.settings["default"], "NAME", str(path))
        yield


def in_threads(work, *given):
    """Runs the work once for each, all starting in the same moment; whatever failed."""
    failed, start = [], threading.Barrier(len(given))

    def run(*one):
        try:
            start.wait()
            work(*one)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed
