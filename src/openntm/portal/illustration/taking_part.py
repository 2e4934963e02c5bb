"""Invented gifts to the road of `building`, the meeting that agreed on them, what residents reported, and two votes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from openntm.participation.models import Contribution, Giver, OutreachAct, Poll, Resolution, Thing
from openntm.participation.services.contributions import receive_pledge, record_contribution
from openntm.participation.services.outreach import begin_campaign, record_outreach, record_resolution
from openntm.participation.services.poll_votes import enter_vote, receive_vote, record_hands
from openntm.participation.services.polls import close_poll, draft_poll, list_households, make_slips, open_poll
from openntm.participation.services.receipts import issue_receipt
from openntm.participation.services.reports.moderating import answer_report, pass_on_report, publish_report
from openntm.participation.services.reports.receiving import begin_report, send_report
from openntm.participation.services.valuing import set_conversion
from openntm.portal.illustration.building import Works
from openntm.portal.illustration.growing import COMMUNE, OFFICER, before
from openntm.portal.illustration.papers import picture
from openntm.portal.illustration.people import Cast, unit
from openntm.works.models import Work

HAMLET = "Thí Dụ"
HOUSEHOLDS, VOTED_AGAINST = 30, 4
SURFACE = "Mặt đường thôn Thí Dụ có đoạn nứt dọc, xe đạp dễ ngã (minh họa)"
WASTE = "Rác chưa được thu gom ba ngày ở đầu thôn (minh họa)"
LAMP = "Đèn đường cạnh nhà văn hóa thôn Thí Dụ không sáng (minh họa)"


def take_part(cast: Cast, works: Works) -> None:
    meet(cast, works.road)
    give(cast, works.road)
    speak(cast, works.road)
    vote(cast)


def meet(cast: Cast, road: Work) -> None:
    given: dict[str, Any] = {"by": cast[OFFICER], "place": unit(COMMUNE, merged=True)}
    campaign = begin_campaign(
        **given,
        title="Toàn dân làm đường thôn (minh họa)",
        aim="Nhân dân bàn, góp công, góp đất và giám sát (minh họa)",
        first_day=before(cast, 280),
    )
    meeting = record_outreach(
        **given,
        kind=OutreachAct.Kind.MEETING,
        day=before(cast, 230),
        subject="Bàn mức góp công làm đường trục thôn (minh họa)",
        hamlet=HAMLET,
        campaign=campaign,
        spot="Nhà văn hóa thôn Thí Dụ",
        invited=120,
        men=52,
        women=44,
        households=118,
        households_present=96,
    )
    record_resolution(
        by=cast[OFFICER],
        meeting=meeting.pk,
        kind=Resolution.Kind.CONTRIBUTION,
        text="Mỗi hộ tự nguyện góp bốn ngày công (minh họa)",
        votes_for=88,
        votes_against=8,
        thing=Thing.LABOUR,
        quantity=Decimal(4),
        work=road,
    )
    record_outreach(
        **given,
        kind=OutreachAct.Kind.BROADCAST,
        day=before(cast, 226),
        subject="Thông báo kết quả họp thôn (minh họa)",
        hamlet=HAMLET,
        campaign=campaign,
        spot="Cụm loa thôn Thí Dụ",
        times=6,
    )


def give(cast: Cast, road: Work) -> None:
    officer, place = cast[OFFICER], unit(COMMUNE, merged=True)
    set_conversion(
        by=officer,
        place=place,
        thing=Thing.LABOUR,
        dong=Decimal(200_000),
        valid_from=before(cast, 300),
        document="Quyết định 88/QĐ-UBND (minh họa)",
    )
    given: dict[str, Any] = {"by": officer, "place": place, "work": road, "hamlet": HAMLET}
    named: dict[str, Any] = {"may_be_named": True, "consented_on": before(cast, 200)}
    money = record_contribution(
        **given,
        **named,
        giver_kind=Giver.HOUSEHOLD,
        giver_name="Hộ Thí Dụ Một",
        thing=Thing.MONEY,
        quantity=Decimal(5_000_000),
        received_on=before(cast, 190),
    )
    issue_receipt(by=officer, pk=money.pk)
    record_contribution(
        **given,
        giver_kind=Giver.HOUSEHOLD,
        giver_name="Hộ Thí Dụ Hai",
        phone="0900000005",
        thing=Thing.LAND,
        quantity=Decimal(42),
        received_on=before(cast, 205),
    )
    pledge: Contribution = record_contribution(
        **given,
        giver_kind=Giver.ASSOCIATION,
        giver_name="Hội Nông dân thôn Thí Dụ (minh họa)",
        thing=Thing.LABOUR,
        quantity=Decimal(320),
        promised_on=before(cast, 228),
    )
    receive_pledge(by=officer, pk=pledge.pk, day=before(cast, 120), quantity=Decimal(260))


def speak(cast: Cast, road: Work) -> None:
    officer, place = cast[OFFICER], unit(COMMUNE, merged=True)
    about_road = send_report(pk=begin_report(place=place, kind="work", work=road, text=SURFACE).pk)
    publish_report(by=officer, pk=about_road.pk, public_text=SURFACE)
    pass_on_report(by=officer, pk=about_road.pk, body="Chủ đầu tư công trình")
    answer = f"Nhà thầu trám lại đoạn nứt, xong ngày {cast.on - timedelta(days=1):%d/%m/%Y} (minh họa)."
    answer_report(by=officer, pk=about_road.pk, answer=answer)
    about_waste = send_report(
        pk=begin_report(place=place, kind="waste", text=WASTE, photo=picture("rac chua thu gom")).pk
    )
    publish_report(by=officer, pk=about_waste.pk, public_text=WASTE, shows_photo=True)
    send_report(pk=begin_report(place=place, kind="lighting", text=LAMP, contact="0900000006").pk)


def vote(cast: Cast) -> None:
    """One that was decided at a meeting and by slips, and one that households answer online now."""
    decided = asked(
        cast,
        matter="contribution",
        question="Làm đèn chiếu sáng đường thôn, mỗi hộ góp 300.000 đồng? (minh họa)",
        text="48 bóng đèn năng lượng mặt trời, hộ nghèo và hộ chính sách không phải góp (minh họa).",
        begins=before(cast, 40),
        ends=before(cast, 0),
    )
    meeting = record_outreach(
        by=cast[OFFICER],
        place=decided.place,
        kind=OutreachAct.Kind.MEETING,
        day=before(cast, 30),
        subject="Họp thôn bàn việc làm đèn chiếu sáng (minh họa)",
        hamlet=HAMLET,
        men=10,
        women=12,
        households=HOUSEHOLDS,
        households_present=18,
    )
    record_hands(by=cast[OFFICER], pk=decided.pk, meeting=meeting, numbers=range(1, 19), hands=[15, 2, 1])
    for number, option in enumerate((0, 0, 0, 1, 0, 0, 0), 19):
        enter_vote(by=cast[OFFICER], pk=decided.pk, number=number, option=option)
    close_poll(by=cast[OFFICER], pk=decided.pk, reason="Đã nhận lại đủ phiếu phát ra (minh họa)")
    running = asked(
        cast,
        matter="self_governance",
        question="Thông qua kế hoạch của thôn Thí Dụ năm tới? (minh họa)",
        text="Mỗi tháng một buổi dọn vệ sinh chung, trồng hoa dọc đường trục, tập thể thao ở nhà văn hóa (minh họa).",
        begins=before(cast, 3),
        ends=before(cast, -30),
    )
    for elector, token in make_slips(by=cast[OFFICER], pk=running.pk)[:9]:
        receive_vote(pk=running.pk, shown=token, option=1 if elector.number == VOTED_AGAINST else 0)


def asked(cast: Cast, **given: Any) -> Poll:
    one = draft_poll(
        by=cast[OFFICER],
        place=unit(COMMUNE, merged=True),
        hamlet=HAMLET,
        options=["Tán thành", "Không tán thành", "Ý kiến khác"],
        households=HOUSEHOLDS,
        source="Danh sách hộ của thôn (minh họa)",
        **given,
    )
    names = [f"Hộ Thí Dụ {number}" for number in range(1, HOUSEHOLDS + 1)]
    list_households(by=cast[OFFICER], pk=one.pk, labels=names)
    return open_poll(by=cast[OFFICER], pk=one.pk)
