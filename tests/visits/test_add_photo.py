"""A photo keeps its original and its hash, says when and where it was taken and who told so; its copy tells nothing."""

import hashlib
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from openntm.office.files import FileRefused, content, keep, public_copy
from openntm.office.models import LogEntry
from openntm.visits.exif import Taken, degrees, read_exif
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import shown_photos, unanswered
from openntm.visits.services import add_observation, add_photo, answer_items, close_visit, refusals, start_visit
from orchard import make_orchard

DAY = date(2026, 1, 10)
NOON = datetime(2026, 1, 10, 5, tzinfo=UTC)


@pytest.fixture
def orchard(db):
    return make_orchard()


@pytest.fixture
def visit(orchard):
    of = {"place": orchard.commune, "subject_kind": "producer", "subject_key": "7", "kind": "internal"}
    return start_visit(by=orchard.an, day=DAY, **of)


def photo(moment="2026:01:10 12:00:00", place=(21.0, 12.0, 36.0), zone="", color="green"):
    exif = Image.Exif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    if moment:
        inner[ExifTags.Base.DateTimeOriginal] = moment
    if zone:
        inner[ExifTags.Base.OffsetTimeOriginal] = zone
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", place
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (106.0, 30.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(body):
    return SimpleUploadedFile("cong.jpg", body, "image/jpeg")


def added(orchard, visit, body, **more):
    return add_photo(by=orchard.an, pk=visit.pk, among=Visit.objects.all(), upload=upload(body), **more)


def test_the_original_keeps_its_bytes_and_its_copy_has_no_metadata(orchard, visit):
    body = photo()
    one = added(orchard, visit, body)
    assert hashlib.sha256(content(one.file)).hexdigest() == one.file.sha256 == hashlib.sha256(body).hexdigest()
    copy = public_copy(one.file)
    with Image.open(io.BytesIO(copy)) as image:
        assert dict(image.getexif()) == {}
    assert b"Exif" in body
    assert b"Exif" not in copy
    assert LogEntry.objects.get(verb="visit.photo").changes.count(one.file.sha256) == 1


def test_what_the_photo_says_goes_before_what_the_device_says(orchard, visit):
    device = {"taken_at": datetime(2026, 2, 2, tzinfo=UTC), "latitude": Decimal(20), "longitude": Decimal(105)}
    one = added(orchard, visit, photo(), **device, accuracy=12)
    assert (one.taken_at, one.time_source) == (NOON, "photo")
    assert (one.latitude, one.longitude, one.place_source) == (Decimal("21.21"), Decimal("106.5"), "photo")
    assert one.accuracy is None


def test_the_device_says_what_the_photo_does_not(orchard, visit):
    device = {"taken_at": NOON, "latitude": Decimal("21.2"), "longitude": Decimal("106.5"), "accuracy": 12}
    one = added(orchard, visit, photo(moment="", place=None), **device)
    assert (one.taken_at, one.time_source, one.place_source, one.accuracy) == (NOON, "device", "device", 12)


def test_what_nobody_says_is_not_known(orchard, visit):
    one = added(orchard, visit, photo(moment="", place=None))
    assert (one.taken_at, one.time_source, one.latitude, one.place_source) == (None, "none", None, "none")


@pytest.mark.parametrize("moment", ["0000:00:00 00:00:00", "yesterday", "2026:13:01 00:00:00"])
def test_a_time_that_cannot_be_is_not_known(moment):
    assert read_exif(photo(moment=moment)).at is None


def test_a_zone_in_the_photo_is_heeded():
    assert read_exif(photo(moment="2026:01:10 05:00:00", zone="+00:00")).at == NOON


def test_a_place_that_cannot_be_is_not_known():
    assert read_exif(photo(place=(91.0, 0.0, 0.0))).latitude is None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(body):
    assert read_exif(body) == Taken()


@given(st.decimals(0, 90, places=6))
def test_degrees_are_the_same_in_parts(whole):
    minutes = (whole % 1) * 60
    parts = (float(int(whole)), float(int(minutes)), float((minutes % 1) * 60))
    assert abs(degrees(parts, "S") + whole) <= Decimal("0.000001")


def test_the_same_photo_twice_is_one_and_of_an_item_another(orchard, visit):
    assert added(orchard, visit, photo()) == added(orchard, visit, photo())
    added(orchard, visit, photo(), item="diary.kept")
    assert [one.about for one in shown_photos(visit, str)] == ["", shown_photos(visit, str)[1].about]
    assert visit.photos.count() == 2


def test_a_finding_has_its_photo(orchard, visit):
    among = {"by": orchard.an, "pk": visit.pk, "among": Visit.objects.all()}
    found = add_observation(
        **among, severity="minor", text="Nứt", demand="Vá", due=DAY, photo=upload(photo(color="red"))
    )
    added(orchard, visit, photo(), observation=found.pk)
    assert found.evidence.count() == 2
    assert {one.about for one in shown_photos(visit, str)} == {"Nứt"}


def test_what_does_not_fit_is_refused(orchard, visit):
    with pytest.raises(refusals.ItemUnknown):
        added(orchard, visit, photo(), item="colour")
    with pytest.raises(Observation.DoesNotExist):
        added(orchard, visit, photo(), observation=1)
    with pytest.raises(refusals.PositionImpossible):
        added(orchard, visit, photo(place=None), latitude=Decimal(99), longitude=Decimal(1))
    with pytest.raises(FileRefused):
        added(orchard, visit, b"no photo")
    with pytest.raises(Visit.DoesNotExist):
        add_photo(by=orchard.an, pk=visit.pk, among=Visit.objects.none(), upload=upload(photo()))


def test_a_closed_visit_takes_no_photo(orchard, visit):
    among = {"by": orchard.an, "pk": visit.pk, "among": Visit.objects.all()}
    answer_items(**among, answers={item.key: ("ok", "") for item in unanswered(visit)})
    close_visit(**among, result="Đạt")
    with pytest.raises(refusals.VisitClosed):
        added(orchard, visit, photo())


@pytest.mark.slow  # migrates back and forth
@pytest.mark.django_db(transaction=True)
def test_the_photos_kept_before_are_carried_over():
    """Through the migrations themselves, on the tables of the version before."""
    try:
        before = MigrationExecutor(connection).loader.project_state(("visits", "0002_kinds_of_visit")).apps
        MigrationExecutor(connection).migrate([("visits", "0002_kinds_of_visit")])
        land = make_orchard()
        of = {"place_id": land.commune.pk, "by_id": land.an.pk, "day": DAY, "version": 1}
        visit = before.get_model("visits", "Visit").objects.create(**of)
        file = keep(upload(photo()), land.an, place=land.commune)
        visit.photos.add(file.pk)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    carried = Visit.objects.get(pk=visit.pk).photos.get()
    assert (carried.file, carried.time_source, carried.place_source) == (file, "none", "none")
