"""Every door of the package is opened by everybody: the exact position of a sensitive site comes out of none."""

import io
import zipfile
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from openntm.heritage.models import Site
from openntm.heritage.services import files, proposals, rounds
from openntm.heritage.services.sites import add_site, change_site, end_site, hand_over_site
from openntm.heritage.urls import urlpatterns
from openntm.office.files import content
from openntm.office.models import StoredFile
from openntm.portal.field import FIELD
from openntm.visits.queries import checklist_of
from village import make_village

DAY = "2026-01-10"
GPS, LISTS = 0x8825, ("sites", "rounds")
# Keepers alone, and only on these pages: what they enter, and the file as it was handed in.
OPEN_TO_KEEPERS = {"site", "site_change", "site_file"}
OWN = {"files"}  # what one handed in oneself
CUSTODIAN = ("Giáp Thí Dụ", "0900123456")
POSTED = {"file_hide"}  # answers nothing that could be read
PRINTED = {"round_print"}
WHERE = {
    None: ("21.23457", "106.51234"),
    "so": ("21.29871", "106.50003"),
    "be": ("21.24999", "106.54996"),
    "lan": ("21.20001", "106.53333"),
    "mat": ("21.23457", "106.59871"),
    "to": ("21.22613", "106.52388"),
    "dung": ("21.27182", "106.51828"),
    "an": ("21.23457", "106.51234"),
    "binh": ("21.26535", "106.58979"),
}


@pytest.fixture
def village(db, settings, tmp_path):
    settings.HOME = tmp_path
    return make_village()


def told_of(village, latitude, longitude):
    """A site about which all has happened that can: each picture holds its position, and so does each device."""
    an, where = village.an, {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}
    site = add_site(by=an, place=village.commune, name="Đền Thử", kind="historical", **where)
    change_site(by=an, pk=site.pk, **where)
    hand_over_site(by=an, pk=site.pk, body="Ban quản lý", day=site.recorded_on, person=CUSTODIAN[0], phone=CUSTODIAN[1])
    shown = files.add_file(by=an, pk=site.pk, file=taken("den.jpg", where), caption="Cổng đền")
    code, desk = files.make_poster(by=an, pk=site.pk), FIELD["heritage"]
    visit = desk.start(by=an, key=str(site.pk), kind="condition", day=site.recorded_on)
    desk.answer(by=an, pk=visit.pk, answers={one.key: ("ok", "") for one in checklist_of(visit).items})
    photo = desk.add_photo(by=an, pk=visit.pk, upload=taken("mai.jpg", where), **where, accuracy=4)
    given = {"name": "Người Trông", "role": "visited", "signed_at": timezone.now()}
    signature = desk.sign(by=an, pk=visit.pk, upload=taken("chu-ky.jpg", where, ink=True), **given)
    given = {"severity": "major", "text": "Dột", "demand": "Lợp", "due": site.recorded_on}
    seen = desk.observe(by=an, pk=visit.pk, photo=taken("dot.jpg", where), **given)
    rounds.answer_repair(by=an, pk=seen.pk, answer="Đã lợp", photo=taken("lop.jpg", where))
    sent = proposals.receive_proposal(site=site.pk, text="Tôi biết", photo=taken("gui.jpg", where))
    things = {"site": site, "visit": visit, "file": shown, "photo": photo, "observation": seen, "proposal": sent}
    things["signature"] = signature
    return SimpleNamespace(**things, code=code)


def taken(name, where, *, ink=False):
    """A picture with the position of the site in its metadata, and pixels of its own."""
    image, out = Image.new("RGB", (8, 8), (len(name), ord(name[0]), 7)), io.BytesIO()
    if ink:
        image.paste("white", (0, 0, 4, 8))
    parts = [(int(value), int(value % 1 * 60), float(value * 60 % 1 * 60)) for value in where.values()]
    exif = image.getexif()
    exif.get_ifd(GPS).update({1: "N", 2: parts[0], 3: "E", 4: parts[1]})
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def doors(told):
    """Name → address, of every page of the package and of what other packages show of its things."""
    for pattern in urlpatterns:
        route, given = str(pattern.pattern), {"code": "07486", "day": DAY, "file": told.file.pk}
        at = {"heritage/rounds/<": told.visit, "heritage/proposals/<": told.proposal}
        one = next((thing for begins, thing in at.items() if begins in route), told.site)
        given |= {"pk": one.pk, "observation": told.observation.pk}
        if pattern.name == "round_file":
            given["file"] = told.photo.file_id
        wanted = {name: given[name] for name in pattern.pattern.converters}
        yield pattern.name, reverse(f"heritage:{pattern.name}", kwargs=wanted)
    for name in LISTS:
        for ending in ("csv", "xlsx"):
            yield name, reverse(f"heritage:{name}", args=["07486", DAY]) + f"?format={ending}"
    yield from others(told)


def others(told):
    yield "api", "/api/v1/heritage/"
    yield "code", f"/Q/{told.code.token}"
    yield "field", "/field/data/"
    yield "notices", "/notices/"
    yield from (("log", f"/log/{name}") for name in ("", "log.csv", "log.xlsx"))
    for kept in StoredFile.objects.all():
        yield "files", f"/files/{kept.pk}/"
        yield "files", f"/files/{kept.pk}/copy/"


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def texts_in(body):
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return [book.read(name).decode(errors="replace") for name in book.namelist()]
    return [body.decode(errors="replace")]


def has_gps(body):
    try:
        return bool(Image.open(io.BytesIO(body)).getexif().get_ifd(GPS))
    except UnidentifiedImageError:
        return False


def names_custodian(body):
    return any(word in text for text in texts_in(body) for word in CUSTODIAN)


def secrets_of(where):
    """To a thousandth of a degree, about a hundred metres, with point and with comma."""
    return [text for value in where for text in (value[:-2], value[:-2].replace(".", ","))]


def leaks(body, where):
    return has_gps(body) or any(secret in text for text in texts_in(body) for secret in secrets_of(where))


@pytest.mark.slow  # opens every door as each reader
@pytest.mark.parametrize("who", list(WHERE))
def test_no_door_tells_where_it_is_and_who_answers_for_it(village, who):
    told, client = told_of(village, *WHERE[who]), Client()
    if who:
        client.force_login(getattr(village, who))
    opened, leaking, naming = set(), set(), set()
    for name, address in doors(told):
        answer = client.post(address, {"format": "docx"}) if name in PRINTED else client.get(address)
        body = body_of(answer)
        assert answer.status_code < 500, address
        opened |= {name} if answer.status_code == 200 else set()
        leaking |= {name} if leaks(body, WHERE[who]) else set()
        naming |= {name} if names_custodian(body) else set()
    keeps = who in ("an", "binh")
    assert leaking == (OPEN_TO_KEEPERS if keeps else set()) | (OWN if who == "an" else set())
    assert naming == ({"site"} if keeps else set())
    assert {"story", "propose", "picture", "sites", "api"} <= opened
    assert not keeps or {one.name for one in urlpatterns} - POSTED <= opened


def test_once_it_is_no_longer_in_the_register_its_page_tells_as_little(village):
    told = told_of(village, *WHERE[None])
    end_site(by=village.an, pk=told.site.pk, day=told.site.recorded_on, reason="Thử")
    assert not leaks(Client().get(f"/heritage/{told.site.pk}/").content, WHERE[None])


def test_no_other_row_and_no_other_file_holds_it(village):
    """Whoever reads tables, backups of single tables or the log finds it in one place alone."""
    told = told_of(village, *WHERE[None])
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) or (model is Site and field.name in Site.PERSONAL):
                continue
            held = [str(value) for value in model._default_manager.values_list(field.name, flat=True)]
            assert not [one for one in held for secret in secrets_of(WHERE[None]) if secret in one], (model, field)
    assert {kept.pk for kept in StoredFile.objects.all() if has_gps(content(kept))} == {told.file.file_id}
