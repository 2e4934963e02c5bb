"""Figures of produce are computed from the registers, with what they rest on; empty registers write nothing."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from openntm.assessment.models import Figure, Source
from openntm.assessment.queries import figures_on
from openntm.assessment.services.computed import NoCommune, compute_figures
from openntm.codes.models import Movement
from openntm.codes.services import mint_run
from openntm.office.models import LogEntry
from openntm.produce.models import CertificateAct, GrowingArea, Recall
from orchard import make_orchard

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 30)
NTM, ADVANCED = "commune_ntm_2021_2025/13.3", "commune_advanced_2021_2025/13.4"
ZONE = "commune_advanced_2021_2025/13.6"


@pytest.fixture
def orchard():
    return make_orchard()


def in_use(orchard, first=0, last=99, day=date(2025, 6, 1), **given):
    run = mint_run(by=orchard.binh, kind="stamp", size=100, place=orchard.commune, reason="Thử")
    stands = {"run": run, "first": first, "last": last, "state": "active", "key": str(orchard.lot.pk)} | given
    at = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    return Movement.objects.create(**stands, reason="Thử", at=at)


def compute(orchard, day=DAY, by="an"):
    found = compute_figures(by=by and getattr(orchard, by), place=orchard.commune, day=day)
    return {one.measure: one.value for one in found}


def test_a_product_with_stamps_in_use_under_a_certificate_in_force_is_traced(orchard):
    in_use(orchard)
    found = compute(orchard)
    assert found == {
        "produce.certified_share": "100",
        "produce.traced_products": "1",
        NTM: "true",
        ADVANCED: "true",
        ZONE: "false",
    }
    one = Figure.objects.get(measure=NTM)
    assert (one.layer, one.source.kind, one.entered_by) == ("self", Source.Kind.COMPUTED, orchard.an)
    assert one.source.title.startswith("Tính từ sổ đăng ký")
    assert all(word in one.note for word in ("Na dai Thử", "L2601", "VG-THU-01", "100"))
    assert figures_on([orchard.commune], DAY)[orchard.commune.pk][NTM].source_title == one.source.title


def test_the_same_again_changes_nothing(orchard):
    in_use(orchard)
    compute(orchard)
    before = Figure.objects.count(), LogEntry.objects.count()
    compute(orchard)
    assert (Figure.objects.count(), LogEntry.objects.count()) == before


def test_stamps_count_only_while_they_are_in_use_on_the_day(orchard):
    in_use(orchard)
    in_use(orchard, state="void", from_state="active", from_key=str(orchard.lot.pk), key="", day=date(2025, 6, 20))
    assert compute(orchard, date(2025, 5, 31))["produce.traced_products"] == "0"
    assert compute(orchard, date(2025, 6, 19))["produce.traced_products"] == "1"
    assert compute(orchard, date(2025, 6, 20))[NTM] == "false"


def test_a_suspended_certificate_and_a_recalled_lot_count_for_nothing(orchard):
    in_use(orchard)
    given = {"certificate": orchard.certificate, "kind": "suspended", "reason": "Thử", "at": "2025-06-10T00:00Z"}
    CertificateAct.objects.create(**given, day=date(2025, 6, 10))
    found = compute(orchard)
    assert (found[NTM], found["produce.certified_share"]) == ("false", "0")
    found = compute(orchard, date(2025, 6, 9))
    assert (found[NTM], found["produce.certified_share"]) == ("true", "100")
    Recall.objects.create(lot=orchard.lot, reason="Thử", ordered_at="2025-06-08T01:00Z")
    assert compute(orchard, date(2025, 6, 9))[NTM] == "false"


def test_the_share_is_of_all_growing_areas_of_the_day(orchard):
    given = {"place": orchard.commune, "crop": "na", "source_title": "Thử", "area_ha": Decimal(12)}
    GrowingArea.objects.create(**given, name="B", valid_from=date(2025, 6, 15), code="VN-1")
    found = compute(orchard)
    assert (found["produce.certified_share"], found[ZONE]) == ("50", "true")
    assert compute(orchard, date(2025, 6, 14))["produce.certified_share"] == "100"


def test_empty_registers_write_nothing(orchard):
    assert compute_figures(by=orchard.be, place=orchard.other, day=DAY) == []
    assert not Figure.objects.exists()


def test_only_the_indicators_of_sets_in_force_are_written(orchard):
    in_use(orchard)
    assert set(compute(orchard, date(2026, 6, 30))) == {"produce.certified_share", "produce.traced_products"}


def test_what_rests_on_invented_rows_is_illustrative(orchard):
    GrowingArea.objects.update(illustrative=True)
    compute(orchard)
    assert set(Figure.objects.values_list("illustrative", flat=True)) == {True}


def test_who_enters_figures_computes_them_and_only_of_a_commune(orchard):
    for person in ("be", "dung", "lan", "htx"):
        with pytest.raises(PermissionDenied):
            compute(orchard, by=person)
    assert compute(orchard, by=None)
    with pytest.raises(NoCommune):
        compute_figures(by=orchard.binh, place=orchard.province, day=DAY)
    with pytest.raises(NoCommune):
        compute_figures(by=None, place=orchard.commune, day=date(2010, 1, 1))


def test_the_button_computes_and_the_page_of_the_indicator_says_from_what(orchard, client):
    in_use(orchard)
    client.force_login(orchard.an)
    entry = "/07486/2025-06-30/figures/"
    assert f'action="{entry}compute/"' in client.get(entry).content.decode()
    answer = client.post(f"{entry}compute/", follow=True)
    assert "Đã tính 5 số liệu" in answer.content.decode()
    page = client.get("/07486/2025-06-30/why/commune_ntm_2021_2025/13.3/").content.decode()
    assert "Tính từ sổ đăng ký" in page
    assert "VG-THU-01" in page
    assert client.get(f"{entry}compute/").status_code == 405
    client.force_login(orchard.be)
    assert client.post(f"{entry}compute/").status_code == 404


def test_the_command_says_what_it_computed(orchard):
    from click.testing import CliRunner

    from openntm.portal.commands.figures import command

    in_use(orchard)
    told = CliRunner().invoke(command, ["compute", "--place", "07486", "--on", "2025-06-30"], standalone_mode=True)
    assert told.exit_code == 0
    assert f"{NTM}: true" in told.output
    told = CliRunner().invoke(command, ["compute", "--place", "07492", "--on", "2025-06-30"])
    assert "nothing was computed" in told.output
    assert CliRunner().invoke(command, ["compute", "--place", "24", "--on", "2025-06-30"]).exit_code == 2
