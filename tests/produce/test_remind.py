"""Reminders of certificates leave once each, to those whom it concerns."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from openntm.office.models import Message
from openntm.produce.models import CertificateAct
from openntm.produce.services.certificates import act_on_certificate, record_certificate
from openntm.produce.services.reminding import remind_of_certificates
from orchard import VALID_TO, make_orchard


@pytest.fixture
def orchard(db):
    found = make_orchard()
    kept = CertificateAct.Kind.KEPT
    CertificateAct.objects.create(
        certificate=found.certificate, kind=kept, day=date(2027, 6, 1), at=found.certificate.acts.get().at
    )
    return found


def told(prefix):
    return set(Message.objects.filter(key__startswith=prefix).values_list("person__username", flat=True))


def test_keepers_officers_of_the_commune_and_the_office_are_told_at_90_30_and_7_days_once_each(orchard):
    counts = [remind_of_certificates(on=VALID_TO - timedelta(days=left)) for left in range(100, -3, -1)]
    assert [100 - place for place, count in enumerate(counts) if count] == [90, 30, 7]
    assert told("certificate.ends") == {"htx", "an", "binh"}
    assert sum(counts) == 9


def test_a_run_that_was_missed_is_made_up_for(orchard):
    day = VALID_TO - timedelta(days=20)
    assert remind_of_certificates(on=day) == 3
    assert remind_of_certificates(on=day) == 0
    message = Message.objects.filter(person=orchard.an).get()
    assert f"/produce/certificates/{orchard.certificate.pk}/" in message.url
    assert "29/02/2028" in message.subject


def test_surveillance_is_asked_for_from_the_day_it_is_due(orchard):
    assert remind_of_certificates(on=date(2026, 2, 28)) == 0
    assert remind_of_certificates(on=date(2026, 3, 1)) == 3
    assert remind_of_certificates(on=date(2026, 4, 1)) == 0
    assert told("certificate.surveillance") == {"htx", "an", "binh"}


def test_a_suspended_or_renewed_certificate_reminds_of_nothing(orchard):
    CertificateAct.objects.all().delete()
    new = record_certificate(
        by=orchard.an,
        holder=orchard.producer.pk,
        number="N",
        certifier="T",
        crop="na",
        area_ha=Decimal(1),
        issued=date(2025, 6, 1),
        valid_to=date(2026, 6, 1),
    )
    CertificateAct.objects.filter(certificate=new).delete()
    act_on_certificate(by=orchard.an, pk=new.pk, kind="suspended", day=date(2026, 1, 1), reason="Thử")
    act_on_certificate(by=orchard.an, pk=orchard.certificate.pk, kind="renewed", day=date(2026, 1, 1), successor=new.pk)
    assert remind_of_certificates(on=date(2026, 5, 30)) == 0


def test_run_due_reminds_of_certificates(orchard):
    from click.testing import CliRunner

    from openntm.portal.commands.run_due import command

    answer = CliRunner().invoke(command, ["--on", (VALID_TO - timedelta(days=5)).isoformat()])
    assert (answer.exit_code, told("certificate.ends")) == (0, {"htx", "an", "binh"})
