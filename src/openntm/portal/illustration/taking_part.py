"""Invented gifts to the road of `building`, the meeting that agreed on them, and what residents reported."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from openntm.participation.models import Contribution, Giver, OutreachAct, Resolution, Thing
from openntm.participation.services.contributions import receive_pledge, record_contribution
from openntm.participation.services.outreach import begin_campaign, record_outreach, record_resolution
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
SURFACE = "Mặt đường thôn Thí Dụ có đoạn nứt dọc, xe đạp dễ ngã (minh họa)"
WASTE = "Rác chưa được thu gom ba ngày ở đầu thôn (minh họa)"
LAMP = "Đèn đường cạnh nhà văn hóa thôn Thí Dụ không sáng (minh họa)"


def take_part(cast: Cast, works: Works) -> None:
    meet(cast, works.road)
    give(cast, works.road)
    speak(cast, works.road)


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
