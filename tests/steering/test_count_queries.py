"""Pages of one task and one directive take as many queries for a long life as for a short one."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.steering.models import Directive
from openntm.steering.services.answers import answer_task, return_answer
from openntm.steering.services.tasks import give_task

from .conftest import DAY


def queries(client, path):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_a_task_that_was_answered_often(client, office):
    [task] = give_task(by=office.binh, on=DAY, title="Đường thôn", places=[office.phu], working_days=5)
    client.force_login(office.binh)
    path = f"/218/2024-06-20/tasks/{task.pk}/"

    def answered(*days):
        for day in days:
            given = answer_task(by=office.an, pk=task.pk, text="Xong", on=date(2024, 6, day))
            return_answer(by=office.binh, pk=given.pk, on=date(2024, 6, day), reason="Thiếu ảnh")

    answered(4)
    queries(client, path)
    few = queries(client, path)
    answered(5, 6, 7, 10)
    assert queries(client, path) <= few


def test_a_directive_that_many_amend(client, land, document):
    first = document("0/QĐ", date(2020, 1, 1))
    path = f"/{land.district.code}/2024-12-31/directives/{first.pk}/"

    def amended(numbers):
        for number in numbers:
            document(f"{number}/QĐ").relations.create(kind="amends", other=first)

    amended(range(1, 3))
    queries(client, path)
    few = queries(client, path)
    amended(range(3, 12))
    assert queries(client, path) <= few
    assert Directive.objects.count() == 12
