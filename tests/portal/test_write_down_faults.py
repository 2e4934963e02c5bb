"""The page of a fault says that it was written down: it is."""

import io
import logging

import pytest
from django.test import Client

from openntm.portal import views


@pytest.mark.django_db
def test_a_fault_reaches_the_log_of_the_server_with_its_traceback(monkeypatch):
    handler = logging.getLogger("django.request").handlers[0]  # the first is ours
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)

    def broken(*_args, **_given):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(views, "reverse", broken)
    answer = Client(raise_request_exception=False).get("/go/?at=/24/2023-12-31/&day=2022-12-31")
    assert answer.status_code == 500
    assert "RuntimeError: a fault of ours" in written.getvalue()
