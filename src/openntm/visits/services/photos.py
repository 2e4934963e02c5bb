"""Writes: photos as evidence, with the time and place that the file or the device tells."""

from datetime import datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from openntm.office.files import content, keep
from openntm.office.log import record
from openntm.office.models import Person
from openntm.visits.exif import read_exif
from openntm.visits.models import Observation, Visit, VisitPhoto
from openntm.visits.queries import checklist_of
from openntm.visits.services.refusals import ItemUnknown, PositionImpossible
from openntm.visits.services.visits import open_visit

Source = VisitPhoto.Source


@transaction.atomic
def add_photo(
    *,
    by: Person,
    pk: int,
    among: QuerySet[Visit],
    upload: UploadedFile,
    taken_at: datetime | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    accuracy: int | None = None,
    item: str = "",
    observation: int | None = None,
) -> VisitPhoto:
    """Time and place as the device tells them; what the photo itself says goes first. Raises FileRefused for what may
    not be kept, Observation.DoesNotExist for one of another visit."""
    visit = open_visit(among, pk)
    if item and checklist_of(visit).item(item) is None:
        raise ItemUnknown
    found = visit.observations.get(pk=observation) if observation else None
    photo = kept_photo(by, visit, upload, item=item, observation=found)
    told(photo, taken_at, latitude, longitude, accuracy)
    photo.save()
    record(by, "visit.photo", visit, after={"file": photo.file.sha256}, place=visit.place)
    return photo


def kept_photo(
    by: Person, visit: Visit, upload: UploadedFile, *, item: str = "", observation: Observation | None = None
) -> VisitPhoto:
    """The same photo for the same thing is one row; unsaved until its time and place are known."""
    file = keep(upload, by, place=visit.place)
    of = {"visit": visit, "file": file, "item": item, "observation": observation}
    photo = VisitPhoto.objects.filter(**of).first() or VisitPhoto(**of)
    written = read_exif(content(file))
    if written.at:
        photo.taken_at, photo.time_source = written.at, Source.PHOTO
    if written.latitude is not None:
        photo.latitude, photo.longitude, photo.place_source = written.latitude, written.longitude, Source.PHOTO
    return photo


def told(
    photo: VisitPhoto,
    taken_at: datetime | None,
    latitude: Decimal | None,
    longitude: Decimal | None,
    accuracy: int | None,
) -> None:
    """By the device, where the photo itself says nothing."""
    if taken_at and photo.taken_at is None:
        photo.taken_at, photo.time_source = taken_at, Source.DEVICE
    if latitude is None or longitude is None or photo.latitude is not None:
        return
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise PositionImpossible
    photo.latitude, photo.longitude, photo.place_source = latitude, longitude, Source.DEVICE
    photo.accuracy = accuracy
