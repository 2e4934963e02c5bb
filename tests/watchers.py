"""A supervision board that stands at the village's work, and a visit of it, for tests; every value is invented."""

from datetime import date

from openntm.visits.queries import checklist_of
from openntm.works.boards_law import law
from openntm.works.services import boards, plans, rounds
from remembered import remembered

DECIDED, TOLD, VISITED = date(2026, 5, 4), date(2026, 5, 11), date(2026, 9, 21)
STATED = {one.key: one.wanted for one in law().statements}
SEATS = [  # name, body, role, who signs in
    ("Giáp Thị Mẫu", "front", "head", "chi"),
    ("Nguyễn Văn Thử", "inspectorate", "deputy", None),
    ("Trần Thị Thí", "resident", "member", None),
    ("Lê Văn Dụ", "resident", "member", None),
    ("Hoàng Thị Nghiệm", "resident", "member", None),
]


def draft(cast):
    given = {"front": "Ủy ban MTTQ xã Nghĩa Phương", "number": "12/QĐ-MTTQ", "decided_on": DECIDED}
    return boards.draft_board(by=cast.mat, work=cast.work.pk, elected_on=date(2026, 4, 26), **given)


def seat(cast, board, name, body="resident", role="member", **given):
    given = {"stated": STATED, "from_day": DECIDED, **given}
    return boards.add_member(by=cast.mat, board=board.pk, name=name, body=body, role=role, **given)


@remembered
def make_board(cast):
    """It stands, and its owner was told long enough ago."""
    board = draft(cast)
    for name, body, role, who in SEATS:
        seat(cast, board, name, body, role, person=getattr(cast, who) if who else None, is_named=role == "head")
    boards.set_up_board(by=cast.mat, pk=board.pk)
    plan = {"contents": "Sáu nội dung", "planned_days": [VISITED], "told_number": "13/TB-MTTQ"}
    return plans.set_plan(by=cast.mat, pk=board.pk, told_on=TOLD, **plan)


def make_round(cast, board, day=VISITED, **given):
    given = {"present": list(board.members.all()[:2]), **given}
    return rounds.start_round(by=cast.chi, board=board.pk, day=day, **given)


def finish_round(cast, one, *severities, accepted=True):
    """With a finding of each severity."""
    visit = one.visit
    answers = {item.key: ("ok", "") for item in checklist_of(visit).items}
    rounds.answer_round(by=cast.chi, pk=visit.pk, answers=answers)
    said = {"text": "Mặt đường nứt", "demand": "Sửa lại đoạn nứt", "due": date(2026, 10, 30)}
    found = [rounds.observe(by=cast.chi, pk=visit.pk, severity=severity, **said) for severity in severities]
    rounds.close_round(by=cast.chi, pk=visit.pk, result="Còn đoạn nứt", to_government="Đôn đốc nhà thầu")
    if accepted:
        rounds.review_round(by=cast.mat, pk=visit.pk, step="accepted")
    return found
