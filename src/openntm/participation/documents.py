"""The receipt of a contribution in the layout of Decree 30/2020/NĐ-CP."""

from openntm.office.documents import Document, Pairs, Paragraph, Signature
from openntm.office.documents.lines import ILLUSTRATIVE
from openntm.office.wording import day_text, number_text
from openntm.participation.models import Contribution, Giver, Receipt, Thing
from openntm.places.queries import nearest_version, superiors_of

VOID = "Biên nhận không còn giá trị."
GIVERS = {
    Giver.HOUSEHOLD: "Hộ gia đình",
    Giver.PERSON: "Ông (bà)",
    Giver.EMIGRANTS: "Con em xa quê",
    Giver.FIRM: "Doanh nghiệp, hợp tác xã",
    Giver.ASSOCIATION: "Hội",
    Giver.ORGANISATION: "Cơ quan, tổ chức",
    Giver.RELIGIOUS: "Cơ sở tôn giáo",
}
THINGS = {
    Thing.MONEY: ("Tiền", "đồng"),
    Thing.LABOUR: ("Ngày công lao động", "ngày công"),
    Thing.LAND: ("Đất", "m²"),
    Thing.WALLS: ("Tường rào tháo dỡ", "m²"),
    Thing.MACHINES: ("Giờ máy", "giờ"),
}


def receipt_document(receipt: Receipt) -> Document:
    """Its abstract names nobody: everybody reads it who checks the code."""
    unit = nearest_version(receipt.place, receipt.issued_on)
    above = superiors_of(unit, receipt.issued_on) if unit.stands_on(receipt.issued_on) else []
    return Document(
        issuer=f"ỦY BAN NHÂN DÂN {unit.full_name.upper()}",
        superior=f"ỦY BAN NHÂN DÂN {above[-1].full_name.upper()}" if above else "",
        number=f"{receipt}/BN",
        place_name=unit.name,
        day=receipt.issued_on,
        title="BIÊN NHẬN",
        abstract="Đóng góp tự nguyện xây dựng nông thôn mới",
        blocks=(
            Pairs(tuple(pairs(receipt.contribution))),
            Paragraph("Khoản đóng góp là tự nguyện. Biên nhận lập thành 02 bản, người đóng góp giữ 01 bản."),
        ),
        signatures=(
            Signature(("NGƯỜI ĐÓNG GÓP",), note="(Ký, ghi rõ họ tên)"),
            Signature(("NGƯỜI NHẬN",), note="(Ký, ghi rõ họ tên, đóng dấu)"),
        ),
        mark=ILLUSTRATIVE if receipt.contribution.illustrative else "",
    )


def pairs(one: Contribution) -> list[tuple[str, str]]:
    name, unit = THINGS.get(Thing(one.thing), (one.material, one.unit))
    rows = [
        (f"{GIVERS[Giver(one.giver_kind)]}:", one.giver_name),
        ("Thôn:", one.hamlet),
        ("Đã đóng góp:", f"{name}: {number_text(one.quantity)} {unit}"),
        ("Cho:", one.work.name if one.work else one.purpose),
        ("Ngày nhận:", day_text(one.received_on)),
        ("Số trong sổ:", str(one.number)),
    ]
    return [(key, value) for key, value in rows if value]
