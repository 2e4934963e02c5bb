"""The farm diary: what an entry must say, who writes it, how it is corrected and taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from openntm.office.models import LogEntry
from openntm.office.roles import Role
from openntm.produce.models import DiaryEntry, HarvestShare, Keeper, Plot
from openntm.produce.services import diary
from orchard import START, make_orchard, somebody

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2026, 8, 1), date(2026, 8, 10)
SPRAY = {"input_name": "Thuốc thử", "registration": "0001/TH", "dose": "20 ml", "waiting_days": 14}


@pytest.fixture
def orchard():
    return make_orchard()


def wrote(orchard, **more):
    asked = {"by": orchard.htx, "plot": orchard.plots[0].pk, "kind": "treatment", "day": DAY, "on": TODAY}
    return diary.write_entry(**{**asked, "done_by": "Hộ Thí Dụ", **({} if "kind" in more else SPRAY), **more})


def test_a_keeper_writes_what_was_done_and_the_log_says_so(orchard):
    entry = wrote(orchard)
    assert (entry.input_name, entry.waiting_days, entry.entered_by) == ("Thuốc thử", 14, orchard.htx)
    logged = LogEntry.objects.get(verb="diary.write")
    assert (logged.place_key, logged.changed["waiting_days"]) == ("xa-07486", [None, 14])
    assert "done_by" not in logged.changed  # personal: kept apart


def test_an_entry_that_is_sent_twice_is_kept_once(orchard):
    assert wrote(orchard, key="phone-1") == wrote(orchard, key="phone-1")
    assert (DiaryEntry.objects.count(), LogEntry.objects.filter(verb="diary.write").count()) == (1, 1)


def test_a_key_does_not_lead_to_the_entry_of_another_plot(orchard):
    wrote(orchard, key="phone-1")
    with pytest.raises(diary.KeyOfAnother):
        wrote(orchard, key="phone-1", plot=orchard.plots[1].pk)


def test_an_entry_keeps_only_what_its_kind_says(orchard):
    entry = wrote(orchard, kind="watering", **SPRAY)
    assert (entry.input_name, entry.waiting_days) == ("", None)


@pytest.mark.parametrize("missing", SPRAY)
def test_a_treatment_names_product_number_dose_and_waiting_days(orchard, missing):
    with pytest.raises(diary.EntryLacks) as refused:
        wrote(orchard, kind="treatment", **{**SPRAY, missing: None})
    assert refused.value.field == missing


@pytest.mark.parametrize("weight", [None, Decimal(0), Decimal(-1)])
def test_a_harvest_has_a_weight(orchard, weight):
    with pytest.raises(diary.EntryLacks):
        wrote(orchard, kind="harvest", quantity_kg=weight)


def test_nobody_writes_what_has_not_happened_yet(orchard):
    with pytest.raises(diary.DiaryDayAhead):
        wrote(orchard, day=date(2026, 8, 11))


def test_nothing_was_done_before_the_area_began_or_after_it_ended(orchard):
    with pytest.raises(diary.OutsideAreaDays):
        wrote(orchard, day=date(2010, 12, 31))
    orchard.area.valid_to = DAY
    orchard.area.save()
    with pytest.raises(diary.OutsideAreaDays):
        wrote(orchard)


def test_it_is_said_who_did_the_work(orchard):
    with pytest.raises(diary.NoPerson):
        wrote(orchard, done_by="  ")


@pytest.mark.parametrize("who", ["be", "dung"])
def test_the_diary_does_not_exist_for_strangers(orchard, who):
    with pytest.raises(Plot.DoesNotExist):
        wrote(orchard, by=getattr(orchard, who))


def test_another_keeper_of_the_commune_finds_nothing(orchard):
    with pytest.raises(Plot.DoesNotExist):
        wrote(orchard, by=somebody("khac", Role.PRODUCER, orchard.commune))


def test_who_no_longer_keeps_the_producer_writes_no_more(orchard):
    Keeper.objects.update(valid_to=START)
    with pytest.raises(Plot.DoesNotExist):
        wrote(orchard)


@pytest.mark.parametrize("who", ["lan", "so", "tham"])
def test_who_only_reads_does_not_write(orchard, who):
    with pytest.raises(PermissionDenied):
        wrote(orchard, by=getattr(orchard, who))


@pytest.mark.parametrize("who", ["an", "binh"])
def test_an_officer_writes_for_the_producer_and_the_log_says_so(orchard, who):
    entry = wrote(orchard, by=getattr(orchard, who))
    assert entry.entered_by == getattr(orchard, who)
    assert LogEntry.objects.get(verb="diary.write").changed["for_producer"] == [None, "HTX Na dai Thử"]


def test_a_correction_is_a_new_entry_with_a_reason(orchard):
    old = wrote(orchard)
    new = diary.correct_entry(by=orchard.htx, pk=old.pk, reason="nhầm nhãn", waiting_days=21, on=TODAY)
    assert (new.corrects, new.waiting_days, new.input_name, new.day) == (old, 21, "Thuốc thử", DAY)
    assert DiaryEntry.objects.get(pk=old.pk).waiting_days == 14
    assert LogEntry.objects.get(verb="diary.correct").changed["waiting_days"] == [14, 21]


def test_nothing_is_corrected_without_a_reason_or_twice(orchard):
    old = wrote(orchard)
    with pytest.raises(diary.NoReason):
        diary.correct_entry(by=orchard.htx, pk=old.pk, reason=" ", on=TODAY)
    diary.withdraw_entry(by=orchard.htx, pk=old.pk, reason="nhầm thửa", on=TODAY)
    with pytest.raises(diary.EntryReplaced):
        diary.correct_entry(by=orchard.htx, pk=old.pk, reason="nhầm", on=TODAY)


def test_a_withdrawn_entry_is_not_corrected_again(orchard):
    gone = diary.withdraw_entry(by=orchard.htx, pk=wrote(orchard).pk, reason="nhầm thửa", on=TODAY)
    assert gone.withdrawn
    assert LogEntry.objects.filter(verb="diary.withdraw").exists()
    with pytest.raises(diary.EntryReplaced):
        diary.withdraw_entry(by=orchard.htx, pk=gone.pk, reason="nhầm", on=TODAY)


def test_a_harvest_in_a_lot_is_not_withdrawn_nor_made_smaller_than_its_share(orchard):
    harvest = wrote(orchard, kind="harvest", quantity_kg=Decimal(300))
    HarvestShare.objects.create(lot=orchard.lot, harvest=harvest, kg=Decimal(200))
    with pytest.raises(diary.HarvestInLot):
        diary.withdraw_entry(by=orchard.htx, pk=harvest.pk, reason="nhầm", on=TODAY)
    with pytest.raises(diary.HarvestInLot):
        diary.correct_entry(by=orchard.htx, pk=harvest.pk, reason="cân lại", quantity_kg=Decimal(199), on=TODAY)
    new = diary.correct_entry(by=orchard.htx, pk=harvest.pk, reason="cân lại", quantity_kg=Decimal(200), on=TODAY)
    assert list(orchard.lot.harvests.all()) == [new]


def test_a_photo_is_kept_at_the_place(orchard, tiny_picture):
    entry = wrote(orchard, photo=SimpleUploadedFile("a.png", tiny_picture, "image/png"))
    assert entry.photo.place == orchard.commune
