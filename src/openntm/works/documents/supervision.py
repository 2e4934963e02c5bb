"""Minutes of a supervision visit: what the mechanism of visits is told of the work, its board and its demands."""

from collections.abc import Iterator
from datetime import date

from django.utils import translation

from openntm.office.documents.bodies import committee
from openntm.office.wording import day_text, number_text
from openntm.visits.documents import About
from openntm.works.models import Board, Demand, Party, Round, Work

GIVEN_BACK = "Biên bản được trả lại để ghi tiếp."
ISSUERS = {
    Round.Runner.BOARD: "BAN GIÁM SÁT ĐẦU TƯ\nCỦA CỘNG ĐỒNG",
    Round.Runner.INSPECTORATE: "BAN THANH TRA NHÂN DÂN",
}


@translation.override("vi")
def about_round(one: Round) -> About:
    board, work = one.board, one.board.work
    issuer = ISSUERS.get(Round.Runner(one.run_by))
    front = board.front.upper()
    return About(
        issuer=issuer or front,
        superior=front if issuer else "",
        place_name=committee(work.place, one.visit.day).place_name,
        abstract=f"Giám sát công trình {work.name}",
        symbol="BB-BGSĐTCĐ" if one.run_by == Round.Runner.BOARD else "BB",
        subject=work_lines(work, one.visit.day),
        came=tuple(came(one)),
        sides=("Đại diện chủ đầu tư,\nđơn vị thi công", "Đại diện Ban giám sát"),
        remarks=(
            ("Kiến nghị với cấp ủy Đảng", one.to_party),
            ("Kiến nghị với chính quyền", one.to_government),
            ("Kiến nghị khác", one.to_others),
            ("Ủy ban MTTQ Việt Nam", reviewed(one)),
        ),
        handled={each.pk: (sent(each),) for each in Demand.objects.filter(observation__visit=one.visit)},
    )


def work_lines(work: Work, on: date) -> tuple[tuple[str, str], ...]:
    """What the work is, where, and who is bound by it."""
    hamlet = work.hamlet_name and f"{work.hamlet_name}, "
    parties = work.parties.filter(role=Party.Role.SUPPLIER)
    rows = [
        ("Công trình:", work.name),
        ("Địa điểm:", f"{hamlet}{committee(work.place, on).unit}"),
        ("Chủ đầu tư:", work.owner),
        ("Đơn vị thi công:", "; ".join(one.name for one in parties)),
    ]
    return tuple((lead, text) for lead, text in rows if text)


def set_up_by(board: Board) -> str:
    return f"Quyết định số {board.number} ngày {day_text(board.decided_on)} của {board.front}"


def came(one: Round) -> Iterator[tuple[str, str]]:
    yield "Bên giám sát:", str(one.get_run_by_display())
    yield "Thành lập theo:", set_up_by(one.board)
    people = [f"{each.name} ({each.get_role_display()})" for each in one.present.all()]
    yield "Thành phần:", "; ".join([*people, *filter(None, [one.others_present])])
    yield "Người ghi:", str(one.visit.by)


def reviewed(one: Round) -> str:
    said = f"{one.get_review_display()}, ngày {day_text(one.reviewed_on)}" if one.reviewed_on else ""
    return f"{said}. {one.review_reason}" if one.review_reason else said and f"{said}."


def sent(one: Demand) -> str:
    number = f", văn bản số {one.number}" if one.number else ""
    line = f"Ủy ban MTTQ xác nhận ngày {day_text(one.confirmed_on)}, gửi {one.sent_to}{number}; "
    line += f"trả lời trong {one.days} ngày làm việc."
    money = {"Thu hồi": one.recovered, "Giảm trừ": one.cut}
    line += "".join(f" {word} {number_text(value)} đồng." for word, value in money.items() if value)
    return f"{line} {one.handled}" if one.handled else line
