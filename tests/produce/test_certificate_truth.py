"""What is true of a certificate on a day."""

from datetime import UTC, date, datetime

import pytest

from openntm.produce.models import CertificateAct
from openntm.produce.queries.certificates import Standing, truth_on
from orchard import ISSUED, VALID_TO, make_orchard

Kind = CertificateAct.Kind


@pytest.fixture
def certificate(db):
    return make_orchard().certificate


def acts(certificate, *given):
    for kind, day in given:
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        CertificateAct.objects.create(certificate=certificate, kind=kind, day=day, at=at, reason="Thử")


def test_it_holds_from_the_day_of_issue_to_its_last_day(certificate):
    found = [truth_on(certificate, day).standing for day in (date(2025, 2, 28), ISSUED, VALID_TO, date(2028, 3, 1))]
    assert found == [Standing.NOT_YET, Standing.IN_FORCE, Standing.IN_FORCE, Standing.EXPIRED]


def test_a_suspension_lasts_until_it_is_ended(certificate):
    acts(certificate, (Kind.SUSPENDED, date(2026, 1, 10)), (Kind.RESUMED, date(2026, 3, 1)))
    days = (date(2026, 1, 9), date(2026, 1, 10), date(2026, 2, 28), date(2026, 3, 1))
    found = [truth_on(certificate, day).standing for day in days]
    assert found == [Standing.IN_FORCE, Standing.SUSPENDED, Standing.SUSPENDED, Standing.IN_FORCE]


def test_withdrawn_stays_withdrawn_also_after_its_last_day(certificate):
    acts(certificate, (Kind.WITHDRAWN, date(2026, 1, 10)), (Kind.RESUMED, date(2026, 3, 1)))
    found = [truth_on(certificate, day) for day in (date(2026, 3, 2), date(2029, 1, 1))]
    assert {one.standing for one in found} == {Standing.WITHDRAWN}
    assert found[0].since == date(2026, 1, 10)


def test_expired_begins_the_day_after_its_last(certificate):
    assert truth_on(certificate, date(2028, 6, 1)).since == date(2028, 3, 1)


def test_without_a_published_last_day_it_is_unknown_until_the_longest_term_is_over(certificate):
    certificate.valid_to = None
    found = [truth_on(certificate, day).standing for day in (ISSUED, date(2028, 3, 1), date(2028, 3, 2))]
    assert found == [Standing.UNKNOWN, Standing.UNKNOWN, Standing.EXPIRED]
