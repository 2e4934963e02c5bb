"""The plan of supervision of a board, with the list of its members that goes with the Front's decision."""

from datetime import date

from django.utils import translation

from openntm.office.documents import Column, Document, Heading, Paragraph, Points, Signature, Table
from openntm.office.documents.bodies import committee
from openntm.office.documents.lines import mark_of, titled
from openntm.office.wording import day_text
from openntm.works.documents.supervision import ISSUERS, set_up_by
from openntm.works.models import Board, BoardMember, Round

MEMBERS = (
    *(Column("TT", 1.2, "center"), Column("Họ và tên", 5), Column("Chức vụ", 2.8, "center")),
    *(Column("Đại diện", 5), Column("Số phiếu bầu", 2, "center"), Column("Từ ngày", 2.8, "center")),
)


@translation.override("vi")
def plan_document(board: Board) -> Document:
    members = list(board.members.filter(to_day__isnull=True))
    head = next((one.name for one in members if one.role == BoardMember.Role.HEAD), "")
    day = board.told_on or board.decided_on
    is_draft = board.state == Board.State.DRAFT
    what = f"Giám sát đầu tư của cộng đồng đối với công trình {board.work.name}"
    visits = tuple(f"Ngày {day_text(date.fromisoformat(one))}" for one in board.planned_days)
    told = f" tại văn bản số {board.told_number}" if board.told_number else ""
    return Document(
        issuer=ISSUERS[Round.Runner.BOARD],
        superior=board.front.upper(),
        number="/KH-BGSĐTCĐ",
        place_name=committee(board.work.place, day).place_name,
        day=day,
        title=titled("KẾ HOẠCH", draft=is_draft),
        abstract=what,
        bases=(f"Căn cứ {set_up_by(board)}",),
        blocks=(
            Heading("I. NỘI DUNG GIÁM SÁT"),
            Paragraph(board.contents or "Chưa ghi."),
            Heading("II. CÁC ĐỢT GIÁM SÁT DỰ KIẾN"),
            Points(visits) if visits else Paragraph("Chưa ghi."),
            Heading("III. THÔNG BÁO CHO CHỦ ĐẦU TƯ"),
            Paragraph(f"Đã thông báo ngày {day_text(board.told_on)}{told}." if board.told_on else "Chưa thông báo."),
        ),
        signatures=(Signature(("TM. BAN GIÁM SÁT", "TRƯỞNG BAN"), name=head),),
        receivers=(board.front, board.work.owner or "Chủ đầu tư", "Thành viên Ban giám sát", "Lưu hồ sơ"),
        annex=(
            Heading("DANH SÁCH THÀNH VIÊN BAN GIÁM SÁT", 0),
            Paragraph(f"(Kèm theo {set_up_by(board)})", italic=True, align="center"),
            Table(MEMBERS, tuple(seat_line(place, one) for place, one in enumerate(members, 1))),
        ),
        mark=mark_of(draft=is_draft, illustrative=board.illustrative),
    )


def seat_line(place: int, one: BoardMember) -> tuple[str, ...]:
    said = (one.name, str(one.get_role_display()), str(one.get_body_display()))
    return (str(place), *said, "–" if one.votes is None else str(one.votes), day_text(one.from_day))
