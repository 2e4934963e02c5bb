"""What the tests of the register share."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema_rs
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openntm.office.models import LogEntry
from openntm.works.services import changes, parts

AT = "/07486/2026-11-23/works/"
PDF = b"%PDF-1.4\n%%EOF"
SCHEMA = Path(__file__).parent / "works" / "oc4ids_schema"


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def pdf(name="quyet-dinh.pdf"):
    return SimpleUploadedFile(name, PDF, "application/pdf")


def verbs():
    return list(LogEntry.objects.order_by("number").values_list("verb", flat=True))


def make_whole(cast):
    """The village's road with something of everything; every value is invented."""
    by, work = cast.an, cast.work.pk
    parts.set_party(by=by, work=work, role="supervisor", name="Công ty Tư vấn Thử", tax_code="0100000001")
    contract = parts.set_contract(
        by=by,
        work=work,
        number="01/2026/HĐXD",
        title="Thi công nền, mặt đường",
        kind="construction",
        method="open",
        bidders=3,
        estimate=1_600_000_000,
        value=1_500_000_000,
        signed_on=date(2026, 3, 2),
        days=200,
        supplier="Công ty Xây dựng Thử",
        state="active",
    )
    parts.set_milestone(by=by, work=work, title="Xong nền đường", due_on=date(2026, 6, 30), met_on=date(2026, 7, 4))
    parts.set_money(by=by, work=work, source="commune", planned=1_200_000_000, actual=900_000_000)
    parts.set_money(
        by=by,
        work=work,
        source="people_labour",
        planned_units=500,
        actual_units=450,
        planned=100_000_000,
        actual=90_000_000,
        conversion="200.000 đồng một ngày công (minh họa)",
    )
    for day, planned, actual, paid in ((date(2026, 4, 30), 20, 15, 200), (date(2026, 9, 30), 80, 60, 900)):
        parts.record_progress(
            by=by,
            work=work,
            day=day,
            planned_percent=planned,
            actual_percent=actual,
            planned_money=paid * 1_000_000,
            actual_money=paid * 900_000,
        )
    changes.record_change(
        by=by,
        work=work,
        contract=contract.pk,
        kind="value",
        reason="Thêm cống thoát nước",
        document="12/QĐ-UBND",
        day=date(2026, 8, 1),
        after_value=1_560_000_000,
    )
    parts.set_document(by=by, work=work, kind="projectScope", title="Quyết định", file=pdf(), is_public=True)
    return contract


@cache
def validator():
    project = json.loads((SCHEMA / "project-schema.json").read_text())
    registry = jsonschema_rs.Registry([(project["id"], project)], draft=jsonschema_rs.Draft4)
    package = json.loads((SCHEMA / "project-package-schema.json").read_text())
    return jsonschema_rs.Draft4Validator(package, validate_formats=True, registry=registry)


def faults(package):
    return [f"{list(one.instance_path)}: {one.message}" for one in validator().iter_errors(package)]
