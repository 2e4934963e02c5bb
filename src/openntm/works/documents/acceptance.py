"""Minutes of the acceptance of a work, with the opinion of its supervision board and what was still open."""

from collections.abc import Iterator
from datetime import date

from django.utils import translation

from openntm.office.access import today
from openntm.office.documents import Block, Column, Document, Heading, Pairs, Paragraph, Signature, Table, Total
from openntm.office.documents.bodies import committee
from openntm.office.documents.lines import BY_HAND, day_words, mark_of, titled
from openntm.office.wording import day_text, number_text
from openntm.works.documents.supervision import set_up_by, work_lines
from openntm.works.models import Acceptance, Work
from openntm.works.queries.demands import findings_open_on
from openntm.works.queries.works import total

MILESTONES = (
    *(Column("TT", 1.2, "center"), Column("Mốc tiến độ", 6), Column("Thời hạn", 2.8, "center")),
    *(Column("Ngày đạt", 2.8, "center"), Column("Ghi chú", 4)),
)
MONEY = (
    *(Column("TT", 1.2, "center"), Column("Nguồn vốn", 5), Column("Kế hoạch (đồng)", 3.6, "right")),
    *(Column("Thực hiện (đồng)", 3.6, "right"), Column("Hiện vật: kế hoạch / thực hiện", 4, "center")),
)
OPEN = (
    *(Column("TT", 1.2, "center"), Column("Phát hiện", 5), Column("Mức độ", 2.8, "center")),
    *(Column("Kiến nghị", 5), Column("Ngày giám sát", 2.8, "center")),
)
WHAT = {
    Acceptance.Kind.FINAL: "Nghiệm thu hoàn thành và bàn giao công trình",
    Acceptance.Kind.PARTIAL: "Nghiệm thu từng phần công trình",
}


@translation.override("vi")
def acceptance_document(made: Acceptance) -> Document:
    """A draft until it is closed; milestones and money as the register says them, with its day."""
    work, head = made.work, committee(made.work.place, made.day)
    owner = work.owner.upper()
    what = f"{WHAT[Acceptance.Kind(made.kind)]} {work.name}"
    is_draft = made.closed_on is None
    return Document(
        issuer=owner or head.issuer,
        superior="" if owner else head.superior,
        number="/BB",
        place_name=head.place_name,
        day=made.day,
        title=titled("BIÊN BẢN", draft=is_draft),
        abstract=what,
        blocks=(
            Heading("I. CÔNG TRÌNH, THÀNH PHẦN"),
            Pairs(tuple(lines_of(made))),
            Heading("II. MỐC TIẾN ĐỘ"),
            milestones(work),
            Heading("III. NGUỒN VỐN"),
            money(work),
            Heading("IV. Ý KIẾN CỦA BAN GIÁM SÁT ĐẦU TƯ CỦA CỘNG ĐỒNG"),
            *opinion(made),
            Heading("V. PHÁT HIỆN CHƯA KHẮC PHỤC KHI NGHIỆM THU"),
            still_open(made),
            Heading("VI. KẾT LUẬN"),
            *concluded(made),
        ),
        signatures=(
            Signature(("ĐẠI DIỆN BAN GIÁM SÁT",), note=BY_HAND),
            Signature(("ĐẠI DIỆN CHỦ ĐẦU TƯ",), note=BY_HAND),
        ),
        receivers=("Các bên ký biên bản", "Lưu hồ sơ công trình"),
        mark=mark_of(draft=is_draft, illustrative=work.illustrative),
    )


def lines_of(made: Acceptance) -> Iterator[tuple[str, str]]:
    work = made.work
    yield "Thời gian:", day_words(made.day)
    yield from work_lines(work, made.day)
    decided = f", ngày {day_text(work.decided_on)}" if work.decided_on else ""
    rows = {
        "Quyết định đầu tư:": work.decision and f"{work.decision}{decided}",
        "Khối lượng:": "" if work.quantity is None else f"{number_text(work.quantity)} {work.unit}",
        "Kinh phí:": "" if work.budget is None else f"{number_text(work.budget)} đồng",
        "Kế hoạch:": span(work.planned_start, work.planned_end),
        "Thực hiện:": span(work.started_on, work.finished_on),
        "Nội dung nghiệm thu:": made.part or str(made.get_kind_display()),
        "Thành phần:": made.people,
    }
    yield from ((lead, text) for lead, text in rows.items() if text)


def span(first: date | None, last: date | None) -> str:
    return f"{day_text(first) or '…'} – {day_text(last) or '…'}" if first or last else ""


def milestones(work: Work) -> Block:
    rows = [
        (str(place), one.title, day_text(one.due_on), day_text(one.met_on) or "chưa đạt", one.note)
        for place, one in enumerate(work.milestones.all(), 1)
    ]
    return Table(MILESTONES, tuple(rows)) if rows else Paragraph("Chưa ghi mốc tiến độ nào.")


def money(work: Work) -> Block:
    held = list(work.money.all())
    rows: list[tuple[str, ...] | Total] = []
    for place, one in enumerate(held, 1):
        units = [number_text(value) for value in (one.planned_units, one.actual_units) if value is not None]
        in_kind = " / ".join(units) + f" {one.unit_word}" if units else ""
        rows.append((str(place), str(one.get_source_display()), dong(one.planned), dong(one.actual), in_kind))
    if not rows:
        return Paragraph("Chưa ghi nguồn vốn nào.")
    rows.append(Total(("", "Cộng", dong(total(held, "planned")), dong(total(held, "actual")), "")))
    note = f"Theo sổ công trình cập nhật ngày {day_text(work.updated_on)}." if work.updated_on else ""
    return Table(MONEY, tuple(rows), note=note)


def dong(value: int | None) -> str:
    return "–" if value is None else number_text(value)


def opinion(made: Acceptance) -> Iterator[Block]:
    if made.board:
        yield Paragraph(f"Ban giám sát thành lập theo {set_up_by(made.board)}.")
    said = str(made.get_opinion_display()) if made.opinion else "chưa có"
    yield Paragraph(f"{said}. {made.opinion_text}".strip(), lead="Ý kiến:")
    if made.signed_on:
        confirmed = f"; Ủy ban MTTQ xác nhận ngày {day_text(made.confirmed_on)}" if made.confirmed_on else ""
        yield Paragraph(f"Trưởng ban ký ngày {day_text(made.signed_on)}{confirmed}.")


def still_open(made: Acceptance) -> Block:
    found = findings_open_on(made.work, made.closed_on or today())
    rows = [
        (str(place), one.text, str(one.get_severity_display()), one.demand, day_text(one.visit.day))
        for place, one in enumerate(found, 1)
    ]
    return Table(OPEN, tuple(rows)) if rows else Paragraph("Không có.")


def concluded(made: Acceptance) -> Iterator[Block]:
    if made.owner_reason:
        yield Paragraph(made.owner_reason, lead="Lý do chủ đầu tư vẫn nghiệm thu:")
    if made.taken_over_by:
        yield Paragraph(made.taken_over_by, lead="Bên tiếp nhận:")
    if made.closed_on:
        yield Paragraph(f"Nghiệm thu kết thúc ngày {day_text(made.closed_on)}.")
    else:
        yield Paragraph("Nghiệm thu chưa kết thúc.")
    yield Paragraph("Biên bản lập thành 02 bản, mỗi bên giữ 01 bản./.")
