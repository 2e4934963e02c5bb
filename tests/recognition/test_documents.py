"""Each document of recognition says what it is given, by day and law, and nothing of a resident."""

from dataclasses import astuple, is_dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from openntm.assessment.snapshot import Case, SnapshotDiffers, build_snapshot
from openntm.criteria import Because, Verdict, load_set
from openntm.office.documents import Document
from openntm.recognition.documents.bases import bases_on
from openntm.recognition.documents.council import CouncilSitting, Member, Vote, council_minutes
from openntm.recognition.documents.debt import Debt, debt_report
from openntm.recognition.documents.decisions import Certificate, Named, Ruling, certificate, decision
from openntm.recognition.documents.evidence import Evidence, EvidenceFile, evidence_list
from openntm.recognition.documents.explanation import Explanation, explanation
from openntm.recognition.documents.head import Head, Request, Unit, chair_of, committee, coordination, council, front
from openntm.recognition.documents.judged import NotInSnapshot, judged
from openntm.recognition.documents.meeting import Meeting, meeting_minutes
from openntm.recognition.documents.opinions import Opinions, Period, Said, opinions_summary
from openntm.recognition.documents.results import Results, results_report
from openntm.recognition.documents.reviews import Review, Reviews, review_report
from openntm.recognition.documents.satisfaction import Content, Least, Survey, satisfaction_report
from openntm.recognition.documents.self_assessment import SelfAssessment, self_assessment
from openntm.recognition.documents.submission import Submission, submission
from openntm.recognition.documents.words import percent, reaches

NTM = "commune_ntm_2021_2025"
ON, DAY = date(2023, 12, 31), date(2024, 1, 11)
LAW = load_set(NTM)
PROVINCE = Unit("tỉnh Bắc Giang")
UNIT = Unit("xã Đông Phú", ("huyện Lục Nam", "tỉnh Bắc Giang"))
REQUEST = Request(UNIT, "advanced", 2023)
HEAD = Head(committee(UNIT), DAY, illustrative=True)
BOLD = "<b>đậm</b> $x$ #eval(1) {{ 7*7 }}"


def stated(value, **more):
    return {"value": value, "day": ON, "layer": "self", "source": "Báo cáo của xã", "illustrative": False} | more


FIGURES = {
    "4.2": stated("91.5", source="Số liệu minh họa", illustrative=True),
    "1.1": stated("true"),
    "19.1": stated("true", layer="checked"),
}
SNAPSHOT = build_snapshot(NTM, ON, [Case("07453", FIGURES, region="tdmnpb")])
JUDGED = judged(SNAPSHOT, "07453")


def text_of(document: Document) -> str:
    """Everything that a document says, in its order."""
    return "\n".join(texts(astuple(document))).replace("\u00a0", " ")


def texts(value):
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        yield from texts(astuple(value))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)


RESULTS = Results(HEAD, REQUEST, JUDGED)
SURVEY = Survey(
    HEAD,
    REQUEST,
    date(2023, 11, 1),
    date(2023, 11, 20),
    2412,
    1930,
    1739,
    "Ủy ban MTTQ Việt Nam xã Đông Phú",
    (Content("Giao thông", 1930, 1544), Content(BOLD, 1930, 1543)),
    Least(Decimal(70), False),
    Least(Decimal(90), True),
    Least(Decimal(80), False),
)
MEETING = Meeting(
    Head(committee(UNIT), DAY), REQUEST, DAY, 50, 48, 45, "Ông A", "Bà B", "Nhất trí.", Decimal(90), False
)
SITTING = CouncilSitting(
    Head(council("Hội đồng thẩm định cấp tỉnh", PROVINCE), DAY),
    "Hội đồng thẩm định cấp tỉnh",
    "Quyết định số 12/QĐ-UBND ngày 05/01/2024",
    DAY,
    True,
    Decimal(70),
    Decimal(90),
    (
        Member("Lê Chủ", "chair", "UBND tỉnh", True),
        Member("Trần Thư", "secretary", "Văn phòng Điều phối", True),
        Member("Vũ Vắng", "member", "Sở Y tế", False),
        Member("Đỗ Bốn", "member", "Sở Nội vụ", True),
    ),
    (Vote(REQUEST, 3, 0, 0), Vote(replace(REQUEST, title="model"), 2, 1, 0, "Chưa thống nhất.")),
)
RULING = Ruling(
    Head(chair_of(PROVINCE), DAY, "37/QĐ-UBND", "Nguyễn Ký"),
    "recognition",
    (Named(REQUEST),),
    PROVINCE,
    "Ủy ban nhân dân huyện Lục Nam",
    "Chánh Văn phòng Điều phối nông thôn mới tỉnh",
    LAW,
)
REVIEWS = Reviews(
    Head(coordination(PROVINCE), DAY),
    REQUEST,
    "appraisal",
    JUDGED,
    (
        Review("1", "met", "Sở Xây dựng", "Hồ sơ đầy đủ", DAY),
        Review("4", "met", "Sở Công Thương", "Số liệu điện lực 95,2 %", DAY, date(2024, 1, 5)),
        Review("19", "not_met", "Công an tỉnh", "Có vụ việc phức tạp", DAY),
    ),
)
OPINIONS = Opinions(
    HEAD,
    REQUEST,
    (Period(date(2023, 11, 1), date(2023, 11, 15), 6, "trụ sở UBND xã, nhà văn hóa thôn"),),
    (
        Said("front", date(2023, 11, 10), "Nhất trí", "MTTQ xã", 1, True, "Cảm ơn", date(2023, 11, 12)),
        Said("resident", date(2023, 11, 11), "Đường thôn còn lầy", "Nguyễn Văn Kín", 3, False),
        Said("resident", date(2023, 11, 12), "", "Trần Thị Giấu", 96, True),
    ),
)
SUBMISSION = Submission(
    HEAD, REQUEST, "Ủy ban nhân dân huyện Lục Nam", "verification", ("Báo cáo kết quả", "Biên bản họp"), LAW
)
FILES = (
    EvidenceFile("1", "1.1", "quy-hoach.pdf", 1_234_567, "ab" * 32),
    EvidenceFile("1", "1.2", "quy-hoach.pdf", 1_234_567, "ab" * 32, ("xã Tam Dị, năm 2022",)),
)
EVERY = (
    results_report(RESULTS),
    explanation(Explanation(HEAD, REQUEST, JUDGED, {"1": BOLD})),
    evidence_list(Evidence(HEAD, REQUEST, LAW, FILES)),
    opinions_summary(OPINIONS),
    meeting_minutes(MEETING),
    debt_report(Debt(HEAD, REQUEST, ON, Decimal(0))),
    satisfaction_report(SURVEY),
    review_report(REVIEWS),
    council_minutes(SITTING),
    decision(RULING),
    certificate(Certificate(RULING.head, REQUEST, "37/QĐ-UBND", DAY)),
    submission(SUBMISSION),
    self_assessment(SelfAssessment(HEAD, REQUEST, JUDGED)),
)


@pytest.mark.parametrize("document", EVERY, ids=lambda document: document.title + document.abstract[:20])
def test_a_document_names_the_unit_the_title_and_the_year(document):
    said = text_of(document).lower()
    assert "đông phú" in said
    assert "nông thôn mới nâng cao năm 2023" in said or "nợ đọng" in said
    assert "none" not in said


def test_the_results_name_each_criterion_figure_and_law():
    said = text_of(results_report(RESULTS))
    assert all(f"Tiêu chí {one.id}. {one.title.vi}" in said for one in LAW.criteria)
    assert all(one.title.vi in said for one in LAW.indicators)
    assert "91,5 %" in said
    assert "còn thiếu 3,5 điểm %" in said
    assert "318/QĐ-TTg" in said
    assert "chưa kiểm chứng" in said
    assert JUDGED.sha256 in said


def test_a_figure_says_its_source_day_layer_and_that_it_is_illustrative():
    said = text_of(results_report(RESULTS))
    assert "[1] Số liệu minh họa." in said or "[2] Số liệu minh họa." in said
    assert "31/12/2023; tự đánh giá; số liệu minh họa" in said
    assert JUDGED.illustrative
    assert results_report(RESULTS).mark == "SỐ LIỆU MINH HỌA"


def test_what_is_not_met_is_never_asked_for():
    said = text_of(results_report(RESULTS))
    assert "tiếp tục thực hiện các tiêu chí" in said
    assert "công nhận xã Đông Phú" not in said


def test_what_has_no_threshold_is_left_to_those_who_verify():
    told = results_report(RESULTS)
    findings = {name: one for name, one in JUDGED.result.findings.items() if one.because != "no_figure" and not one.gap}
    unknown = {"2.1": replace(next(iter(findings.values())), because=Because.NO_THRESHOLD, verdict=Verdict.UNKNOWN)}
    result = replace(JUDGED.result, findings=findings | unknown, title_verdict=Verdict.UNKNOWN)
    said = text_of(results_report(Results(HEAD, REQUEST, replace(JUDGED, result=result))))
    assert "kết luận đối với 1 chỉ tiêu chưa có ngưỡng, thẩm tra, thẩm định và công nhận xã Đông Phú" in said
    assert "đề nghị cấp có thẩm quyền" not in text_of(told)


def test_the_explanation_says_the_reasons_of_the_explanation_page():
    said = text_of(explanation(Explanation(HEAD, REQUEST, JUDGED, {"4": "Đã đầu tư trạm biến áp."})))
    assert all(one.reason_vi in said for one in JUDGED.result.findings.values())
    assert "Đã đầu tư trạm biến áp." in said


def test_findings_that_cannot_be_computed_again_make_no_document():
    with pytest.raises(SnapshotDiffers):
        judged(SNAPSHOT.replace(b'"gap": "3.5"', b'"gap": "0.5"'), "07453")
    with pytest.raises(NotInSnapshot):
        judged(SNAPSHOT, "07450")


def test_evidence_stands_with_its_hash_under_its_criterion():
    said = text_of(evidence_list(Evidence(HEAD, REQUEST, LAW, FILES)))
    assert said.count("ab" * 32) == 2
    assert "1 tệp minh chứng cho 1/19 tiêu chí" in said
    assert "1,2 MB" in said
    assert "xã Tam Dị, năm 2022" in said


def test_no_resident_is_named_and_all_are_counted():
    said = text_of(opinions_summary(OPINIONS))
    assert "Nguyễn Văn Kín" not in said
    assert "Trần Thị Giấu" not in said
    assert "Đường thôn còn lầy" in said
    assert "Tổng số 100 ý kiến, trong đó tán thành 97/100 (97 %)" in said
    assert "MTTQ xã: Nhất trí" in said
    assert "6 lần" in said
    assert "1/2 ý kiến" in said


def test_shares_are_cut_and_compared_exactly():
    assert percent(45, 48) == "93,75\u00a0%"
    assert percent(17, 19) == "89,47\u00a0%"
    assert percent(0, 0) == "–"
    assert not reaches(8999, 10000, Decimal(90))
    assert reaches(9000, 10000, Decimal(90))


def test_the_meeting_says_its_vote_and_the_mark_of_the_threshold():
    said = text_of(meeting_minutes(MEETING))
    assert "45/48 (93,75 %)" in said
    assert "tối thiểu là 90 % (chưa kiểm chứng): đạt" in said
    assert "chưa thông qua" in text_of(meeting_minutes(replace(MEETING, in_favour=40)))
    assert "ngày 11 tháng 01 năm 2024" in said


def test_the_survey_is_judged_content_by_content():
    said = text_of(satisfaction_report(SURVEY))
    assert "1.739/1.930 (90,1 %); yêu cầu tối thiểu 90 %: đạt" in said
    assert "1.930/2.412 (80,01 %)" in said
    assert "1/2 nội dung đạt mức tối thiểu 80 % (chưa kiểm chứng)" in said
    assert "chưa đạt yêu cầu về sự hài lòng" in said
    assert "chưa đủ căn cứ" in text_of(satisfaction_report(replace(SURVEY, least_overall=None)))


def test_a_debt_is_told_as_it_was_stated():
    assert "không có nợ đọng" in text_of(debt_report(Debt(HEAD, REQUEST, ON, Decimal(0))))
    owing = text_of(debt_report(Debt(HEAD, REQUEST, ON, Decimal(1_250_000_000), plan="trả trong quý I năm 2024")))
    assert "1.250.000.000 đồng" in owing
    assert "trả trong quý I năm 2024./." in owing
    assert "chưa có số liệu" in text_of(debt_report(Debt(HEAD, REQUEST, ON, None)))


def test_an_appraisal_tells_where_it_differs_from_the_commune():
    said = text_of(review_report(REVIEWS))
    assert "Tiêu chí 4 (Điện): tự đánh giá “chưa đạt”, kết quả thẩm định “đạt”" in said
    assert "Kiểm tra thực địa ngày 05/01/2024." in said
    assert "Chưa có ý kiến của cơ quan phụ trách tiêu chí: 2, 3, 5" in said
    assert "Công an tỉnh" in said


def test_the_council_passes_by_those_present_and_quorum():
    said = text_of(council_minutes(SITTING))
    assert "Có mặt 3/4 (75 %) thành viên; yêu cầu tối thiểu 70 %: đủ điều kiện" in said
    assert "3/3 (100 %)" in said
    assert "Hội đồng không thông qua: xã Đông Phú đạt chuẩn nông thôn mới kiểu mẫu năm 2023" in said
    names = [signature.name for signature in council_minutes(SITTING).signatures]
    assert names == ["Trần Thư", "Lê Chủ"]
    few = replace(SITTING, quorum=Decimal(80))
    assert "không đủ điều kiện" in text_of(council_minutes(few))
    assert "thống nhất trình" not in text_of(council_minutes(few))


def test_a_decision_has_its_bases_articles_and_signer():
    document = decision(RULING)
    assert document.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"
    assert any("18/2022/QĐ-TTg" in base for base in document.bases)
    assert any("318/QĐ-TTg" in base for base in document.bases)
    assert document.bases[-1].startswith("Theo đề nghị của Chánh Văn phòng")
    said = text_of(document)
    assert "Công nhận xã Đông Phú, huyện Lục Nam, tỉnh Bắc Giang đạt chuẩn nông thôn mới nâng cao năm 2023." in said
    assert "Chủ tịch Ủy ban nhân dân huyện Lục Nam; Chủ tịch Ủy ban nhân dân xã Đông Phú" in said
    assert document.signatures[0].name == "Nguyễn Ký"


def test_several_units_are_counted_and_listed():
    other = replace(REQUEST, unit=Unit("xã Tam Dị", UNIT.above))
    document = decision(replace(RULING, named=(Named(REQUEST), Named(other))))
    assert document.abstract == "Về việc công nhận 02 xã đạt chuẩn nông thôn mới nâng cao năm 2023"
    assert "Xã Tam Dị, huyện Lục Nam" in text_of(document)


def test_a_revocation_says_why_and_which_act_it_takes_back():
    named = (Named(REQUEST, "không đạt 10/19 tiêu chí", "Quyết định số 5/QĐ-UBND ngày 03/02/2022"),)
    said = text_of(decision(replace(RULING, kind="revocation", named=named)))
    assert "Thu hồi việc công nhận xã Đông Phú" in said
    assert "Lý do: không đạt 10/19 tiêu chí." in said
    assert "Quyết định số 5/QĐ-UBND" in said


def test_the_law_is_the_law_of_the_day():
    before, after = (" ".join(base.text for base in bases_on(day)) for day in (date(2021, 5, 1), date(2025, 7, 1)))
    assert "2540/QĐ-TTg" in before
    assert "18/2022" not in before
    assert "131/2025/NĐ-CP" in after
    assert "72/2025/QH15" in after
    assert "19 tháng 6 năm 2015" not in after
    assert not all(base.verified for base in bases_on(date(2026, 3, 1)))
    assert any("5424" in base.text for base in bases_on(date(2025, 7, 1), kind="confirmation"))
    assert "5424" not in after


def test_heads_follow_the_body_that_issues():
    assert results_report(RESULTS).issuer == "ỦY BAN NHÂN DÂN XÃ ĐÔNG PHÚ"
    assert results_report(RESULTS).place_name == "Đông Phú"
    assert front(UNIT).superior == "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Lục Nam"
    assert council_minutes(SITTING).superior == "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"
    assert Unit("thị trấn Phương Sơn").bare == "Phương Sơn"
    assert submission(SUBMISSION).number == "/TTr-UBND"


def test_hostile_text_stays_text():
    said = text_of(explanation(Explanation(HEAD, REQUEST, JUDGED, {"1": BOLD})))
    assert BOLD in said
