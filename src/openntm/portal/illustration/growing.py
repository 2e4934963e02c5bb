"""An invented cooperative: its members and land, its certificate, an audit, and the diary of a season."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from openntm.portal.illustration.fruit import custard_apple
from openntm.portal.illustration.people import Cast, unit
from openntm.produce.models import Certificate, CertificateAct, DiaryEntry, Plot, Producer, Product
from openntm.produce.services.areas import add_area, add_plot
from openntm.produce.services.audits import (
    answer_audit,
    answer_observation,
    close_audit,
    close_observation,
    observe,
    start_audit,
)
from openntm.produce.services.certificates import act_on_certificate, record_certificate
from openntm.produce.services.diary import write_entry
from openntm.produce.services.members import add_keeper, add_member
from openntm.produce.services.producers import add_producer
from openntm.produce.services.products import add_product
from openntm.visits.checklists import checklists
from openntm.visits.models import Visit

NAME, COMMUNE = "Hợp tác xã Na dai Thí Dụ", "07486"
KEEPER, OFFICER, OFFICE = "htx-na-dai", "can-bo-nghia-phuong", "van-phong-bac-ninh"
MEMBERS = ("Hộ Thí Dụ Một", "Hộ Thí Dụ Hai", "Hộ Thí Dụ Ba", "Hộ Thí Dụ Bốn")
PLOTS = (("1", "1.4"), ("2", "1.1"), ("3", "0.9"), ("4", "1.2"))  # number, ha
SPRAY = {
    "input_name": "Thuốc trừ rệp minh họa B",
    "registration": "0002/MH-BVTV",
    "dose": "15 ml/16 lít nước",
    "waiting_days": 7,
}
LATE_SPRAY = {
    "input_name": "Thuốc trừ nấm minh họa A",
    "registration": "0001/MH-BVTV",
    "dose": "20 ml/16 lít nước",
    "waiting_days": 14,
}
MANURE = {"input_name": "Phân hữu cơ vi sinh minh họa D", "registration": "0004/MH-PB", "dose": "5 kg/gốc"}


@dataclass(frozen=True)
class Orchard:
    """What the stamps are for."""

    producer: Producer
    plots: tuple[Plot, ...]
    certificate: Certificate
    product: Product
    harvests: tuple[DiaryEntry, ...]  # of each plot; the last one came too early after a treatment


def plant_orchard(cast: Cast) -> Orchard:
    producer = found_cooperative(cast)
    plots = lay_out_plots(cast, producer)
    certificate = certify(cast, producer, plots)
    audit(cast, producer)
    product = add_product(
        by=cast[OFFICER],
        producer=producer.pk,
        name="Na dai",
        crop="na",
        code="NADAI-TD-01",
        brand="Na dai Thí Dụ",
        standards="VietGAP TCVN 11892-1:2017",
        shelf_days=30,
        storage="Bảo quản lạnh; dùng trong 30 ngày sau khi đóng gói",
        picture=custard_apple(),
    )
    return Orchard(producer, plots, certificate, product, keep_diary(cast, plots))


def found_cooperative(cast: Cast) -> Producer:
    officer = cast[OFFICER]
    producer = add_producer(
        by=officer,
        place=unit(COMMUNE, merged=True),
        name=NAME,
        kind=Producer.Kind.COOPERATIVE,
        address="Thôn Thí Dụ",
        phone="0900 000 000",
        representative="Giáp Thí Dụ",
    )
    for number, name in enumerate(MEMBERS, start=1):
        add_member(by=officer, producer=producer.pk, number=f"{number:02}", name=name)
    add_keeper(by=officer, producer=producer.pk, person=cast[KEEPER], valid_from=before(cast, 420))
    return producer


def before(cast: Cast, days: int) -> date:
    return cast.on - timedelta(days=days)


def lay_out_plots(cast: Cast, producer: Producer) -> tuple[Plot, ...]:
    area = add_area(
        by=cast[OFFICER],
        place=producer.place,
        name="Đồi na Thí Dụ",
        crop="na",
        area_ha=Decimal(5),
        valid_from=before(cast, 420),
        producer=producer.pk,
    )
    members = list(producer.members.order_by("number"))
    return tuple(
        add_plot(by=cast[OFFICER], area=area.pk, number=number, area_ha=Decimal(ha), member=member)
        for (number, ha), member in zip(PLOTS, members, strict=True)
    )


def certify(cast: Cast, producer: Producer, plots: tuple[Plot, ...]) -> Certificate:
    issued = before(cast, 400)
    certificate = record_certificate(
        by=cast[OFFICER],
        holder=producer.pk,
        number="VG-TD-017",
        certifier="Tổ chức chứng nhận Thí Dụ",
        crop="na",
        area_ha=Decimal("4.6"),
        issued=issued,
        valid_to=issued + timedelta(days=2 * 365),
        plots=[plot.pk for plot in plots],
    )
    act_on_certificate(
        by=cast[OFFICER],
        pk=certificate.pk,
        kind=CertificateAct.Kind.KEPT,
        day=before(cast, 95),
        document="Biên bản giám sát số 01 (minh họa)",
    )
    return certificate


def audit(cast: Cast, producer: Producer) -> None:
    """An internal round with one thing that was wanting and is mended."""
    keeper = cast[KEEPER]
    visit = start_audit(by=keeper, producer=producer.pk, kind=Visit.Kind.INTERNAL, day=before(cast, 120))
    items = [item.key for item in checklists()[visit.checklist, visit.version].items]
    wanting = "inputs.packaging"
    answers = dict.fromkeys(items, ("ok", "")) | {wanting: ("not_ok", "Còn vỏ bao thuốc ở bờ lô")}
    answer_audit(by=keeper, pk=visit.pk, answers=answers)
    found = observe(
        by=keeper,
        pk=visit.pk,
        severity="minor",
        item=wanting,
        text="Vỏ bao thuốc để ở bờ lô số 2",
        demand="Thu gom vào bể chứa của thôn",
        due=before(cast, 110),
    )
    answer_observation(by=keeper, pk=found.pk, answer="Đã thu gom, mỗi hộ có một thùng riêng")
    close_observation(by=keeper, pk=found.pk, remedy="Kiểm tra lại: bờ lô sạch, thùng đã đặt")
    close_audit(by=keeper, pk=visit.pk, result="Đạt; một điểm chưa phù hợp nhẹ đã khắc phục")


def keep_diary(cast: Cast, plots: tuple[Plot, ...]) -> tuple[DiaryEntry, ...]:
    kind = DiaryEntry.Kind
    for plot, member in zip(plots, MEMBERS, strict=True):
        for days, what, said in ((92, kind.PRUNING, {}), (80, kind.FERTILISER, MANURE), (60, kind.TREATMENT, SPRAY)):
            write(cast, plot, what, days, member, **said)
    write(cast, plots[-1], kind.TREATMENT, 16, MEMBERS[-1], **LATE_SPRAY)
    harvests = zip(plots, MEMBERS, (("1200", 22), ("900", 21), ("700", 20), ("600", 9)), strict=True)
    return tuple(
        write(cast, plot, kind.HARVEST, days, member, quantity_kg=Decimal(kg)) for plot, member, (kg, days) in harvests
    )


def write(cast: Cast, plot: Plot, kind: str, days: int, member: str, **said: object) -> DiaryEntry:
    given = {"day": before(cast, days), "done_by": member, "on": cast.on, "illustrative": True}
    return write_entry(by=cast[KEEPER], plot=plot.pk, kind=kind, **given, **said)  # type: ignore[arg-type]
