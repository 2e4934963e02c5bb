"""Báo cáo tình hình nợ đọng xây dựng cơ bản of the programme in a unit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.office.documents import Document, Heading, Paragraph
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.words import day_words, number


@dataclass(frozen=True)
class Debt:
    """`amount` in whole đồng, None while nobody has stated it; `source` says where it comes from."""

    head: Head
    request: Request
    on: date
    amount: Decimal | None
    source: str = ""
    plan: str = ""  # how and when it is to be paid


def debt_report(facts: Debt) -> Document:
    return document(
        facts.head,
        "BC",
        title="BÁO CÁO",
        abstract=f"Tình hình nợ đọng xây dựng cơ bản của chương trình trên địa bàn {facts.request.unit.name}",
        blocks=(
            Heading("I. TÌNH HÌNH NỢ ĐỌNG"),
            Paragraph(stated(facts)),
            *([Paragraph(facts.source, lead="Nguồn:")] if facts.source else []),
            Heading("II. PHƯƠNG ÁN XỬ LÝ VÀ KẾT LUẬN"),
            Paragraph(concluded(facts)),
        ),
        receivers=("Hồ sơ đề nghị công nhận", "Lưu: VT, NTM"),
    )


def stated(facts: Debt) -> str:
    on = f"Tính đến {day_words(facts.on)}, trên địa bàn {facts.request.unit.name}"
    if facts.amount is None:
        return f"{on}, số nợ đọng xây dựng cơ bản chưa được xác định: chưa có số liệu."
    if facts.amount == 0:
        return f"{on} không có nợ đọng xây dựng cơ bản thuộc Chương trình mục tiêu quốc gia xây dựng nông thôn mới."
    return f"{on} còn nợ đọng xây dựng cơ bản {number(facts.amount)} đồng."


def concluded(facts: Debt) -> str:
    if facts.amount == 0:
        return "Đáp ứng điều kiện không có nợ đọng xây dựng cơ bản trên địa bàn./."
    plan = facts.plan.rstrip(" ./") or "chưa có phương án xử lý"
    return f"Chưa đáp ứng điều kiện không có nợ đọng xây dựng cơ bản trên địa bàn. Phương án xử lý: {plan}./."
