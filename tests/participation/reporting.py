"""What tests of reports share: the village, a picture, and reports at each stage."""

import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from openntm.participation import strangers
from openntm.participation.models import Report
from openntm.participation.services.reports import moderating, receiving
from village import make_village


@pytest.fixture
def village(settings, tmp_path, db):
    """With a data directory of its own and a network that sent nothing yet."""
    settings.HOME = tmp_path
    for bucket in (strangers.REPORTS, strangers.ACTS):
        bucket.full_at.clear()
    return SimpleNamespace(**vars(make_village()), today=timezone.localdate())


def picture(colour="red"):
    image, out = Image.new("RGB", (8, 8), colour), io.BytesIO()
    exif = image.getexif()
    exif[0x010F] = "A camera that tells"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_me_at_home.jpg", out.getvalue(), "image/jpeg")


def reported(village, **given):
    """A report that arrived."""
    said = {"place": village.commune, "kind": "road", "text": "Ổ gà lớn trước nhà văn hóa thôn Thử", "seconds": 60}
    draft = receiving.begin_report(**said | given)
    return receiving.send_report(pk=draft.pk)


def published(village, **given):
    report = reported(village, **given)
    by = village.binh if report.kind == "staff" else village.an
    moderating.publish_report(by=by, pk=report.pk, public_text=report.text)
    return Report.objects.get(pk=report.pk)


def answered(village, **given):
    report = published(village, **given)
    moderating.answer_report(by=village.an, pk=report.pk, answer="Đã vá ổ gà ngày hôm qua")
    return Report.objects.get(pk=report.pk)
