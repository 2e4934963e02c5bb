"""A certificate is recorded as the law allows, and each act follows from how it stands."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from openntm.codes import generation
from openntm.office.models import LogEntry
from openntm.produce.models import Certificate, CertificateAct, Scope, years_after
from openntm.produce.queries.certificates import (
    Standing,
    certificates_in_force,
    certified_area,
    certified_plots,
    surveillance_due,
    truth_on,
)
from openntm.produce.services import areas, producers, refusals
from openntm.produce.services.certificates import (
    act_on_certificate,
    correct_certificate,
    open_acts,
    record_certificate,
    take_back_act,
)
from orchard import ISSUED, make_orchard

Kind = CertificateAct.Kind
DAY = date(2026, 1, 10)


@pytest.fixture
def orchard(db):
    return make_orchard()


def given_for(orchard, **more):
    base = {"by": orchard.an, "holder": orchard.producer.pk, "number": "VG-THU-02", "certifier": "Tổ chức khác"}
    base |= {"crop": "na", "area_ha": Decimal(12), "issued": DAY, "valid_to": date(2029, 1, 10)}
    return base | more


def act(orchard, kind, day=DAY, **more):
    return act_on_certificate(by=orchard.an, pk=orchard.certificate.pk, kind=kind, day=day, **more)


def test_it_is_recorded_with_its_scope_and_the_log_says_so(orchard, django_capture_on_commit_callbacks):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        made = record_certificate(**given_for(orchard, plots=[plot.pk for plot in orchard.plots]))
    assert certified_plots(made, DAY).count() == 2
    assert truth_on(made, DAY).standing == Standing.IN_FORCE
    assert LogEntry.objects.filter(verb="certificate.record", subject_key=str(made.pk)).exists()
    assert generation.current() > before


def test_more_than_three_years_is_refused_with_the_law(orchard):
    with pytest.raises(refusals.TermTooLong) as refused:
        record_certificate(**given_for(orchard, valid_to=date(2029, 1, 11)))
    assert "28/2012/TT-BKHCN" in str(refused.value)
    assert "10/01/2029" in str(refused.value)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"number": ""}, refusals.NumberMissing),
        ({"valid_to": DAY}, refusals.EndsBeforeIssue),
        ({"issued": date(2099, 1, 1), "valid_to": date(2100, 1, 1)}, refusals.DayAhead),
        ({"number": "VG-THU-01", "certifier": "tổ chức  CHỨNG NHẬN thử"}, refusals.NumberTaken),
        ({"crop": "mít"}, refusals.CropUnknown),
        ({"plots": [0]}, refusals.ScopeEmpty),
    ],
)
def test_wrong_papers_are_refused(orchard, more, rule):
    with pytest.raises(rule):
        record_certificate(**given_for(orchard, **more))
    assert Certificate.objects.count() == 1


def test_another_certifier_may_use_the_same_number(orchard):
    assert record_certificate(**given_for(orchard, number="VG-THU-01")).pk


def test_the_scope_is_the_holder_s_own_of_the_same_crop_and_within_the_paper(orchard):
    plots = [plot.pk for plot in orchard.plots]
    with pytest.raises(refusals.ScopeBeyondPaper):
        record_certificate(**given_for(orchard, plots=plots, area_ha=Decimal("11.9")))
    with pytest.raises(refusals.CropDiffers):
        record_certificate(**given_for(orchard, plots=plots, crop="vai"))
    other = producers.add_producer(by=orchard.an, place=orchard.commune, name="Hộ khác", kind="household")
    with pytest.raises(refusals.PlotOfAnother):
        record_certificate(**given_for(orchard, holder=other.pk, plots=plots))


@pytest.mark.parametrize("who", ["htx", "lan", "so"])
def test_who_only_reads_records_nothing(orchard, who):
    with pytest.raises(PermissionDenied):
        record_certificate(**given_for(orchard, by=getattr(orchard, who)))


def test_a_stranger_finds_no_certificate(orchard):
    for who in (orchard.be, orchard.dung):
        with pytest.raises(Certificate.DoesNotExist):
            act_on_certificate(by=who, pk=orchard.certificate.pk, kind="kept", day=DAY)


def test_it_is_suspended_with_a_reason_and_taken_up_again(orchard):
    with pytest.raises(refusals.ReasonMissing):
        act(orchard, "suspended")
    act(orchard, "suspended", reason="Vượt dư lượng")
    assert truth_on(orchard.certificate, DAY).standing == Standing.SUSPENDED
    assert certified_area(orchard.commune, DAY) == 0
    with pytest.raises(refusals.ActNotOpen):
        act(orchard, "kept", date(2026, 2, 1))
    act(orchard, "resumed", date(2026, 3, 1))
    assert certified_area(orchard.commune, date(2026, 3, 1)) == 12


def test_acts_follow_one_another_and_none_lies_ahead(orchard):
    act(orchard, "kept")
    with pytest.raises(refusals.ActOutOfOrder):
        act(orchard, "kept", date(2026, 1, 9))
    with pytest.raises(refusals.DayAhead):
        act(orchard, "kept", date(2099, 1, 1))


def test_nothing_follows_a_withdrawal(orchard):
    act(orchard, "withdrawn", reason="Gian dối")
    assert open_acts(orchard.certificate, DAY) == frozenset()
    with pytest.raises(refusals.ActNotOpen):
        act(orchard, "resumed", date(2026, 2, 1))


def test_the_scope_is_narrowed_and_widened_from_a_day(orchard):
    first = orchard.plots[0].pk
    act(orchard, "narrowed", plots=[first], reason="Bán đất")
    before, after = date(2026, 1, 9), DAY
    assert certified_area(orchard.producer, before) == 12
    assert certified_area(orchard.producer, after) == 6
    with pytest.raises(refusals.PlotNotCovered):
        act(orchard, "narrowed", date(2026, 1, 11), plots=[first], reason="Bán đất")
    act(orchard, "widened", date(2026, 2, 1), plots=[first])
    with pytest.raises(refusals.PlotCovered):
        act(orchard, "widened", date(2026, 2, 2), plots=[first])
    assert Scope.objects.filter(certificate=orchard.certificate, plot=first).count() == 2


def test_it_is_renewed_once_by_a_later_certificate_of_the_same_holder_and_crop(orchard):
    with pytest.raises(refusals.SuccessorWrong):
        act(orchard, "renewed", successor=orchard.certificate.pk)
    new = record_certificate(**given_for(orchard))
    act(orchard, "renewed", date(2026, 2, 1), successor=new.pk)
    assert new.renews.certificate == orchard.certificate
    assert len(certificates_in_force(orchard.producer, date(2026, 2, 1))) == 2
    with pytest.raises(refusals.ActNotOpen):
        act(orchard, "renewed", date(2026, 2, 2), successor=new.pk)


def test_a_plot_under_two_certificates_counts_once(orchard):
    record_certificate(**given_for(orchard, plots=[orchard.plots[0].pk]))
    assert certified_area(orchard.province, DAY) == 12


def test_without_recorded_plots_the_paper_is_counted(orchard):
    Scope.objects.all().delete()
    assert certified_area(orchard.commune, DAY) == 12


def test_surveillance_is_due_a_year_after_the_last(orchard):
    assert surveillance_due(orchard.certificate, DAY) == years_after(ISSUED, 1)
    act(orchard, "kept")
    assert surveillance_due(orchard.certificate, DAY) == date(2027, 1, 10)
    assert surveillance_due(orchard.certificate, date(2025, 6, 1)) == years_after(ISSUED, 1)


def test_a_plot_is_added_under_the_certificate_s_area_only(orchard):
    areas.change_area(by=orchard.an, pk=orchard.area.pk, area_ha=Decimal(14))
    more = areas.add_plot(by=orchard.an, area=orchard.area.pk, number="3", area_ha=Decimal(2))
    with pytest.raises(refusals.ScopeBeyondPaper):
        act(orchard, "widened", plots=[more.pk])


def correct(orchard, by="an", reason="Ghi nhầm", **more):
    given = {"by": getattr(orchard, by), "pk": orchard.certificate.pk, "reason": reason}
    return correct_certificate(**given, **more)


def test_what_was_entered_wrong_is_corrected_with_a_reason_and_the_log_keeps_the_old(orchard):
    one = correct(orchard, number="VG-THU-1A", issued=date(2025, 2, 1), valid_to=date(2028, 1, 31))
    assert (one.number, one.acts.get().day) == ("VG-THU-1A", date(2025, 2, 1))
    assert certified_plots(one, date(2025, 2, 1)).count() == 2
    entry = LogEntry.objects.get(verb="certificate.correct")
    assert "VG-THU-01" in entry.changes
    assert entry.particulars.reason == "Ghi nhầm"


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"reason": " "}, refusals.ReasonMissing),
        ({"valid_to": date(2028, 3, 2)}, refusals.TermTooLong),
        ({"number": ""}, refusals.NumberMissing),
        ({"area_ha": Decimal(11)}, refusals.PaperBelowScope),
        ({"issued": date(2026, 2, 1), "valid_to": date(2029, 1, 31)}, refusals.IssuedAfterActs),
    ],
)
def test_a_correction_keeps_to_the_rules(orchard, more, rule):
    act(orchard, "kept")
    with pytest.raises(rule):
        correct(orchard, **more)


def test_a_correction_is_for_those_who_keep_the_register(orchard):
    for who in ("htx", "lan", "so"):
        with pytest.raises(PermissionDenied):
            correct(orchard, by=who, number="X")
    with pytest.raises(Certificate.DoesNotExist):
        correct(orchard, by="be", number="X")


def test_the_last_day_of_a_published_certificate_is_filled_in_later(orchard):
    Certificate.objects.update(valid_to=None, number="", certifier="", area_ha=None)
    with pytest.raises(refusals.LastDayMissing):
        correct(orchard, number="A", certifier="B")
    one = correct(orchard, number="A", certifier="B", valid_to=date(2027, 1, 1), area_ha=Decimal(12))
    assert truth_on(one, DAY).standing == Standing.IN_FORCE


@settings(max_examples=200)
@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 3))
def test_years_after_is_the_same_day_or_the_28th_of_february(day, years):
    later = years_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in {(day.month, day.day), (2, 28)}


def test_the_last_act_recorded_by_mistake_is_taken_back_and_the_log_keeps_it(orchard):
    key = orchard.certificate.pk
    act(orchard, Kind.WITHDRAWN, reason="Nhầm giấy khác")
    assert truth_on(orchard.certificate, DAY).standing == Standing.WITHDRAWN
    taken = take_back_act(by=orchard.an, pk=key, reason="Ghi nhầm")
    assert truth_on(taken, DAY).standing == Standing.IN_FORCE
    entry = LogEntry.objects.get(verb="certificate.take_back")
    assert (entry.by, "withdrawn" in entry.changes) == (orchard.an, True)
    with pytest.raises(refusals.ActStays):
        take_back_act(by=orchard.an, pk=key, reason="Lần nữa")
    with pytest.raises(refusals.ReasonMissing):
        take_back_act(by=orchard.an, pk=key, reason=" ")
    with pytest.raises(PermissionDenied):
        take_back_act(by=orchard.lan, pk=key, reason="x")
    with pytest.raises(Certificate.DoesNotExist):
        take_back_act(by=orchard.be, pk=key, reason="x")


def test_the_scope_is_as_it_was_before_the_act_that_is_taken_back(orchard):
    one, key = orchard.certificate, orchard.certificate.pk
    act(orchard, Kind.NARROWED, reason="Bỏ một thửa", plots=[orchard.plots[0].pk])
    assert certified_plots(one, DAY).count() == 1
    take_back_act(by=orchard.an, pk=key, reason="Nhầm")
    assert certified_plots(one, DAY).count() == 2
    act(orchard, Kind.NARROWED, reason="Bỏ một thửa", plots=[orchard.plots[0].pk])
    later = date(2026, 1, 12)
    act(orchard, Kind.WIDENED, later, plots=[orchard.plots[0].pk])
    take_back_act(by=orchard.an, pk=key, reason="Nhầm")
    assert certified_plots(one, later).count() == 1
    act(orchard, Kind.NARROWED, DAY, reason="Bỏ thửa nữa", plots=[orchard.plots[1].pk])
    with pytest.raises(refusals.ActStays):
        take_back_act(by=orchard.an, pk=key, reason="Nhầm")


def test_the_page_offers_it_at_the_last_act_alone(orchard, client):
    page = f"/07486/2026-01-10/produce/certificates/{orchard.certificate.pk}/"
    client.force_login(orchard.an)
    assert client.get(f"{page}take-back/").status_code == 404
    act(orchard, Kind.SUSPENDED, reason="Nhầm giấy khác")
    assert "Ghi nhầm?" in client.get(page).content.decode()
    assert client.post(f"{page}take-back/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}take-back/", {"reason": "Ghi nhầm giấy"}).status_code == 302
    assert "đang có hiệu lực" in client.get(page).content.decode()
    client.force_login(orchard.lan)
    assert client.get(f"{page}take-back/").status_code == 403
