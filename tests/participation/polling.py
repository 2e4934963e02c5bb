"""A vote of the households in the hamlet of the tests; every value is invented."""

from datetime import date

import pytest

from openntm.participation.models import Elector, OutreachAct
from openntm.participation.services.outreach import record_outreach
from openntm.participation.services.polls import draft_poll, list_households, make_slips, open_poll
from village import make_village

TODAY = date(2026, 6, 1)
OPTIONS = ["Tán thành", "Không tán thành", "Ý kiến khác"]
ASKED = {
    "matter": "self_governance",
    "hamlet": "Thử",
    "question": "Thông qua kế hoạch của thôn năm 2027?",
    "text": "Trồng hoa dọc đường trục, dọn vệ sinh mỗi tháng một lần.",
    "options": OPTIONS,
    "begins": date(2026, 5, 20),
    "ends": date(2026, 6, 10),
    "households": 9,
    "source": "Danh sách hộ của thôn ngày 15/05/2026",
}


def labels(count):
    return [f"Hộ Thí Dụ {number}" for number in range(1, count + 1)]


def drafted(village, **more):
    return draft_poll(by=village.an, place=village.commune, **(ASKED | more))


def listed(village, **more):
    one = drafted(village, **more)
    return list_households(by=village.an, pk=one.pk, labels=labels(one.households))


def opened(village, **more):
    return open_poll(by=village.an, pk=listed(village, **more).pk)


def codes(village, one):
    """By number of the household."""
    return {elector.number: token for elector, token in make_slips(by=village.an, pk=one.pk)}


def met(village, **more):
    given = {"day": date(2026, 5, 25), "subject": "Họp thôn", "men": 4, "women": 5, "households_present": 6, **more}
    return record_outreach(by=village.an, place=village.commune, kind=OutreachAct.Kind.MEETING, **given)


def used(one):
    return list(Elector.objects.filter(poll=one, has_voted=True).values_list("number", flat=True))


@pytest.fixture
def village(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    return make_village()
