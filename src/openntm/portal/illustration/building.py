"""Three invented works of a commune: one handed over, one under way with its board's findings, one being prepared."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from openntm.office.models import Person
from openntm.portal.illustration.growing import COMMUNE, OFFICER, before
from openntm.portal.illustration.papers import paper, picture, signature
from openntm.portal.illustration.people import Cast, unit
from openntm.visits.checklists import checklists
from openntm.works.boards_law import law
from openntm.works.models import Acceptance, Board, BoardMember, Contract, Money, Work, WorkDocument
from openntm.works.services.acceptance import close_acceptance, confirm_opinion, give_opinion, open_acceptance
from openntm.works.services.boards import add_member, draft_board, set_up_board
from openntm.works.services.changes import record_change
from openntm.works.services.demands import answer_demand, confirm_demand, recheck_demand, record_outcome
from openntm.works.services.parts import (
    record_progress,
    set_contract,
    set_document,
    set_milestone,
    set_money,
    set_party,
)
from openntm.works.services.plans import set_plan
from openntm.works.services.rounds import (
    add_round_photo,
    answer_round,
    close_round,
    observe,
    review_round,
    sign_round,
    start_round,
)
from openntm.works.services.sign import make_sign
from openntm.works.services.works import add_work, step_work

FRONT, WATCHER = "mat-tran-nghia-phuong", "ban-giam-sat"
OWNER, BUILDER = "UBND xã Nghĩa Phương", "Công ty xây dựng Thí Dụ (minh họa)"
SEATS = (
    ("Nông Thí Dụ", "resident", "head", True),
    ("Lưu Thí Dụ", "front", "deputy", True),
    ("Tô Thí Dụ", "inspectorate", "member", True),
    ("Cao Thí Dụ", "resident", "member", False),
    ("Kiều Thí Dụ", "resident", "member", False),
)
MILLION = 1_000_000
ROAD = [[106.4712, 21.2301], [106.4748, 21.2322], [106.4791, 21.2317], [106.4826, 21.2339]]


@dataclass(frozen=True)
class Works:
    road: Work
    house: Work
    landfill: Work


def build(cast: Cast) -> Works:
    return Works(road_under_way(cast), house_in_use(cast), landfill_prepared(cast))


def road_under_way(cast: Cast) -> Work:
    officer = cast[OFFICER]
    work = add_work(
        by=officer,
        place=unit(COMMUNE, merged=True),
        name="Cứng hóa đường trục thôn Thí Dụ (minh họa)",
        kind=Work.Kind.ROAD,
        state=Work.State.UNDERWAY,
        code="NP-TD-01",
        hamlet_name="Thí Dụ",
        purpose="Mặt đường bê tông xi măng rộng 3,5 m, dày 18 cm",
        owner=OWNER,
        decision="QĐ 101/QĐ-UBND (minh họa)",
        decided_on=before(cast, 260),
        quantity=Decimal("1.450"),
        unit="km",
        budget=2_150 * MILLION,
        planned_start=before(cast, 220),
        planned_end=before(cast, 10),
        started_on=before(cast, 214),
        is_community=True,
        shape={"type": "LineString", "coordinates": ROAD},
    )
    tell_road(cast, work)
    publish_decision(cast, work)
    board = set_up(cast, work, "07/QĐ-MTTQ (minh họa)", ago=214)
    watch_road(cast, board)
    make_sign(by=officer, pk=work.pk)
    return work


def tell_road(cast: Cast, work: Work) -> None:
    """Who builds and pays, what is done of what was planned, and why it ends later."""
    officer = cast[OFFICER]
    hire(cast, work, value=2_020 * MILLION, days=200, signed=before(cast, 216))
    for source, planned, more in (
        (Money.Source.PROVINCE, 1_470, {"actual": 900 * MILLION}),
        (Money.Source.COMMUNE, 550, {"actual": 300 * MILLION}),
        (Money.Source.PEOPLE_MONEY, 30, {"actual": 5 * MILLION}),
        (
            Money.Source.PEOPLE_LABOUR,
            100,
            {"planned_units": Decimal(500), "conversion": "200.000 đồng/ngày (minh họa)"},
        ),
    ):
        set_money(by=officer, work=work.pk, source=source, planned=planned * MILLION, **more)
    for title, due, met in (
        ("Giải phóng mặt bằng", 200, 205),
        ("Xong nền đường", 140, 131),
        ("Xong mặt đường", 40, None),
    ):
        met_on = before(cast, met) if met else None
        set_milestone(by=officer, work=work.pk, title=title, due_on=before(cast, due), met_on=met_on)
    for ago, planned, actual, money in ((150, 30, 22, 420), (90, 60, 52, 900), (30, 90, 71, 1_380)):
        record_progress(
            by=officer,
            work=work.pk,
            day=before(cast, ago),
            planned_percent=Decimal(planned),
            actual_percent=Decimal(actual),
            planned_money=planned * 2_020 * MILLION // 100,
            actual_money=money * MILLION,
        )
    record_change(
        by=officer,
        work=work.pk,
        kind="duration",
        after_day=cast.on + timedelta(days=60),
        reason="Mưa kéo dài, phải dừng đổ bê tông (minh họa)",
        document="QĐ 188/QĐ-UBND (minh họa)",
        day=before(cast, 25),
    )


def publish_decision(cast: Cast, work: Work) -> None:
    day = before(cast, 260)
    file = paper(
        "Quyết định",
        "Phê duyệt báo cáo kinh tế - kỹ thuật",
        ["Tổng mức đầu tư: 2.150 triệu đồng."],
        day=day,
        number="101/QĐ-UBND",
        issuer=OWNER,
        superior="Ủy ban nhân dân tỉnh Bắc Ninh",
    )
    set_document(
        by=cast[OFFICER],
        work=work.pk,
        file=file,
        kind=WorkDocument.Kind.DECISION,
        title="Quyết định đầu tư (minh họa)",
        day=day,
        is_public=True,
    )


def hire(cast: Cast, work: Work, *, value: int, days: int, signed: date) -> None:
    officer = cast[OFFICER]
    set_party(by=officer, work=work.pk, role="buyer", name=OWNER)
    set_party(by=officer, work=work.pk, role="supervisor", name="Tư vấn giám sát Thí Dụ (minh họa)")
    set_contract(
        by=officer,
        work=work.pk,
        supplier=BUILDER,
        number=f"{work.code}/HĐ",
        title="Thi công xây dựng công trình",
        kind=Contract.Kind.CONSTRUCTION,
        method=Contract.Method.QUOTES,
        bidders=3,
        estimate=value + 30 * MILLION,
        value=value,
        signed_on=signed,
        days=days,
        state=Contract.State.ACTIVE,
    )


def set_up(cast: Cast, work: Work, number: str, *, ago: int) -> Board:
    """By the Front: decision, members, plan, and the owner told in time."""
    front, elected = cast[FRONT], before(cast, ago + 6)
    board = draft_board(
        by=front,
        work=work.pk,
        front="Ủy ban MTTQ Việt Nam xã Nghĩa Phương",
        number=number,
        decided_on=before(cast, ago),
        elected_on=elected,
        meeting="Hội nghị nhân dân thôn Thí Dụ",
        present=96,
    )
    stated = {one.key: one.wanted for one in law().statements}
    for name, body, role, is_named in SEATS:
        person: Person | None = cast[WATCHER] if role == BoardMember.Role.HEAD else None
        votes = 81 if body == BoardMember.Body.RESIDENT else None
        add_member(
            by=front, board=board.pk, name=name, body=body, role=role, stated=stated, from_day=before(cast, ago),
            person=person, is_named=is_named, votes=votes,
        )  # fmt: skip
    set_up_board(by=front, pk=board.pk)
    contents = "Tiến độ; chất lượng vật tư; sử dụng đóng góp của dân; công khai; vệ sinh môi trường"
    days = [before(cast, ago - 60), before(cast, ago - 150)]
    told_on = before(cast, ago - 1)
    told_number = "12/CV-MTTQ (minh họa)"
    set_plan(by=front, pk=board.pk, contents=contents, planned_days=days, told_on=told_on, told_number=told_number)
    return board


def watch_road(cast: Cast, board: Board) -> None:
    """Two rounds: one finding is remedied, seen again and brings money back, one waits."""
    thickness = "Bề dày bê tông đo tại ba lỗ khoan chỉ 15–16 cm, thiết kế 18 cm (minh họa)"
    first = round_with(cast, board, before(cast, 140), ("major", thickness, "Bù bề dày hoặc giảm trừ khối lượng"))
    confirm_demand(by=cast[FRONT], pk=first, day=before(cast, 135), sent_to=OWNER, number="15/KN-BGS (minh họa)")
    answer = "Nhà thầu đã đục bỏ và đổ lại 42 m, giảm trừ phần còn lại khi quyết toán (minh họa)"
    answer_demand(by=cast[OFFICER], pk=first, answer=answer)
    recheck_demand(by=cast[WATCHER], pk=first, passed=True, remark="Đo lại ba vị trí đạt 18 cm (minh họa)")
    record_outcome(by=cast[WATCHER], pk=first, recovered=0, cut=38 * MILLION)
    sign = "Chưa có biển báo công trường ở đầu thôn (minh họa)"
    second = round_with(cast, board, before(cast, 35), ("minor", sign, "Cắm biển báo và đèn cảnh báo ban đêm"))
    confirm_demand(by=cast[FRONT], pk=second, day=before(cast, 30), sent_to=OWNER)


def round_with(cast: Cast, board: Board, day: date, found: tuple[str, str, str]) -> int:
    """The key of the observation."""
    watcher, severity, (text, demand) = cast[WATCHER], found[0], found[1:]
    present = list(board.members.all()[:4])
    one = start_round(by=watcher, board=board.pk, day=day, present=present)
    items = [item.key for item in checklists()[one.visit.checklist, one.visit.version].items]
    answers = dict.fromkeys(items, ("ok", "")) | {items[-1]: ("not_ok", "Xem phát hiện kèm theo")}
    answer_round(by=watcher, pk=one.pk, answers=answers)
    given = {"severity": severity, "text": text, "demand": demand, "due": day + timedelta(days=20)}
    observation = observe(by=watcher, pk=one.pk, item=items[-1], **given)
    seen = {"latitude": Decimal("21.23187"), "longitude": Decimal("106.47733"), "observation": observation.pk}
    add_round_photo(by=watcher, pk=one.pk, upload=picture("phat hien"), **seen)
    for name, role in ((str(watcher), "made"), ("Vi Thí Dụ", "visited")):
        at = datetime.combine(day, time(9), UTC)
        sign_round(by=watcher, pk=one.pk, upload=signature(name), name=name, role=role, signed_at=at)
    close_round(by=watcher, pk=one.pk, result="Thi công đúng tuyến; có một nội dung cần khắc phục (minh họa)")
    review_round(by=cast[FRONT], pk=one.pk, step="accepted")
    return observation.pk


def house_in_use(cast: Cast) -> Work:
    officer = cast[OFFICER]
    work = add_work(
        by=officer,
        place=unit(COMMUNE, merged=True),
        name="Nhà văn hóa thôn Thí Dụ (minh họa)",
        kind=Work.Kind.CULTURE_HOUSE,
        state=Work.State.UNDERWAY,
        code="NP-TD-02",
        hamlet_name="Thí Dụ",
        owner=OWNER,
        quantity=Decimal(180),
        unit="m2",
        budget=980 * MILLION,
        planned_start=before(cast, 330),
        planned_end=before(cast, 120),
        started_on=before(cast, 326),
        is_community=True,
        shape={"type": "Point", "coordinates": [106.4769, 21.2308]},
    )
    hire(cast, work, value=940 * MILLION, days=200, signed=before(cast, 328))
    set_money(by=officer, work=work.pk, source=Money.Source.COMMUNE, planned=700 * MILLION, actual=690 * MILLION)
    set_money(by=officer, work=work.pk, source=Money.Source.PEOPLE_MONEY, planned=280 * MILLION, actual=250 * MILLION)
    board = set_up(cast, work, "03/QĐ-MTTQ (minh họa)", ago=320)
    one = start_round(by=cast[WATCHER], board=board.pk, day=before(cast, 200), present=list(board.members.all()))
    items = [item.key for item in checklists()[one.visit.checklist, one.visit.version].items]
    answer_round(by=cast[WATCHER], pk=one.pk, answers=dict.fromkeys(items, ("ok", "")))
    close_round(by=cast[WATCHER], pk=one.pk, result="Công trình xây đúng thiết kế, không có phát hiện (minh họa)")
    review_round(by=cast[FRONT], pk=one.pk, step="accepted")
    step_work(by=officer, pk=work.pk, after=Work.State.FINISHED, day=before(cast, 125))
    made = open_acceptance(
        by=officer,
        work=work.pk,
        kind=Acceptance.Kind.FINAL,
        day=before(cast, 118),
        people="Chủ đầu tư, nhà thầu, Ban giám sát, thôn",
    )
    give_opinion(by=cast[WATCHER], pk=made.pk, opinion=Acceptance.Opinion.AGREES)
    confirm_opinion(by=cast[FRONT], pk=made.pk)
    close_acceptance(by=officer, pk=made.pk, taken_over_by="Thôn Thí Dụ")
    return work


def landfill_prepared(cast: Cast) -> Work:
    return add_work(
        by=cast[OFFICER],
        place=unit(COMMUNE, merged=True),
        name="Điểm tập kết rác thải xã (minh họa)",
        kind=Work.Kind.LANDFILL,
        code="NP-TD-03",
        owner=OWNER,
        budget=1_100 * MILLION,
        planned_start=cast.on + timedelta(days=40),
        planned_end=cast.on + timedelta(days=200),
        shape={"type": "Point", "coordinates": [106.4655, 21.2241]},
    )
