"""Illustrative reports of the district on 2023 and 2024, and a re-check of all titles at the end of 2024."""

from datetime import date

from openntm.assessment.services import freeze_assessment
from openntm.places.queries import place_at
from openntm.portal.illustration.people import Cast
from openntm.portal.illustration.steering import NTM, OFFICE
from openntm.recognition.models import ProgressReport
from openntm.recognition.services.rechecks import run_recheck
from openntm.recognition.services.reports import begin_report, issue_report, write_section

YEAR_2023 = {
    "steering": "Ban Chỉ đạo họp bốn kỳ; các xã được giao chỉ tiêu từ đầu năm.",
    "outreach": "Các xã phát động ngày cuối tuần vì môi trường, mỗi tháng một lần.",
    "results": "Cuối năm cả 23 xã giữ danh hiệu nông thôn mới; một số chỉ tiêu nâng cao còn thiếu số liệu.",
    "targets": "Mục tiêu số xã đạt chuẩn hoàn thành; mục tiêu xã nâng cao chuyển sang năm sau.",
    "resources": "Nguồn lực gồm ngân sách, doanh nghiệp và đóng góp của nhân dân, quản lý theo từng công trình.",
    "difficulties": "Số liệu môi trường ở các xã vùng cao thu thập chậm.",
    "next": "Hoàn thiện minh chứng; chuẩn bị hồ sơ các xã đăng ký nâng cao.",
}
YEAR_2024 = {
    "steering": "Huyện ban hành kế hoạch 15/KH-MH và công văn đôn đốc 214/UBND-MH; các việc giao cho xã theo dõi trên"
    " hệ thống.",
    "results": "Bốn xã đạt đủ chỉ tiêu nâng cao theo số liệu tự đánh giá cuối năm; còn chờ thẩm tra.",
}


def write_reports(cast: Cast) -> None:
    """The report on 2023 is issued; the one on 2024 has begun with its texts and two new ones."""
    issued = report_on(cast, 2023, YEAR_2023)
    issue_report(by=cast[OFFICE], pk=issued.pk, number="08/BC-MH", day=date(2024, 1, 22))
    report_on(cast, 2024, YEAR_2024)
    run_recheck(by=cast[OFFICE], place=cast.district, on=date(2024, 12, 31))


def report_on(cast: Cast, year: int, texts: dict[str, str]) -> ProgressReport:
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    by, unit = cast[OFFICE], place_at("218", ends)
    frozen = freeze_assessment(by=by, place=unit, set_id=NTM, on=ends)
    report = begin_report(
        by=by, place=cast.district, period=f"năm {year}", begins=begins, ends=ends, assessment=frozen.pk
    )
    for key, text in texts.items():
        write_section(by=by, pk=report.pk, key=key, text=text)
    return report
