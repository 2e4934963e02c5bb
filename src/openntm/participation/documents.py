"""The receipt of a contribution and the minutes of a meeting in the layout of Decree 30/2020/NĐ-CP."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from openntm.office.documents import Block, Column, Document, Heading, Pairs, Paragraph, Signature, Table
from openntm.office.documents.bodies import committee
from openntm.office.documents.lines import BY_HAND, ILLUSTRATIVE, day_words
from openntm.office.wording import day_text, number_text
from openntm.participation.models import Contribution, Giver, OutreachAct, Receipt, Resolution, Thing

VOID = "Biên nhận không còn giá trị."
MEETING_VOID = "Biên bản không còn giá trị."
DECISIONS = (
    *(Column("TT", 1.2, "center"), Column("Nội dung", 6), Column("Loại", 3, "center")),
    *(
        Column("Tán thành", 2, "center"),
        Column("Không tán thành", 2, "center"),
        Column("Quá nửa số người", 2, "center"),
    ),
)
MATERIALS = (
    *(Column("Ngày", 2.8, "center"), Column("Hình thức", 3), Column("Nội dung", 5)),
    *(Column("Số lượng", 2, "right"), Column("Nơi", 3)),
)
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
    head = committee(receipt.place, receipt.issued_on)
    return Document(
        issuer=head.issuer,
        superior=head.superior,
        number=f"{receipt}/BN",
        place_name=head.place_name,
        day=receipt.issued_on,
        title="BIÊN NHẬN",
        abstract="Đóng góp tự nguyện xây dựng nông thôn mới",
        blocks=(
            Pairs(tuple(pairs(receipt.contribution))),
            Paragraph("Khoản đóng góp là tự nguyện. Biên nhận lập thành 02 bản, người đóng góp giữ 01 bản."),
        ),
        signatures=(
            Signature(("NGƯỜI ĐÓNG GÓP",), note=BY_HAND),
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


@translation.override("vi")
def meeting_document(act: OutreachAct, materials: Iterable[OutreachAct]) -> Document:
    """Its abstract says only where: what a meeting was about may name somebody."""
    head = committee(act.place, act.day)
    campaign = f"{act.campaign}" if act.campaign else ""
    return Document(
        issuer=head.issuer,
        superior=head.superior,
        number="/BB-UBND",
        place_name=head.place_name,
        day=act.day,
        title="BIÊN BẢN",
        abstract=f"Họp tuyên truyền, vận động tại {', '.join(filter(None, (act.hamlet, head.unit)))}",
        blocks=(
            Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
            Pairs(tuple((lead, text) for lead, text in (*who_came(act), ("Đợt vận động:", campaign)) if text)),
            Heading("II. NỘI DUNG"),
            Paragraph(act.subject, lead="Chủ đề:"),
            *([Paragraph(act.text)] if act.text else []),
            Heading("III. KẾT QUẢ BIỂU QUYẾT"),
            decisions(act, list(act.resolutions.select_related("work"))),
            Heading("IV. TÀI LIỆU"),
            *material_blocks(act, list(materials)),
            Paragraph("Biên bản được lập thành văn bản để lưu hồ sơ./."),
        ),
        signatures=(Signature(("THƯ KÝ",), note=BY_HAND), Signature(("CHỦ TRÌ",), note=BY_HAND)),
        receivers=("Thành phần dự họp", "Lưu hồ sơ"),
        mark=ILLUSTRATIVE if act.illustrative else "",
    )


def who_came(act: OutreachAct) -> Iterator[tuple[str, str]]:
    yield "Thời gian:", day_words(act.day)
    yield "Địa điểm:", ", ".join(filter(None, (act.spot, "" if act.hamlet in act.spot else act.hamlet)))
    yield "Số người được mời:", "" if act.invited is None else number_text(act.invited)
    came = f"{number_text(act.present)} (nam {number_text(act.men)}, nữ {number_text(act.women)})"
    yield "Số người có mặt:", came
    if act.households_present is not None:
        whole = "" if act.households is None else f" trên {number_text(act.households)}"
        yield "Số hộ có mặt:", f"{number_text(act.households_present)}{whole} hộ"
    yield "Người ghi:", str(act.by or "")


def decisions(act: OutreachAct, made: list[Resolution]) -> Block:
    rows = [
        (
            *(str(place), "\n".join(filter(None, (one.text, norm(one), one.work.name if one.work else "")))),
            *(str(one.get_kind_display()), number_text(one.votes_for), number_text(one.votes_against)),
            "có" if one.votes_for * 2 > act.present else "không",
        )
        for place, one in enumerate(made, 1)
    ]
    note = "Khoản đóng góp là tự nguyện."
    return Table(DECISIONS, tuple(rows), note=note) if rows else Paragraph("Cuộc họp không biểu quyết nội dung nào.")


def norm(one: Resolution) -> str:
    return f"Mỗi hộ: {number_text(one.quantity)} {one.norm_unit}" if one.thing else ""


def material_blocks(act: OutreachAct, materials: list[OutreachAct]) -> Iterator[Block]:
    if act.file:
        yield Paragraph(f"{act.file.original_name} (SHA-256 {act.file.sha256}).", lead="Tệp kèm theo:")
    if materials:
        rows = [
            (day_text(one.day), str(one.get_kind_display()), one.subject, number_text(one.times), one.spot)
            for one in materials
        ]
        yield Table(MATERIALS, tuple(rows), title="Đã truyền thông, phát hành trong đợt vận động đến ngày họp")
    elif not act.file:
        yield Paragraph("Không có.")
