"""When and where a photo was taken, as the camera wrote it into the file."""

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from PIL import ExifTags, Image

Gps = ExifTags.GPS
PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Taken:
    at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def read_exif(content: bytes) -> Taken:
    """What cannot be read is not known: no photo is refused for its metadata."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
            return Taken(moment(exif), *position(exif.get_ifd(ExifTags.IFD.GPSInfo)))
    except (OSError, SyntaxError, ValueError, ArithmeticError, TypeError, KeyError):
        return Taken()


def moment(exif: Image.Exif) -> datetime | None:
    """A camera that writes no zone is taken to show the time of Vietnam."""
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    told = str(inner.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "").strip("\0 ")
    zone = str(inner.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\0 ")
    try:
        if zone:
            return datetime.strptime(f"{told} {zone}", "%Y:%m:%d %H:%M:%S %z")
        return timezone.make_aware(datetime.strptime(told, "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007
    except ValueError:
        return None


def position(gps: dict[int, Any]) -> tuple[Decimal | None, Decimal | None]:
    if Gps.GPSLatitude not in gps or Gps.GPSLongitude not in gps:
        return None, None
    latitude = degrees(gps[Gps.GPSLatitude], gps.get(Gps.GPSLatitudeRef, "N"))
    longitude = degrees(gps[Gps.GPSLongitude], gps.get(Gps.GPSLongitudeRef, "E"))
    if abs(latitude) > 90 or abs(longitude) > 180 or latitude == longitude == 0:  # a camera without a fix writes zeros
        return None, None
    return latitude, longitude


def degrees(parts: Any, side: str) -> Decimal:
    whole = sum(Decimal(str(float(part))) / 60**power for power, part in enumerate(parts))
    return (-whole if side in ("S", "W") else whole).quantize(PLACES)
