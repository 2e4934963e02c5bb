"""The procedure's data and its engine, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openntm.criteria import SetRefused, load_set
from openntm.criteria.loader import read_document
from openntm.criteria.schema import read_model
from openntm.office.roles import Action
from openntm.office.working_days import later_day
from openntm.recognition.procedure.engine import due_day, leads_on, open_transitions, refusals
from openntm.recognition.procedure.facts import Facts, Outcome, Period, Surveyed, Voted
from openntm.recognition.procedure.guards import RULES, reaches
from openntm.recognition.procedure.loader import HERE, load_procedure, may_start, procedure_ids, procedures_for
from openntm.recognition.procedure.schema import RETURNED, Procedure
from openntm.recognition.procedure.surveys import households_needed, share_of
from openntm.steering.models import Title

COMMUNE = load_procedure("commune-2021-2025")
EVERY = [load_procedure(name) for name in procedure_ids()]
KNOWN = [one for one in EVERY if one.known == "yes"]
BEFORE, AFTER = date(2024, 1, 15), date(2025, 7, 1)
DAYS = some.dates(date(2022, 8, 2), date(2026, 12, 31))

READY = Facts(
    day=BEFORE,
    title="ntm",
    set_id="commune_ntm_2021_2025",
    assessed_on=date(2023, 12, 31),
    consultations={
        "commune": Period(date(2023, 12, 1), date(2023, 12, 15), 5),
        "district": Period(date(2023, 12, 1), date(2023, 12, 15)),
    },
    front_opinions=1,
    meeting=Voted(date(2024, 1, 10), 50, 40, 36),
    survey=Surveyed(1000, 700, 630, (("Đường", 700, 560),)),
    conditions={"no_debt": True, "no_complicated_case": True, "safe_in_security": True},
    council_outcome=Outcome(True, 9, 9, 10),
    decision_signed=True,
)


def said(transition, facts, language="vi", procedure=COMMUNE):
    return [getattr(one, language) for one in refusals(procedure, procedure.by_id[transition], facts)]


def test_every_procedure_can_be_read_and_names_only_what_is_known():
    for law in EVERY:
        assert set(law.titles) <= set(Title.values)
        assert all(actor.action in Action.values for actor in law.actors.values())
        assert all(guard.rule in RULES for one in law.transitions for guard in one.guards)
        for rules in law.titles.values():
            assert all(load_set(one.set) for one in rules.sets)


def test_a_procedure_that_leads_nowhere_or_hides_what_was_not_seen_is_refused(tmp_path):
    text = (HERE / "commune-2021-2025.yaml").read_text()
    for old, new in (
        ("to: verifying\n", "to: nowhere\n"),
        ("to: [verifying]", "to: [announced]"),
        ("  meeting: {share:", "  meetings: {share:"),
        ("    actor: chair\n    verified: true", "    actor: nobody\n    verified: true"),
        (
            'commune: {days: "15", broadcasts: "5", verified: true',
            'commune: {days: "15", broadcasts: "5", verified: false',
        ),
    ):
        assert old in text
        path = tmp_path / "wrong.yaml"
        path.write_text(text.replace(old, new))
        with pytest.raises(SetRefused):
            read_model(Procedure, read_document(path))


@given(law=some.sampled_from(KNOWN), on=DAYS, back=some.text(max_size=8), data=some.data())
def test_no_step_leads_out_of_the_data(law, on, back, data):
    state = data.draw(some.sampled_from([*law.states, "elsewhere"]))
    for one in open_transitions(law, state, on, back):
        assert one in law.every
        assert state in one.origins
        assert one.to in law.states
        assert one.stands_on(on)


@given(law=some.sampled_from(KNOWN), on=DAYS)
def test_a_return_goes_to_an_earlier_step_and_is_taken_up_there(law, on):
    for one in law.every:
        if one.to != RETURNED:
            continue
        assert one.needs_reason
        for origin in one.origins:
            assert law.order(one.back_to) < law.order(origin)
        ways = open_transitions(law, RETURNED, on, one.back_to)
        assert all(way.back_to in ("", one.back_to) for way in ways)


@given(DAYS)
def test_a_dossier_that_was_withdrawn_or_announced_goes_no_further(on):
    assert not open_transitions(COMMUNE, "withdrawn", on)
    assert not open_transitions(COMMUNE, "announced", on)


@given(DAYS, some.integers(0, 40))
def test_clocks_run_from_the_day_on_which_the_dossier_came_in(came, waited):
    entered = {"submitted_for_verification": came, "verifying": came + timedelta(days=waited)}
    due = due_day(COMMUNE, "verifying", entered, later_day)
    if entered["verifying"] >= AFTER:
        assert due is None  # the district is no more
    else:
        assert due == later_day(came, 15, "days")


def test_a_clock_in_working_days_leaves_weekends_out():
    friday = date(2024, 1, 5)
    assert due_day(COMMUNE, "submitted_for_verification", {"submitted_for_verification": friday}, later_day) == date(
        2024, 1, 12
    )
    assert due_day(COMMUNE, "self_assessing", {"self_assessing": friday}, later_day) is None


def test_the_district_s_steps_end_on_1_july_2025():
    eve = AFTER - timedelta(days=1)
    names = [one.id for one in open_transitions(COMMUNE, "meeting_held", eve)]
    assert names == ["submit_for_verification", "withdraw"]
    names = [one.id for one in open_transitions(COMMUNE, "meeting_held", AFTER)]
    assert names == ["submit_for_appraisal", "withdraw"]
    for state in COMMUNE.states:
        for one in open_transitions(COMMUNE, state, AFTER, "verifying"):
            assert COMMUNE.actors[one.actor].tier != "district"


def test_a_dossier_that_lay_with_the_district_is_taken_over_by_the_province():
    assert [one.id for one in open_transitions(COMMUNE, "verifying", AFTER)] == ["take_over"]
    assert "take_over_returned" in [one.id for one in open_transitions(COMMUNE, RETURNED, AFTER, "verifying")]


def test_the_security_condition_changes_on_7_march_2024():
    old = replace(READY, day=date(2024, 3, 6), conditions={"no_debt": True, "no_complicated_case": True})
    assert not said("submit_for_verification", old)
    (refusal,) = said("submit_for_verification", replace(old, day=date(2024, 3, 7)))
    assert "An toàn về an ninh, trật tự" in refusal


def test_everything_in_order_is_refused_nowhere():
    for one in COMMUNE.transitions:
        assert not refusals(COMMUNE, one, READY), one.id


@pytest.mark.parametrize(
    ("transition", "change", "sentence"),
    [
        ("open_consultation", {"set_id": ""}, "Hãy chốt số liệu tự đánh giá và gắn vào hồ sơ."),
        ("open_consultation", {"set_id": "commune_advanced_2021_2025"}, "Bản chốt không theo bộ tiêu chí"),
        ("open_consultation", {"short": ("2.1", "17.3")}, "Chưa đạt: chỉ tiêu 2.1, 17.3."),
        ("open_consultation", {"unreported": ("10",)}, "Chưa có số liệu: xã cần nhập chỉ tiêu 10."),
        ("open_consultation", {"title": "advanced", "set_id": "commune_advanced_2021_2025"}, "Chưa giữ danh hiệu"),
        ("hold_meeting", {"consultations": {}}, "Chưa mở đợt lấy ý kiến."),
        (
            "hold_meeting",
            {"consultations": {"commune": Period(date(2023, 12, 1), date(2023, 12, 15), 3)}},
            "Còn thiếu 2 lần phát thanh: đã phát 3, cần ít nhất 5.",
        ),
        (
            "hold_meeting",
            {"consultations": {"commune": Period(date(2023, 12, 1), date(2023, 12, 14), 5)}},
            "Còn thiếu 1 ngày lấy ý kiến: mới 14 ngày, cần ít nhất 15.",
        ),
        (
            "hold_meeting",
            {"consultations": {"commune": Period(date(2024, 1, 1), date(2024, 1, 15), 5)}},
            "Đợt lấy ý kiến còn đến hết ngày 15/01/2024.",
        ),
        ("hold_meeting", {"front_opinions": 0}, "Chưa có ý kiến bằng văn bản của Mặt trận xã."),
        ("hold_meeting", {"unanswered": {"commune": 2}}, "Còn 2 ý kiến chưa được giải trình."),
        ("hold_meeting", {"meeting": None}, "Chưa ghi cuộc họp đề nghị."),
        ("hold_meeting", {"meeting": Voted(date(2024, 1, 16), 9, 9, 9)}, "Cuộc họp diễn ra ngày 16/01/2024."),
        (
            "hold_meeting",
            {"meeting": Voted(BEFORE, 50, 40, 35)},
            "Cuộc họp có 35/40 người tán thành, cần ít nhất 90%.",
        ),
        ("submit_for_verification", {"survey": None}, "Chưa có kết quả lấy ý kiến hài lòng."),
        ("submit_for_verification", {"conditions": {"no_complicated_case": True}}, "Cần xác nhận: Không còn nợ đọng"),
        (
            "submit_for_verification",
            {"conditions": {"no_debt": False, "no_complicated_case": True}},
            "Chưa bảo đảm: Không còn nợ đọng",
        ),
        ("submit_for_verification", {"parts": {"pictures": "missing"}}, "Còn thiếu: Hình ảnh minh họa."),
        ("submit_for_verification", {"parts": {"explanations": "outdated"}}, "Đã cũ vì số liệu thay đổi: Thuyết minh"),
        ("submit_for_verification", {"open_points": 1}, "Còn 1 điểm của lần trả lại chưa được trả lời."),
        ("publish_verification", {"reviews_missing": {"verification": ("2",)}}, "Chưa có ý kiến về tiêu chí 2."),
        ("council_vote", {"reviews_failed": {"appraisal": ("17",)}}, "Tiêu chí được kết luận chưa đạt: 17."),
        ("council_vote", {"council_outcome": None}, "Hội đồng chưa bỏ phiếu về hồ sơ này."),
        (
            "council_vote",
            {"council_outcome": Outcome(False, 8, 9, 10)},
            "Hội đồng không thông qua: 8/9 phiếu tán thành, cần ít nhất 90%.",
        ),
        ("recognise", {"decision_signed": False}, "Chưa có quyết định công nhận."),
    ],
)
def test_each_guard_says_what_is_missing(transition, change, sentence):
    facts = replace(READY, **change)
    assert any(sentence in one for one in said(transition, facts))
    assert len(said(transition, facts, "en")) == len(said(transition, facts))


def test_a_part_is_asked_for_only_by_its_own_step():
    facts = replace(READY, parts={"verification_report": "missing"})
    assert not said("submit_for_verification", facts)
    assert said("send_to_province", facts) == ["Còn thiếu: Báo cáo thẩm tra hồ sơ và mức độ đạt từng tiêu chí."]


def test_satisfaction_is_judged_exactly_and_against_the_households_that_are_needed():
    short = replace(READY, survey=Surveyed(1001, 700, 629, (("Đường", 700, 559),)))
    assert said("submit_for_verification", short) == [
        "Mới hỏi 700 hộ, cần ít nhất 701 trong 1001 hộ.",
        "Mức hài lòng chung 89,85% (629/700), cần ít nhất 90%.",
        "Nội dung “Đường” 79,85% (559/700), cần ít nhất 80%.",
    ]
    assert said("submit_for_verification", replace(READY, survey=Surveyed(10, 10, 10))) == [
        "Chưa ghi mức hài lòng theo từng nội dung."
    ]


@given(some.integers(0, 2000), some.integers(1, 2000), some.decimals(0, 100, places=1))
def test_a_share_that_falls_short_never_looks_as_if_it_were_reached(part, whole, least):
    part = min(part, whole)
    shown = share_of(part, whole)
    if not reaches(part, whole, least):
        assert shown < least
    assert not reaches(0, 0, least)


@given(some.integers(1, 5000), some.integers(1, 100))
def test_the_households_that_are_needed_are_the_fewest_that_reach_the_share(households, percent):
    needed = households_needed(Decimal(percent), households)
    assert reaches(needed, households, Decimal(percent))
    assert not reaches(needed - 1, households, Decimal(percent))


def test_the_version_for_2026_exists_starts_nothing_and_says_what_to_do_instead():
    (law,) = procedures_for("ntm", 2026)
    assert law.known == "not_found"
    assert law.instead == "commune-2021-2025"
    assert "Chưa tìm thấy văn bản" in law.note.vi
    assert not any(may_start(law, on) for on in (BEFORE, AFTER, date(2026, 6, 1)))
    assert may_start(load_procedure(law.instead), date(2026, 6, 1))


def test_of_2016_only_the_number_is_known():
    (law,) = procedures_for("ntm", 2018)
    assert law.documents[0].number == "2540/QĐ-TTg"
    assert not may_start(law, date(2018, 1, 1))


def test_the_new_rules_start_on_the_day_of_the_decision():
    assert not may_start(COMMUNE, date(2022, 8, 1))
    assert may_start(COMMUNE, date(2022, 8, 2))


def test_the_path_of_a_commune_leads_from_registration_to_the_announcement():
    for on in (BEFORE, AFTER):
        state, seen = COMMUNE.first_state, []
        while state != "announced":
            step = next(one for one in open_transitions(COMMUNE, state, on) if leads_on(COMMUNE, one, state))
            state = step.to
            seen.append(step.id)
        assert ("start_verification" in seen) == (on == BEFORE)


def test_the_district_s_own_procedure_ends_with_the_district():
    law = load_procedure("district-2021-2025")
    assert may_start(law, BEFORE)
    assert not may_start(law, AFTER)
    assert not [one for state in law.states for one in open_transitions(law, state, AFTER)]
    assert law.titles["district_ntm"].decided_by.vi == "Thủ tướng Chính phủ"


def test_a_hamlet_s_title_is_decided_by_the_district_and_by_nobody_known_since():
    law = load_procedure("hamlet-2021-2025")
    assert "recognise" in [one.id for one in open_transitions(law, "verified", BEFORE)]
    assert [one.id for one in open_transitions(law, "verified", AFTER)] == ["withdraw"]


def test_every_source_that_is_named_is_told():
    for law in EVERY:
        named = {name for one in sourced(law) for name in one.source}
        assert named <= set(law.sources), law.procedure


def sourced(law):
    rules = [one.satisfaction for one in law.titles.values() if one.satisfaction]
    yield from (share for one in rules for share in (one.overall, one.contents, one.households) if share)
    yield from (*law.documents, *law.transitions, *law.returns, *law.parts, *law.conditions)
    yield from (guard for one in law.transitions for guard in one.guards)
    yield from (*law.consultations.values(), *law.votes.values())
