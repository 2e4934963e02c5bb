"""Work that a killed worker had begun is done after all."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from openntm.portal import orphans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_connection(monkeypatch):
    monkeypatch.setattr(orphans.connection, "close", lambda: None)


def begun(*workers, path="openntm.recognition.tasks.recheck_many"):
    given = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": path, "backend_name": "default"}
    one = DBTaskResult.objects.create(**given, run_after=timezone.now())
    for worker in workers:
        one.claim(worker)
    return one


def test_it_waits_again_once_the_worker_that_had_it_is_gone():
    mine, others, waiting = begun("serve-8000"), begun("serve-9000"), begun()
    assert orphans.take_back("serve-8000") == 1
    for one in (mine, others, waiting):
        one.refresh_from_db()
    assert [mine.status, others.status, waiting.status] == ["READY", "RUNNING", "READY"]


def test_what_is_done_is_not_done_again():
    done = begun("serve-8000")
    done.set_successful(None)
    assert orphans.take_back("serve-8000") == 0


def test_what_killed_its_worker_three_times_is_given_up_and_says_why():
    deadly = begun(*["serve-8000"] * 3)
    assert orphans.take_back("serve-8000") == 0
    deadly.refresh_from_db()
    assert deadly.status == "FAILED"
    assert "WorkerKilled" in deadly.exception_class_path
