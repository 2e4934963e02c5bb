"""The list of those supported, as it was frozen, and the list of what is to be paid, after Decree 30/2020/NĐ-CP."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation

from openntm.office.documents import Column, Document, Pairs, Paragraph, Signature, Table, Total
from openntm.office.documents.bodies import committee
from openntm.office.documents.lines import BY_HAND, mark_of
from openntm.office.wording import day_text, number_text
from openntm.places.models import Place
from openntm.support.models import AwardList
from openntm.support.queries.due import Due

GIVEN = (
    *(Column("TT", 1.2, "center"), Column("Đối tượng được hỗ trợ", 5), Column("Đơn vị", 3.6)),
    *(Column("Nội dung hỗ trợ", 5), Column("Số lượng", 2.8, "right"), Column("Số tiền (đồng)", 4.5, "right")),
)
DUE = (
    *(Column("TT", 1.2, "center"), Column("Đối tượng, nội dung hỗ trợ", 5), Column("Quyết định", 3.4)),
    *(Column("Được duyệt (đồng)", 4.5, "right"), Column("Đã tạm ứng, thanh toán (đồng)", 4.5, "right")),
    Column("Đề nghị thanh toán (đồng)", 4.5, "right"),
)


@translation.override("vi")
def award_document(award: AwardList) -> Document:
    """From the frozen text alone, with its checksum."""
    kept, head = json.loads(award.snapshot), committee(award.place, award.decided_on)
    unit = award.call.scheme.get_unit_display()
    rows: list[Any] = [line_of(n, row, unit) for n, row in enumerate(kept["rows"], 1)]
    rows.append(Total(("", "Tổng cộng", "", "", "", number_text(award.total))))
    return Document(
        issuer=head.issuer,
        superior=head.superior,
        place_name=head.place_name,
        day=award.decided_on,
        title="DANH SÁCH",
        abstract=f"Đối tượng được hỗ trợ kèm theo Quyết định số {kept['number']} ngày {day_text(award.decided_on)}",
        blocks=(
            Pairs(tuple(about(award, kept))),
            Table(GIVEN, tuple(rows)),
            Paragraph(f"Tổng số tiền: {number_text(award.total)} đồng, cho {len(kept['rows'])} đối tượng."),
            Paragraph(f"Mã kiểm tra danh sách đã chốt (SHA-256): {award.sha256}", italic=True),
        ),
        signatures=(Signature(("NGƯỜI LẬP",), note=BY_HAND), Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note=BY_HAND)),
        receivers=("Kho bạc Nhà nước", "Đối tượng được hỗ trợ", "Lưu: VT"),
        mark=mark_of(draft=False, illustrative=award.illustrative),
    )


def line_of(number: int, row: dict[str, Any], unit: str) -> tuple[str, ...]:
    named = (row["name"] or row["place_name"], row["place_name"], row["thing"])
    return str(number), *named, f"{number_text(row['quantity'])} {unit}", number_text(row["amount"])


def about(award: AwardList, kept: dict[str, Any]) -> list[tuple[str, str]]:
    scheme, terms = award.call.scheme, kept["terms"]
    issued = f", ngày {day_text(scheme.act_issued)}" if scheme.act_issued else ""
    rate = f"{number_text(terms['rate'])} đồng/{scheme.get_unit_display()}" if terms["rate"] else ""
    rows = {
        "Cơ chế hỗ trợ:": kept["scheme"]["title"],
        "Căn cứ:": kept["scheme"]["act"] and f"{kept['scheme']['act']}{issued}",
        "Mục chi:": scheme.budget_line_vi,
        "Đợt:": kept["call"],
        "Mức hỗ trợ:": rate or (f"{number_text(terms['share'])} % chi phí" if terms["share"] else ""),
        "Tối đa mỗi đối tượng:": f"{number_text(terms['cap_each'])} đồng" if terms.get("cap_each") else "",
    }
    return [(lead, text) for lead, text in rows.items() if text]


@translation.override("vi")
def due_document(place: Place, due: Sequence[Due], on: date) -> Document:
    """What is accepted and may be paid on the day."""
    head = committee(place, on)
    sums = [sum(values) for values in zip(*map(amounts, due), strict=True)] or [0] * 3
    rows: list[Any] = [due_line(n, row) for n, row in enumerate(due, 1)]
    rows.append(Total(("", "Tổng cộng", "", *map(number_text, sums))))
    return Document(
        issuer=head.issuer,
        superior=head.superior,
        place_name=head.place_name,
        day=on,
        title="BẢNG KÊ",
        abstract="Các khoản hỗ trợ đã nghiệm thu đề nghị thanh toán",
        blocks=(
            Table(DUE, tuple(rows)),
            Paragraph(f"Đề nghị thanh toán: {number_text(sums[-1])} đồng, cho {len(due)} khoản hỗ trợ."),
            Paragraph("Khoản hỗ trợ gắn với giấy chứng nhận chỉ có ở đây khi giấy chứng nhận còn hiệu lực ngày này."),
        ),
        signatures=(Signature(("NGƯỜI LẬP",), note=BY_HAND), Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note=BY_HAND)),
        receivers=("Kho bạc Nhà nước", "Lưu: VT"),
        mark=mark_of(draft=False, illustrative=any(row.grant.application.illustrative for row in due)),
    )


def due_line(number: int, row: Due) -> tuple[str, ...]:
    award, asks = row.grant.award, row.grant.application
    decided = f"{award.number}, ngày {day_text(award.decided_on)}"
    what = f"{row.name}: {asks.thing} ({asks.call.scheme.title_vi})"
    return str(number), what, decided, *map(number_text, amounts(row))


def amounts(row: Due) -> tuple[int, int, int]:
    """Granted, gone out already, and what remains."""
    return row.grant.amount, row.grant.advance + row.grant.paid, row.grant.remainder
