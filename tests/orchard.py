"""A small land with a cooperative for tests of produce, codes and support; every value is invented."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion
from openntm.produce.models import (
    Certificate,
    CertificateAct,
    GrowingArea,
    Keeper,
    Lot,
    Member,
    Plot,
    Producer,
    Product,
    Scope,
)
from remembered import remembered

START = date(2011, 1, 1)
ISSUED, VALID_TO = date(2025, 3, 1), date(2028, 2, 29)
SOURCE = {"source_title": "Thử", "verified": True}


def unit(key, code, name, kind, parent=None):
    place = Place.objects.create(key=key)
    PlaceVersion.objects.create(place=place, code=code, name=name, kind=kind, parent=parent, valid_from=START)
    return place


def somebody(name, role, place, **given):
    person = Person.objects.create_user(name, password="correct horse", display_name=name.title(), **given)
    Post.objects.create(person=person, place=place, role=role, valid_from=START)
    return person


@remembered
def make_orchard():
    """`htx` keeps the cooperative; `an` is its commune's officer, `binh` the office, `lan` the leader above; the
    department (`so`) and the appraiser (`tham`) check; `be` is the officer of another commune, `dung` is far away."""
    province = unit("tinh-thu", "24", "Thử", "tinh")
    commune = unit("xa-07486", "07486", "Nghĩa Phương", "xa", province)
    other = unit("xa-07492", "07492", "Lục Sơn", "xa", province)
    far = unit("tinh-xa", "99", "Xa", "tinh")
    people = {
        "htx": somebody("htx", Role.PRODUCER, commune),
        "an": somebody("an", Role.COMMUNE_OFFICER, commune),
        "be": somebody("be", Role.COMMUNE_OFFICER, other),
        "binh": somebody("binh", Role.OFFICE, province),
        "lan": somebody("lan", Role.LEADER, province),
        "so": somebody("so", Role.DEPARTMENT, province),
        "tham": somebody("tham", Role.APPRAISER, province),
        "dung": somebody("dung", Role.OFFICE, far),
    }
    producer = Producer.objects.create(
        name="HTX Na dai Thử",
        sort_key="htx na dai thu",
        kind=Producer.Kind.COOPERATIVE,
        place=commune,
        address="thôn Thử, xã Nghĩa Phương",
        phone="0900000000",
        representative="Giáp Thí Dụ",
        **SOURCE,
    )
    Keeper.objects.create(producer=producer, person=people["htx"], valid_from=START)
    member = Member.objects.create(producer=producer, number="01", name="Hộ Thí Dụ")
    area = GrowingArea.objects.create(
        name="Đồi na Thử",
        place=commune,
        producer=producer,
        crop="na",
        area_ha=Decimal("12"),
        valid_from=START,
        **SOURCE,
    )
    plots = [
        Plot.objects.create(area=area, member=member, number=str(n), area_ha=Decimal(6), latitude=Decimal("21.2"))
        for n in (1, 2)
    ]
    certificate = Certificate.objects.create(
        number="VG-THU-01",
        holder=producer,
        place=commune,
        certifier="Tổ chức chứng nhận Thử",
        crop="na",
        area_ha=Decimal(12),
        issued=ISSUED,
        valid_to=VALID_TO,
        **SOURCE,
    )
    now = datetime(2025, 3, 1, tzinfo=UTC)
    CertificateAct.objects.create(certificate=certificate, kind=CertificateAct.Kind.GRANTED, day=ISSUED, at=now)
    for plot in plots:
        Scope.objects.create(certificate=certificate, plot=plot, valid_from=ISSUED)
    product = Product.objects.create(
        producer=producer, name="Na dai Thử", crop="na", code="NADAI-01", standards="VietGAP TCVN 11892-1:2017"
    )
    lot = Lot.objects.create(
        number="L2601", product=product, place=commune, certificate=certificate, unit_kg=Decimal(1), opened_at=now
    )
    found = {"producer": producer, "member": member, "area": area, "plots": plots, "certificate": certificate}
    found |= {"product": product, "lot": lot, "province": province, "commune": commune, "other": other, "far": far}
    return SimpleNamespace(**people, **found)
