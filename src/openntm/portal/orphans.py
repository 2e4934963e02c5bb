"""Work in the background that a killed worker had begun: it waits again, and is given up when it keeps killing."""

from django.db import connection
from django_tasks_db.models import DBTaskResult

TRIES = 3


class WorkerKilled(Exception):
    """The worker died each time that it did this work."""


def take_back(worker: str) -> int:
    """How much waits again. Only for a worker of that name which runs no more; others' work is left alone."""
    waiting = 0
    try:
        for one in DBTaskResult.objects.running():
            if one.worker_ids[-1:] != [worker]:
                continue
            if one.worker_ids.count(worker) >= TRIES:
                one.set_failed(WorkerKilled())
                continue
            one.status, one.started_at = "READY", None
            one.save(update_fields=["status", "started_at"])
            waiting += 1
    finally:
        connection.close()  # it is called from a thread that lasts as long as the server
    return waiting
