import pytest
from django.db import connection


def test_healthz_answers(client):
    assert client.get("/healthz").content == b"ok"


@pytest.mark.postgres_only
@pytest.mark.django_db
def test_the_database_is_a_real_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("select version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")
