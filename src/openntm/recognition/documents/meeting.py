"""Biên bản cuộc họp của xã đề nghị xét, công nhận: who was there, how they voted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.office.documents import Document, Heading, Pairs, Paragraph, Signature
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.words import CUT, UNVERIFIED, day_words, number, of, percent, reaches

BY_HAND = "(Ký, ghi rõ họ tên)"
OF_COMMUNE = "Ban Chỉ đạo, Ban Quản lý xã; Ban Phát triển thôn; đại diện các tổ chức của xã"
OF_HAMLET = "Ban Phát triển thôn; đại diện các hộ trong thôn"


@dataclass(frozen=True)
class Meeting:
    """`least` is the share of those present that must be in favour, in percent; None where no rule is known."""

    head: Head
    request: Request
    day: date
    invited: int
    present: int
    in_favour: int
    chair: str
    secretary: str
    remarks: str = ""
    least: Decimal | None = None
    least_verified: bool = False


def meeting_minutes(facts: Meeting) -> Document:
    against = facts.present - facts.in_favour
    return document(
        facts.head,
        "BB",
        title="BIÊN BẢN",
        abstract=f"Họp{' thôn' if facts.request.holder else ''} đề nghị xét, công nhận {facts.request.what}",
        blocks=(
            Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
            Pairs(
                (
                    ("Thời gian:", day_words(facts.day)),
                    ("Địa điểm:", "Nhà văn hóa thôn" if facts.request.holder else f"Trụ sở {facts.head.body.short}"),
                    ("Thành phần:", OF_HAMLET if facts.request.holder else OF_COMMUNE),
                    ("Số người được mời:", number(facts.invited)),
                    ("Số người có mặt:", of(facts.present, facts.invited)),
                    ("Chủ trì:", facts.chair),
                    ("Thư ký:", facts.secretary),
                )
            ),
            Heading("II. NỘI DUNG"),
            Paragraph(
                f"Cuộc họp nghe báo cáo kết quả thực hiện các tiêu chí, báo cáo tổng hợp ý kiến tham gia và thảo luận, "
                f"biểu quyết về việc đề nghị xét, công nhận {facts.request.what}."
            ),
            *([Paragraph(facts.remarks, lead="Ý kiến thảo luận:")] if facts.remarks else []),
            Heading("III. KẾT QUẢ BIỂU QUYẾT"),
            Pairs(
                (
                    ("Tán thành:", f"{of(facts.in_favour, facts.present)} số người có mặt"),
                    ("Không tán thành, ý kiến khác:", f"{of(against, facts.present)} số người có mặt"),
                )
            ),
            Paragraph(outcome(facts)),
            Paragraph("Biên bản được thông qua tại cuộc họp và lập thành văn bản để lưu hồ sơ./."),
            Paragraph(CUT, italic=True),
        ),
        signatures=(
            Signature(("THƯ KÝ",), facts.secretary, BY_HAND),
            Signature(("CHỦ TRÌ",), facts.chair, BY_HAND),
        ),
        receivers=("Hồ sơ", "Lưu: VT"),
    )


def outcome(facts: Meeting) -> str:
    if facts.least is None:
        return f"Tỷ lệ tán thành: {percent(facts.in_favour, facts.present)}."
    mark = "" if facts.least_verified else f" ({UNVERIFIED})"
    asked = f"tỷ lệ tán thành tối thiểu là {number(facts.least)} %{mark}"
    if reaches(facts.in_favour, facts.present, facts.least):
        return f"Yêu cầu {asked}: đạt. Cuộc họp thống nhất đề nghị xét, công nhận {facts.request.what}."
    return f"Yêu cầu {asked}: chưa đạt. Cuộc họp chưa thông qua việc đề nghị xét, công nhận."
