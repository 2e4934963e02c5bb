"""What the commune, its Front and its residents do until the dossier is handed in; illustrative."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from openntm.portal.illustration.papers import paper, picture
from openntm.portal.illustration.people import Cast
from openntm.portal.illustration.steering import OFFICERS
from openntm.recognition.models import Dossier, Opinion
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.services.binding import freeze_and_bind
from openntm.recognition.services.opinions import (
    add_opinion,
    answer_opinion,
    confirm_condition,
    open_consultation,
    record_broadcasts,
    record_meeting,
    record_satisfaction,
)
from openntm.recognition.services.parts import hand_in_part
from openntm.recognition.services.printing import print_part
from openntm.recognition.services.steps import open_dossier, take_step
from openntm.steering.models import Registration

FRONT = "mat-tran-cum-xa"
CONTENTS = ("Giao thông, thủy lợi", "Trường học, y tế", "Vệ sinh môi trường", "An ninh, trật tự")
SHOWN_AT = "Trụ sở UBND xã, nhà văn hóa các thôn"


@dataclass(frozen=True)
class Days:
    """When a commune did what; opinions are taken for 15 days from `asked` on."""

    opened: date
    figures: date
    asked: date
    met: date
    handed_in: date

    @property
    def last(self) -> date:
        return self.asked + timedelta(days=14)


def step(cast: Cast, who: str, dossier: Dossier, transition: str, day: date) -> None:
    take_step(by=cast[who], pk=dossier.pk, transition=transition, day=day)


def open_with_figures(cast: Cast, registration: Registration, opened: date, figures: date) -> Dossier:
    by = cast[OFFICERS]
    dossier = open_dossier(by=by, day=opened, registration=registration)
    freeze_and_bind(by=by, pk=dossier.pk, on=figures)
    step(cast, OFFICERS, dossier, "start_self_assessment", opened)
    return dossier


def consult(cast: Cast, dossier: Dossier, days: Days) -> None:
    """Opened and under way: the Front has spoken, residents too, and one of them waits for an answer."""
    by, front = cast[OFFICERS], cast[FRONT]
    step(cast, OFFICERS, dossier, "open_consultation", days.asked)
    period = open_consultation(by=by, pk=dossier.pk, begins=days.asked, shown_at=SHOWN_AT)
    record_broadcasts(by=by, pk=period.pk, broadcasts=6)
    say = {"by": front, "pk": dossier.pk, "day": days.asked + timedelta(days=6)}
    add_opinion(**say, origin="hamlet", people=46, agrees=True, who="Hội nghị thôn (minh họa)")
    add_opinion(**say, origin="resident", people=3, agrees=False, text="Rác ở đầu thôn chưa được thu gom hằng tuần.")


def answer_all(cast: Cast, dossier: Dossier, days: Days) -> None:
    front = {"by": cast[FRONT], "pk": dossier.pk, "day": days.last}
    add_opinion(**front, origin="front", agrees=True, text="Nhất trí đề nghị; cần giữ lịch thu gom rác.")
    answer = "Từ tháng này thu gom hai lần mỗi tuần, có lịch niêm yết tại nhà văn hóa."
    for one in Opinion.objects.filter(consultation__dossier=dossier, agrees=False, answer=""):
        answer_opinion(by=cast[OFFICERS], dossier=dossier.pk, pk=one.pk, answer=answer, day=days.last)


def prepare(cast: Cast, dossier: Dossier, days: Days) -> None:
    """From the consultation to the meeting, with the survey and the conditions of Article 4."""
    consult(cast, dossier, days)
    answer_all(cast, dossier, days)
    counts = {"invited": 64, "present": 58, "in_favour": 57}
    people = {"chair": "Chủ tịch UBND xã (minh họa)", "secretary": "Công chức văn phòng (minh họa)"}
    record_meeting(by=cast[OFFICERS], pk=dossier.pk, day=days.met, **counts, **people)
    step(cast, OFFICERS, dossier, "hold_meeting", days.met)
    survey(cast, dossier, days)
    known = load_procedure(dossier.procedure).conditions
    for condition in [one for one in known if one.stands_on(days.met)]:
        confirm_condition(
            by=cast[OFFICERS],
            pk=dossier.pk,
            condition=condition.id,
            day=days.met,
            holds=True,
            amount=0 if condition.kind == "no_amount" else None,
            document=f"21/BC-MH ngày {days.met:%d/%m/%Y}",
        )


def survey(cast: Cast, dossier: Dossier, days: Days) -> None:
    households = 1840
    answered, satisfied = 1512, 1469
    rows = [(name, answered, satisfied - 6 * number) for number, name in enumerate(CONTENTS)]
    record_satisfaction(
        by=cast[FRONT],
        pk=dossier.pk,
        begins=days.asked,
        ends=days.last,
        households=households,
        answered=answered,
        satisfied=satisfied,
        run_by="Ủy ban MTTQ xã (minh họa)",
        contents=rows,
    )


def hand_over(cast: Cast, dossier: Dossier, days: Days, transition: str, made: Sequence[str] | None = None) -> None:
    """Every part that the step asks for: `made` by the product, the others as files; then the dossier is sent."""
    law = load_procedure(dossier.procedure)
    body = paper("Báo cáo", "Thành phần hồ sơ do xã nộp", ["Bản minh họa."], day=days.handed_in).read()
    for part in law.parts_for(dossier.title, days.handed_in):
        if transition not in part.needed_for or part.by not in ("commune", "front"):
            continue
        who = cast[FRONT if part.by == "front" else OFFICERS]
        if part.generated and (made is None or part.id in made):
            print_part(by=who, pk=dossier.pk, part=part.id, day=days.handed_in)
        elif part.id == "pictures":
            hand_in_part(by=who, pk=dossier.pk, part=part.id, upload=picture(str(dossier.place.key)))
        else:
            hand_in_part(by=who, pk=dossier.pk, part=part.id, upload=SimpleUploadedFile(f"{part.id}.pdf", body))
    step(cast, OFFICERS, dossier, transition, days.handed_in)
