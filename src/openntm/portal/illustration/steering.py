"""Illustrative steering: documents of the district, the tasks that they give, what came of them, delegations."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from openntm.assessment.services.gap_tasks import give_gap_task, short_on
from openntm.office.access import posts_on
from openntm.office.services import lend_post
from openntm.places.queries import place_at
from openntm.portal.illustration.papers import paper
from openntm.portal.illustration.people import Cast, unit
from openntm.steering.models import Directive, Task
from openntm.steering.services.answers import accept_answer, answer_task, mark_step_done, return_answer
from openntm.steering.services.attaching import attach_file, read_attachment
from openntm.steering.services.registering import register_directive
from openntm.steering.services.relating import relate_directives
from openntm.steering.services.tasks import extend_deadline, give_task

PLAN, URGING, CONCLUSIONS = "15/KH-MH", "214/UBND-MH", "47/TB-MH"
OFFICE, LEADER, DEPUTY = "van-phong-huyen", "lanh-dao", "phong-nong-nghiep"
OFFICERS, OFFICER = "can-bo-cum-xa", "can-bo-xa"
SOURCE = "Văn bản minh họa của bản trình diễn"
ADVANCED, NTM = "commune_advanced_2021_2025", "commune_ntm_2021_2025"


@dataclass(frozen=True)
class Paper:
    """`relations` are (kind, number of a document in the register)."""

    number: str
    kind: str
    word: str
    issued: date
    abstract: str
    points: tuple[str, ...]
    relations: tuple[tuple[str, str], ...]
    ending: str = "pdf"


PAPERS = (
    Paper(
        PLAN,
        "plan",
        "Kế hoạch",
        date(2024, 1, 25),
        "Thực hiện Chương trình xây dựng nông thôn mới năm 2024 trên địa bàn huyện",
        (
            "Duy trì, nâng cao chất lượng các tiêu chí tại các xã đã đạt chuẩn.",
            "Các xã đăng ký nông thôn mới nâng cao lập lộ trình từng chỉ tiêu chưa đạt, gửi về huyện.",
            "Rà soát minh chứng của số liệu năm 2023, bổ sung trước ngày 29/3/2024.",
        ),
        (("rests_on", "37/QĐ-TTg"), ("rests_on", "318/QĐ-TTg")),
    ),
    Paper(
        URGING,
        "letter",
        "Công văn",
        date(2024, 6, 10),
        "Đôn đốc hoàn thiện chỉ tiêu chưa đạt và hồ sơ đề nghị công nhận xã nông thôn mới nâng cao",
        (
            "Các xã báo cáo tiến độ từng chỉ tiêu, nêu rõ khó khăn cần huyện giải quyết.",
            "Báo cáo gửi trên hệ thống, kèm minh chứng.",
        ),
        (("rests_on", PLAN), ("rests_on", "18/2022/QĐ-TTg")),
        "docx",
    ),
    Paper(
        CONCLUSIONS,
        "notice",
        "Thông báo",
        date(2024, 10, 15),
        "Kết luận cuộc họp Ban Chỉ đạo về tiến độ xây dựng nông thôn mới quý III năm 2024",
        (
            "Xã Lục Sơn cam kết thời hạn hoàn thành chỉ tiêu về xử lý chất thải.",
            "Các xã chốt số liệu năm 2024 trước ngày 15/01/2025.",
        ),
        (("rests_on", PLAN),),
    ),
)


def register_documents(cast: Cast) -> dict[str, Directive]:
    made: dict[str, Directive] = {}
    for one in PAPERS:
        made[one.number] = register_directive(
            by=cast[OFFICE],
            place=cast.district,
            number=one.number,
            kind=one.kind,
            direction="outgoing",
            issued=one.issued,
            issuer_vi="UBND huyện Lục Nam",
            signer=cast[LEADER].display_name,
            abstract_vi=one.abstract,
            source_title=SOURCE,
        )
        relate(cast, made[one.number], one.relations)
        attach(cast, made[one.number], one)
    return made


def relate(cast: Cast, directive: Directive, relations: tuple[tuple[str, str], ...]) -> None:
    for kind, number in relations:
        other = Directive.objects.get(number=number)
        relate_directives(by=cast[OFFICE], pk=directive.pk, kind=kind, other=other.pk)


def attach(cast: Cast, directive: Directive, one: Paper) -> None:
    file = paper(
        one.word,
        one.abstract,
        one.points,
        day=one.issued,
        number=one.number,
        signer=cast[LEADER].display_name,
        ending=one.ending,
    )
    held = attach_file(by=cast[OFFICE], pk=directive.pk, place=cast.district, upload=file, title="Toàn văn")
    read_attachment(pk=held.pk)


def lend_posts(cast: Cast) -> None:
    """One that ended in the summer of 2024, one that holds for a quarter from today."""
    [post] = posts_on(cast[OFFICE], cast.on)
    lend = {"by": cast[OFFICE], "post": post.pk, "deputy": cast[DEPUTY]}
    summer, autumn = date(2024, 7, 1), date(2024, 7, 16)
    lend_post(**lend, valid_from=summer, valid_to=autumn, on=summer, reason="Nghỉ phép (minh họa)")
    end = cast.on + timedelta(days=90)
    lend_post(**lend, valid_from=cast.on, valid_to=end, on=cast.on, reason="Đi công tác (minh họa)")


@dataclass(frozen=True)
class Answered:
    """What was reported and on which day; `verdict` is empty while it waits."""

    day: date
    text: str
    verdict: str = ""
    judged: date | None = None
    reason: str = ""
    late_reason: str = ""
    has_file: bool = False


@dataclass(frozen=True)
class Asked:
    """A task at some communes; `answers` by the code of the commune."""

    document: str
    title: str
    wanted: str
    day: date
    due: date
    communes: tuple[str, ...]
    steps: tuple[str, ...] = ()
    answers: dict[str, tuple[Answered, ...]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)  # how many steps


EVIDENCE = Answered(
    date(2024, 3, 26),
    "Đã rà soát 19 tiêu chí, bổ sung 24 minh chứng; còn 2 biên bản nghiệm thu đang xin bản sao.",
    "accepted",
    date(2024, 4, 2),
    has_file=True,
)
TASKS = (
    Asked(
        PLAN,
        "Rà soát, bổ sung minh chứng số liệu năm 2023",
        "Từng chỉ tiêu có ít nhất một minh chứng; nêu rõ chỉ tiêu không tìm được.",
        date(2024, 1, 29),
        date(2024, 3, 29),
        ("07450", "07453", "07465", "07480"),
        ("Lập danh mục minh chứng còn thiếu", "Thu thập, quét minh chứng", "Gửi lên hệ thống"),
        {
            "07450": (EVIDENCE,),
            "07465": (EVIDENCE,),
            "07453": (
                Answered(
                    date(2024, 3, 28),
                    "Đã bổ sung minh chứng của 17 tiêu chí.",
                    "returned",
                    date(2024, 4, 3),
                    "Còn thiếu minh chứng của tiêu chí 15 và 17: hãy gửi bản quét có chữ ký.",
                ),
            ),
        },
        {"07450": 3, "07465": 3, "07453": 2, "07480": 1},
    ),
    Asked(
        URGING,
        "Báo cáo tiến độ các chỉ tiêu nông thôn mới nâng cao",
        "Theo từng chỉ tiêu: mức hiện tại, việc còn lại, thời hạn, khó khăn.",
        date(2024, 6, 12),
        date(2024, 7, 12),
        ("07462", "07465", "07498", "07453"),
        ("Họp Ban Quản lý xã", "Gửi báo cáo"),
        {
            "07498": (
                Answered(
                    date(2024, 7, 18),
                    "Còn 2 chỉ tiêu 14.2 và 17.8; dự kiến xong trong tháng 12.",
                    "accepted",
                    date(2024, 7, 22),
                    late_reason="Mưa lớn đầu tháng 7, cán bộ đi phòng chống lụt bão.",
                ),
            ),
            "07465": (Answered(date(2024, 7, 10), "Còn chỉ tiêu 1.3 và 4.1, đang thi công; kèm ảnh.", has_file=True),),
        },
        {"07498": 2, "07465": 2, "07462": 1},
    ),
    Asked(
        CONCLUSIONS,
        "Cam kết thời hạn hoàn thành chỉ tiêu về môi trường",
        "Văn bản cam kết của Chủ tịch UBND xã, có mốc từng tháng.",
        date(2024, 10, 17),
        date(2024, 11, 15),
        ("07510", "07468"),
    ),
)


def give_tasks(cast: Cast, documents: dict[str, Directive]) -> None:
    for one in TASKS:
        made = give_task(
            by=cast[OFFICE],
            places=[unit(code) for code in one.communes],
            title=one.title,
            wanted=one.wanted,
            on=cast.on,
            day=one.day,
            due=one.due,
            directive=documents[one.document],
            overseer=cast[LEADER],
            steps=one.steps,
        )
        for code, task in zip(one.communes, made, strict=True):
            do_steps(cast, task, code, one.done.get(code, 0), one.day)
            for answer in one.answers.get(code, ()):
                report(cast, task, code, answer)
    give_from_gaps(cast)


def officer(code: str) -> str:
    return OFFICER if code == "07453" else OFFICERS


def do_steps(cast: Cast, task: Task, code: str, count: int, given: date) -> None:
    for number, step in enumerate(task.steps.all()[:count], 1):
        day = given + timedelta(days=12 * number)
        mark_step_done(by=cast[officer(code)], pk=step.pk, on=cast.on, day=day)


def report(cast: Cast, task: Task, code: str, said: Answered) -> None:
    evidence = [paper("Báo cáo", task.title, [said.text], day=said.day)] if said.has_file else []
    answer = answer_task(
        by=cast[officer(code)],
        pk=task.pk,
        text=said.text,
        on=cast.on,
        day=said.day,
        files=evidence,
        late_reason=said.late_reason,
    )
    if said.verdict == "accepted":
        accept_answer(by=cast[OFFICE], pk=answer.pk, on=cast.on, day=said.judged)
    elif said.verdict:
        return_answer(by=cast[OFFICE], pk=answer.pk, reason=said.reason, on=cast.on, day=said.judged)


def give_from_gaps(cast: Cast) -> None:
    """Indicators found short at the end of 2023: one answered, one with more time, one by the deputy of today."""
    closed = from_gap(cast, OFFICE, "07480", ADVANCED, "17.8", date(2024, 12, 20))
    report(cast, closed, "07480", Answered(date(2024, 12, 16), "Đã nghiệm thu; số liệu mới nhập trên hệ thống."))
    longer = from_gap(cast, OFFICE, "07510", NTM, "17.4", date(2024, 6, 28))
    reason = "Điểm tập kết rác mới được cấp đất cuối tháng 6 (minh họa)"
    extend_deadline(by=cast[OFFICE], pk=longer.pk, reason=reason, on=cast.on, due=cast.on + timedelta(days=30))
    from_gap(cast, DEPUTY, "07519", ADVANCED, "3.5", date(2024, 9, 30))


def from_gap(cast: Cast, giver: str, code: str, set_id: str, indicator: str, due: date) -> Task:
    found = short_on(place_at(code, date(2023, 12, 31)), set_id, indicator, date(2023, 12, 31))
    assert found is not None
    return give_gap_task(
        by=cast[giver],
        short=found,
        on=cast.on,
        day=date(2024, 3, 1),
        due=due,
        title=f"Hoàn thành chỉ tiêu {indicator}",
        overseer=cast[LEADER],
    )
