"""What the district and the province's departments find in an illustrative dossier."""

from collections.abc import Sequence
from datetime import date, timedelta

from openntm.portal.illustration.papers import paper
from openntm.portal.illustration.people import Cast
from openntm.portal.illustration.preparing import step
from openntm.portal.illustration.steering import OFFICE, OFFICERS
from openntm.recognition.models import Dossier, ReturnPoint
from openntm.recognition.queries.charge import department_of
from openntm.recognition.services.opinions import open_consultation
from openntm.recognition.services.parts import answer_point, hand_in_part
from openntm.recognition.services.printing import print_part
from openntm.recognition.services.reviews import review_criterion
from openntm.recognition.services.steps import take_step

APPRAISER, LATER_APPRAISER = "tham-dinh", "tham-dinh-bac-ninh"
DEPARTMENTS = {"construction": "so-xay-dung", "education": "so-giao-duc", "health": "so-y-te"}
CRITERIA = tuple(str(number) for number in range(1, 20))
POINTS = (
    ("1", "Tiêu chí 1: thiếu hồ sơ hoàn công hai tuyến đường thôn."),
    ("13", "Tiêu chí 13: hợp đồng liên kết tiêu thụ đã hết hạn, cần bản mới."),
    ("17", "Tiêu chí 17: ảnh điểm tập kết rác không ghi ngày chụp."),
)


def review(cast: Cast, who: str, dossier: Dossier, layer: str, criteria: Sequence[str], day: date) -> None:
    for criterion in criteria:
        seen = day if criterion in ("1", "17") else None
        review_criterion(
            by=cast[who],
            pk=dossier.pk,
            layer=layer,
            criterion=criterion,
            verdict="met",
            comment="Đã đối chiếu minh chứng." if seen is None else "Đã kiểm tra thực địa.",
            seen_on_the_ground=seen,
            day=day,
        )


def verify_half(cast: Cast, dossier: Dossier, begins: date) -> None:
    """Left in the middle: nine criteria met, one not, the others still to be looked at."""
    step(cast, OFFICE, dossier, "start_verification", begins)
    review(cast, OFFICE, dossier, "verification", CRITERIA[:9], begins + timedelta(days=3))
    comment = "Nhật ký thu gom rác thiếu tháng 11 và tháng 12."
    day = begins + timedelta(days=4)
    review_criterion(
        by=cast[OFFICE],
        pk=dossier.pk,
        layer="verification",
        criterion="17",
        verdict="not_met",
        comment=comment,
        seen_on_the_ground=day,
        day=day,
    )


def return_with_points(cast: Cast, dossier: Dossier, begins: date) -> None:
    """Back to the self-assessment with three points, of which the commune has answered one."""
    step(cast, OFFICE, dossier, "start_verification", begins)
    review(cast, OFFICE, dossier, "verification", ("2", "3", "4"), begins + timedelta(days=2))
    day = begins + timedelta(days=7)
    take_step(
        by=cast[OFFICE],
        pk=dossier.pk,
        transition="return_from_verification-self_assessing",
        day=day,
        reason="Minh chứng của ba tiêu chí chưa đủ để kết luận.",
        points=POINTS,
    )
    first = ReturnPoint.objects.get(step__dossier=dossier, number=1)
    answer = "Đã bổ sung hồ sơ hoàn công hai tuyến, tải lên kho minh chứng."
    answer_point(by=cast[OFFICERS], pk=dossier.pk, point=first.pk, answer=answer, day=day + timedelta(days=5))


def verify(cast: Cast, dossier: Dossier, begins: date) -> date:
    """Verified, published for its days and sent to the province; gives the day on which it was sent."""
    step(cast, OFFICE, dossier, "start_verification", begins)
    published = begins + timedelta(days=7)
    review(cast, OFFICE, dossier, "verification", CRITERIA, begins + timedelta(days=4))
    step(cast, OFFICE, dossier, "publish_verification", published)
    period = open_consultation(by=cast[OFFICE], pk=dossier.pk, begins=published, shown_at="Cổng thông tin huyện")
    sent = period.ends + timedelta(days=2)
    print_part(by=cast[OFFICE], pk=dossier.pk, part="verification_report", day=sent)
    step(cast, OFFICE, dossier, "send_to_province", sent)
    return sent


def appraise(cast: Cast, dossier: Dossier, begins: date, *, by: str, is_printed: bool) -> None:
    """Departments confirm their criteria, the appraiser the others."""
    step(cast, by, dossier, "start_appraisal", begins)
    assert dossier.assessment is not None
    law = dossier.assessment.set_id
    for criterion in CRITERIA:
        who = DEPARTMENTS.get(department_of(law, criterion), by)
        review(cast, who, dossier, "appraisal", [criterion], begins + timedelta(days=6))
    day = begins + timedelta(days=8)
    if is_printed:
        print_part(by=cast[by], pk=dossier.pk, part="appraisal_report", day=day)
    else:
        file = paper("Báo cáo", "Báo cáo thẩm định", ["Bản minh họa."], day=day)
        hand_in_part(by=cast[by], pk=dossier.pk, part="appraisal_report", upload=file)
