"""Works, heritage sites and guides become figures with what they rest on; what they cannot say is not said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from openntm.assessment.models import Figure, Source
from openntm.assessment.services.computed import COMPUTERS, compute_figures
from openntm.heritage.models import Site
from openntm.heritage.services import rounds
from openntm.heritage.services.sites import add_site, hand_over_site
from openntm.services.models import Session, Team
from openntm.visits.queries import checklist_of
from openntm.works.models import Step, Work
from orchard import SOURCE, unit
from village import make_village

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)
HOUSES, PROTECTED = "commune_ntm_2021_2025/6.3", "commune_advanced_2021_2025/6.2"


@pytest.fixture
def village():
    return make_village()


def compute(village, day=DAY):
    found = compute_figures(by=village.an, place=village.commune, day=day)
    return {one.measure: one.value for one in found}


def work(village, kind=Work.Kind.ROAD, day=date(2025, 6, 1), **given):
    made = {"place": village.commune, "kind": kind, "state": "handed_over", "finished_on": day, **SOURCE, **given}
    return Work.objects.create(sort_key="0", **{"name": f"Công trình {Work.objects.count()}", **made})


def site(village, **given):
    one = add_site(by=village.an, place=village.commune, **{"name": "Đền Thử", "rank": "provincial", **given})
    Site.objects.filter(pk=one.pk).update(recorded_on=date(2025, 1, 1))
    return one


def checked(village, one, day=date(2025, 11, 1), severity=None):
    visit = rounds.start_round(by=village.an, site=one.pk, day=day)
    rounds.answer_round(by=village.an, pk=visit.pk, answers={i.key: ("ok", "") for i in checklist_of(visit).items})
    if severity:
        given = {"text": "Mái sập", "demand": "Lợp lại", "due": day + timedelta(days=10)}
        rounds.observe(by=village.an, pk=visit.pk, severity=severity, **given)
    return rounds.close_round(by=village.an, pk=visit.pk, result="Thử")


def test_nothing_in_use_and_nothing_on_record_writes_nothing(village):
    assert compute(village) == {}
    assert not Figure.objects.exists()
    assert len({one.key for one in COMPUTERS}) == len(COMPUTERS)


def test_roads_handed_over_by_the_day_are_added_up_and_never_taken_for_a_share(village):
    work(village, quantity=Decimal("1.25"), unit="km")
    work(village, quantity=Decimal("500"), unit="m", state="stopped")
    work(village, quantity=Decimal("500"), unit="m")
    work(village, quantity=Decimal("3"), unit="cầu", name="Cầu Thử")
    work(village, quantity=Decimal("9"), unit="km", day=date(2026, 1, 1))
    assert compute(village) == {"works.road_km": "1.75"}
    note = Figure.objects.get().note
    assert "Cầu Thử" in note
    assert "không phải tỷ lệ" in note
    assert not Figure.objects.filter(measure__contains="/2.").exists()


def test_the_last_step_up_to_the_day_says_whether_a_work_is_in_use(village):
    one = work(village, quantity=Decimal(2), unit="km")
    Step.objects.create(work=one, before="finished", after="handed_over", day=date(2025, 6, 1))
    Step.objects.create(work=one, before="handed_over", after="stopped", day=date(2025, 9, 1))
    assert compute(village, date(2025, 6, 30)) == {"works.road_km": "2"}
    assert compute(village) == {}


def test_the_share_of_hamlets_is_written_only_where_each_has_a_house_in_the_register(village):
    work(village, Work.Kind.CULTURE_HOUSE, hamlet=village.hamlet)
    assert compute(village) == {"works.culture_houses": "1", HOUSES: "100"}
    unit("thon-hai", "07486-02", "Hai", "thon", village.commune)
    assert compute(village) == {"works.culture_houses": "1", HOUSES: ""}
    assert "1 trên 2 thôn" in Figure.objects.get(measure=HOUSES, current=True).note
    assert compute(village, date(2025, 12, 30)) == {"works.culture_houses": "1"}


def test_heritage_is_protected_where_each_site_is_listed_kept_and_checked(village):
    one = site(village)
    assert compute(village) == {"heritage.sites": "1", "heritage.sites_kept": "0", "heritage.sites_checked": "0"}
    hand_over_site(by=village.an, pk=one.pk, body="Ban quản lý", day=date(2025, 2, 1))
    checked(village, one)
    assert compute(village)[PROTECTED] == "true"
    kept = Figure.objects.get(measure=PROTECTED)
    assert (kept.source.kind, kept.source.title) == (Source.Kind.COMPUTED, "Tính từ danh mục di tích, danh thắng")
    assert f"Đền Thử (#{one.pk})" in kept.note
    assert "chưa đối chiếu" in kept.note
    site(village, name="Miếu Thử", rank="unstated")
    assert compute(village)[PROTECTED] == ""


def test_an_overdue_major_repair_is_not_protection(village):
    one = site(village)
    checked(village, one, severity="major")
    assert compute(village)[PROTECTED] == "false"
    assert PROTECTED not in compute(village, date(2025, 11, 5))


def test_sites_recorded_after_the_day_and_rounds_older_than_a_year_do_not_count(village):
    one = site(village)
    checked(village, one, day=date(2024, 6, 1))
    assert compute(village)["heritage.sites_checked"] == "0"
    assert compute(village, date(2024, 12, 31)) == {}


def test_signed_sessions_of_the_year_are_counted(village):
    team = Team.objects.create(place=village.commune, name="Tổ Thử", members=5, valid_from=date(2024, 1, 1))
    given = {"team": team, "place": village.commune, "hours": 2, "helpers": 2, "people": 7}
    signed = {"state": "signed", "signed_at": "2025-06-02T00:00Z"}
    Session.objects.create(**given, day=date(2025, 6, 1), **signed)
    Session.objects.create(**given, day=date(2024, 12, 31), **signed)
    Session.objects.create(**given, day=date(2025, 6, 3))
    found = compute(village)
    assert (found["services.sessions"], found["services.people"]) == ("1", "7")
    assert not Figure.objects.get(measure="services.people").illustrative
    Session.objects.update(illustrative=True)
    Session.objects.filter(state="signed").update(people=8)
    compute(village)
    marked = dict(Figure.objects.filter(current=True).values_list("measure", "illustrative"))
    assert (marked["services.people"], marked["services.posters"]) == (True, False)


def test_what_a_register_does_not_speak_of_any_more_is_withdrawn(village):
    one = work(village, quantity=Decimal(1), unit="km")
    site(village)
    compute(village)
    one.delete()
    Site.objects.update(recorded_on=date(2026, 1, 1))
    found = compute(village)
    assert found == dict.fromkeys(
        ["works.road_km", "heritage.sites", "heritage.sites_kept", "heritage.sites_checked"], ""
    )
    assert {one.note for one in Figure.objects.filter(current=True)} == {
        "Rút lại: sổ không còn ghi nội dung này cho ngày đó."
    }
    assert compute(village) == {}


def test_what_rests_on_invented_rows_is_illustrative_and_the_rest_is_not(village):
    work(village, quantity=Decimal(1), unit="km", illustrative=True)
    site(village)
    compute(village)
    marked = dict(Figure.objects.values_list("measure", "illustrative"))
    assert marked["works.road_km"]
    assert not marked["heritage.sites"]


def test_the_public_page_of_the_reasons_says_what_the_figure_rests_on(village, client):
    one = site(village)
    hand_over_site(by=village.an, pk=one.pk, body="Ban quản lý", day=date(2025, 2, 1))
    checked(village, one)
    compute(village)
    client.force_login(village.an)
    text = client.get(f"/07486/{DAY}/why/commune_advanced_2021_2025/6.2/").content.decode()
    assert "Đền Thử" in text
    assert "Tính từ danh mục di tích, danh thắng" in text
