"""The minutes of a visit in the layout of Decree 30/2020/NĐ-CP, whatever was visited."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone, translation
from PIL import Image, ImageOps

from openntm.office.documents import Block, Column, Document, Group, Heading, Pairs, Paragraph, Points, Signature, Table
from openntm.office.documents.lines import BY_HAND, day_words, mark_of, titled
from openntm.office.files import content
from openntm.office.files.accept import IMAGES
from openntm.office.models import StoredFile
from openntm.office.wording import day_text
from openntm.visits.models import Observation, Recheck, Visit, VisitAnswer, VisitPhoto, VisitSignature
from openntm.visits.queries import checklist_of, items_of, score, shown_photos, shown_signatures

ITEMS = (Column("TT", 1.1, "center"), Column("Nội dung", 7), Column("Kết quả", 2.2, "center"), Column("Ghi chú", 4))
FINDINGS = (
    *(Column("TT", 1.2, "center"), Column("Phát hiện", 5), Column("Mức độ", 2.4, "center")),
    *(Column("Kiến nghị", 5), Column("Thời hạn", 2.8, "center")),
)
PHOTOS = (
    *(Column("TT", 1.1, "center"), Column("Ảnh", 4), Column("Thời gian chụp", 2.7)),
    *(Column("Vị trí", 2), Column("Mã kiểm tra SHA-256", 4.4)),
)
SIGNED = (
    *(Column("TT", 1.1, "center"), Column("Họ và tên", 3.2), Column("Vai trò", 2.4), Column("Thời gian ký", 2.7)),
    *(Column("Nội dung sau khi ký", 2.4), Column("Mã kiểm tra SHA-256", 4.2)),
)
UNDER = (
    "Ký tay trên màn hình cho mục II và III; kết luận ghi sau khi ký. Thời gian ký theo đồng hồ của thiết bị. "
    "Không phải chữ ký số theo pháp luật."
)
OUTCOMES = {Observation.State.CLOSED: "Đã khắc phục", Observation.State.REJECTED: "Phát hiện không còn giá trị"}
Rows = tuple[tuple[str, str], ...]
TOLD = ("answers", "observations__rechecks", "observations__photos")  # to be fetched with a visit


@dataclass(frozen=True)
class About:
    """What the package of the subject tells; `abstract` names nobody, for everybody reads it who checks the code.

    `sides`: whom those stand for who sign on the left and on the right. `remarks`: lead and text, after the result.
    `handled`: by observation, what was done with it beyond answers and re-checks.
    """

    issuer: str
    superior: str
    place_name: str
    abstract: str
    subject: Rows
    came: Rows
    sides: tuple[str, str]
    symbol: str = "BB"
    remarks: Rows = ()
    handled: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@translation.override("vi")
def visit_document(visit: Visit, about: About) -> Document:
    """An open visit is a draft. What was found stands before the signatures, what came of it later in the annex.
    Who signs on a screen has not read the result: it is written when the visit is closed."""
    return Document(
        issuer=about.issuer,
        superior=about.superior,
        number=f"/{about.symbol}",
        place_name=about.place_name,
        day=visit.day,
        title=titled("BIÊN BẢN", draft=visit.is_open),
        abstract=about.abstract,
        blocks=(
            Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
            Pairs((("Thời gian:", day_words(visit.day)), *about.subject, *about.came)),
            Heading("II. KẾT QUẢ THEO BẢNG KIỂM"),
            *answers(visit),
            Heading("III. PHÁT HIỆN VÀ KIẾN NGHỊ"),
            *findings(visit),
            Heading("IV. KẾT LUẬN"),
            Paragraph(visit.result or "Chưa kết thúc.", lead="Kết quả:"),
            *(Paragraph(text, lead=f"{lead}:") for lead, text in about.remarks if text),
            *signed_on_screen(visit),
            Paragraph("Biên bản lập thành 02 bản, mỗi bên giữ 01 bản./."),
        ),
        signatures=signatures_of(visit, about.sides),
        receivers=("Các bên ký biên bản", "Lưu hồ sơ"),
        annex=(*photos(visit), *outcomes(visit, about.handled)),
        mark=mark_of(draft=visit.is_open, illustrative=visit.illustrative),
    )


def signatures_of(visit: Visit, sides: tuple[str, str]) -> tuple[Signature, ...]:
    """Left who was visited, right who visited: named where a signature on a screen holds, else room to sign by hand."""
    held = [one.signature for one in shown_signatures(visit, str) if one.holds]
    found = []
    for side, role in zip(sides, (VisitSignature.Role.VISITED, VisitSignature.Role.MADE), strict=True):
        signed = [one for one in held if one.role == role]
        names, note = (
            "\n".join(one.name for one in signed),
            "(Đã ký trên màn hình, mục II và III)" if signed else BY_HAND,
        )
        found.append(Signature((side.upper(),), names, note, tuple(drawn(one.file) for one in signed)))
    return tuple(found)


def drawn(file: StoredFile) -> bytes:
    """As a PNG on white, which Word and PDF both show."""
    with Image.open(io.BytesIO(content(file)), formats=list(IMAGES)) as image:
        strokes, out = ImageOps.exif_transpose(image).convert("RGBA"), io.BytesIO()
    strokes.thumbnail((900, 300))
    Image.alpha_composite(Image.new("RGBA", strokes.size, "white"), strokes).convert("RGB").save(out, "PNG")
    return out.getvalue()


def signed_on_screen(visit: Visit) -> Iterator[Block]:
    """Every signature with its moment, witnesses too, and whether what it stands under is still the same."""
    rows = [
        (
            *(str(place), one.signature.name, str(one.signature.get_role_display()), moment(one.signature.signed_at)),
            *("không thay đổi" if one.holds else "đã thay đổi", one.signature.file.sha256),
        )
        for place, one in enumerate(shown_signatures(visit, str), 1)
    ]
    if rows:
        yield Heading("V. CHỮ KÝ TRÊN MÀN HÌNH")
        yield Table(SIGNED, tuple(rows), note=UNDER)


def share_that_meets(visit: Visit) -> tuple[str, str]:
    """A remark, where the page of the visit says it too."""
    share = None if visit.is_open else score(visit)
    return "Tỷ lệ nội dung đạt (theo trọng số)", "" if share is None else f"{share}\u00a0%."


def answers(visit: Visit) -> Iterator[Block]:
    checklist, counts = checklist_of(visit), dict.fromkeys((*VisitAnswer.Value.values, ""), 0)
    rows: list[tuple[str, ...] | Group] = []
    for group, items in items_of(visit):
        rows.append(Group(group.title.vi))
        for one in items:
            given = one.answer
            counts[given.answer if given else ""] += 1
            said = str(given.get_answer_display()) if given else "chưa trả lời"
            rows.append((str(sum(counts.values())), one.item.text.vi, said, given.note if given else ""))
    known = "" if checklist.verified else " (chưa kiểm chứng)"
    note = f"Bảng kiểm: {checklist.title.vi}, bản số {checklist.version}. {checklist.source.vi}{known}."
    yield Table(ITEMS, tuple(rows), note=note)
    words = {**{one.value: str(one.label) for one in VisitAnswer.Value}, "": "chưa trả lời"}
    total = ", ".join(f"{count} {words[key]}" for key, count in counts.items() if count)
    yield Paragraph(f"{total}.", lead=f"Trong {len(checklist.items)} nội dung:")


def findings(visit: Visit) -> Iterator[Block]:
    rows = [
        (str(place), one.text, str(one.get_severity_display()), one.demand, day_text(first_due(one)))
        for place, one in enumerate(visit.observations.all(), 1)
    ]
    none = "Chưa ghi phát hiện nào." if visit.is_open else "Không có phát hiện."
    yield Table(FINDINGS, tuple(rows)) if rows else Paragraph(none)


def first_due(one: Observation) -> date:
    """A look that failed sets another day; this is the one before."""
    looks = list(one.rechecks.all())
    return looks[0].due if looks else one.due


def photos(visit: Visit) -> Iterator[Block]:
    """Where a photo was taken is on the page alone; here stands whether it is known and who told it."""
    rows = [
        (str(place), "\n".join(filter(None, (str(one.photo), one.about))), *taken(one.photo), one.photo.file.sha256)
        for place, one in enumerate(shown_photos(visit, str), 1)
    ]
    if rows:
        yield Heading("PHỤ LỤC: ẢNH", 0)
        yield Table(PHOTOS, tuple(rows), note="Mã kiểm tra là của tệp gốc, như khi nhận được.")


def taken(photo: VisitPhoto) -> tuple[str, str]:
    when = f"{moment(photo.taken_at)} ({photo.get_time_source_display()})" if photo.taken_at else "chưa rõ"
    return when, str(photo.get_place_source_display())


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"


def outcomes(visit: Visit, handled: Mapping[int, tuple[str, ...]]) -> Iterator[Block]:
    """Of each observation with which something was done, in the order of the days."""
    told = [
        (place, one, outcome(one, handled.get(one.pk, ()))) for place, one in enumerate(visit.observations.all(), 1)
    ]
    if any(lines for _place, _one, lines in told):
        yield Heading("PHỤ LỤC: TRẢ LỜI VÀ KIỂM TRA LẠI", 0)
        yield Paragraph("Ghi sau đợt kiểm tra, theo sổ đến lúc in.", italic=True, align="center")
    for place, one, lines in told:
        if lines:
            yield Paragraph(one.text, lead=f"{place}.")
            yield Points(tuple(lines))


def outcome(one: Observation, handled: tuple[str, ...]) -> list[str]:
    """Of a look that passed neither the answer nor the remedy is told twice: the look tells both."""
    looks = list(one.rechecks.all())
    lines = [*handled, *(line for look in looks for line in look_lines(look))]
    has_passed = any(look.passed for look in looks)
    if one.answer and not has_passed:
        lines.append(f"Trả lời ngày {day_text(one.answered_on)}: {one.answer}")
    lines += [f"Tệp kèm theo trả lời: {file.original_name} (SHA-256 {file.sha256})" for file in one.photos.all()]
    if one.state in OUTCOMES and not has_passed:
        lines.append(f"{OUTCOMES[Observation.State(one.state)]}, ngày {day_text(one.closed_on)}: {one.remedy}")
    if one.state not in OUTCOMES and one.due != first_due(one):
        lines.append(f"Thời hạn mới: {day_text(one.due)}")
    return lines


def look_lines(look: Recheck) -> Iterator[str]:
    if look.answer:
        yield f"Trả lời ngày {day_text(look.answered_on)}: {look.answer}"
    yield f"Kiểm tra lại ngày {day_text(look.day)}: {'đạt' if look.passed else 'chưa đạt'}. {look.remark}"
