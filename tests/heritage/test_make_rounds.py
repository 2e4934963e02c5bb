"""A condition round is made on foot, names the repairs that are needed, and is due again in a year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from heritage.conftest import AT, LATITUDE, LONGITUDE, picture
from openntm.heritage.access import rounds_made_by
from openntm.heritage.models import Site
from openntm.heritage.queries.rounds import EVERY
from openntm.heritage.queries.sites import site_rows
from openntm.heritage.services import refusals, rounds, sites
from openntm.heritage.services.reminding import remind_of_rounds
from openntm.office.access import today
from openntm.office.files import content
from openntm.office.models import LogEntry, Message
from openntm.portal.field import FIELD
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import checklist_of
from openntm.visits.services.refusals import ItemsUnanswered, VisitClosed, VisitInTheFuture

DAY = date(2026, 1, 8)


@pytest.fixture
def begun(village, site):
    return rounds.start_round(by=village.an, site=site.pk, day=DAY)


def answered(village, visit, value="ok"):
    items = {item.key: (value, "") for item in checklist_of(visit).items}
    return rounds.answer_round(by=village.an, pk=visit.pk, answers=items)


def closed(village, visit):
    answered(village, visit)
    return rounds.close_round(by=village.an, pk=visit.pk, result="Còn tốt")


def damaged(village, visit, **more):
    given = {"severity": "major", "text": "Mái dột", "demand": "Lợp lại", "due": date(2026, 3, 1), **more}
    return rounds.observe(by=village.an, pk=visit.pk, **given)


@pytest.mark.parametrize("who", ["an", "so", "binh"])
def test_who_checks_heritage_begins_a_round(village, site, who):
    visit = rounds.start_round(by=getattr(village, who), site=site.pk, day=DAY)
    assert (visit.kind, visit.checklist) == ("condition", "heritage-relic")
    assert rounds_made_by(getattr(village, who)).get() == visit
    assert LogEntry.objects.filter(verb="visit.start").exists()


@pytest.mark.parametrize("who", ["be", "lan", "mat", "chi", "dung"])
def test_others_do_not(village, site, who):
    with pytest.raises(PermissionDenied):
        rounds.start_round(by=getattr(village, who), site=site.pk, day=DAY)


def test_a_scenic_spot_has_its_own_checklist(village, site):
    sites.change_site(by=village.an, pk=site.pk, kind="scenic")
    assert rounds.start_round(by=village.an, site=site.pk, day=DAY).checklist == "heritage-scenic"


def test_a_round_is_refused_ahead_of_its_day_and_of_a_site_that_ended(village, site):
    with pytest.raises(VisitInTheFuture):
        rounds.start_round(by=village.an, site=site.pk, day=today() + timedelta(days=1))
    sites.end_site(by=village.an, pk=site.pk, day=DAY, reason="Thử")
    with pytest.raises(refusals.SiteEnded):
        rounds.start_round(by=village.an, site=site.pk, day=DAY)


def test_damage_leads_to_a_repair_that_is_reported_and_confirmed(village, begun):
    found = damaged(village, begun)
    with pytest.raises(ItemsUnanswered):
        rounds.close_round(by=village.an, pk=begun.pk, result="X")
    closed(village, begun)
    with pytest.raises(VisitClosed):
        damaged(village, begun)
    with pytest.raises(PermissionDenied):
        rounds.answer_repair(by=village.so, pk=found.pk, answer="Đã lợp")
    rounds.answer_repair(by=village.an, pk=found.pk, answer="Đã lợp")
    assert rounds.close_repair(by=village.so, pk=found.pk, remedy="Mái kín").state == "closed"
    with pytest.raises(Visit.DoesNotExist):
        rounds.close_round(by=village.be, pk=begun.pk, result="X")
    with pytest.raises(Observation.DoesNotExist):
        rounds.close_repair(by=village.be, pk=found.pk, remedy="X")


def test_photos_of_a_round_are_kept_without_their_position(village, begun):
    kept = rounds.add_round_photo(
        by=village.an, pk=begun.pk, upload=picture(), latitude=LATITUDE, longitude=LONGITUDE, accuracy=5
    )
    seen = damaged(village, begun, photo=picture("mai.jpg")).evidence.get()
    for photo in (kept, seen):
        assert b"Exif" not in content(photo.file)
        assert (photo.latitude, photo.longitude, photo.accuracy) == (None, None, None)


def test_the_pages_of_a_round_answer(village, site, begun, signed):
    checker, page = signed(village.an), AT + f"rounds/{begun.pk}/"
    assert checker.get(AT + f"{site.pk}/rounds/begin/").status_code == 200
    assert "Mái không dột" in checker.get(page).content.decode()
    first = checklist_of(begun).items[0].key
    assert checker.post(page, {f"answer-{first}": "not_ok", f"note-{first}": "Dột"}).status_code == 302
    assert checker.post(page, {f"answer-{first}": "?"}).status_code == 422
    sent = {"severity": "minor", "text": "Cỏ", "demand": "Dọn", "due": "2026-02-01", "photo": picture()}
    assert checker.post(page + "observations/add/", sent).status_code == 302
    one = begun.observations.get()
    assert checker.post(page + "photo/", {"upload": picture("b.jpg")}).status_code == 302
    assert checker.get(page + f"files/{one.evidence.get().file_id}/").status_code == 200
    answered(village, begun)
    assert checker.post(page + "close/", {"result": "Tạm được"}).status_code == 302
    assert checker.post(page + f"observations/{one.pk}/answer/", {"answer": "Đã dọn"}).status_code == 302
    assert checker.post(page + f"observations/{one.pk}/close/", {"remedy": "Sạch"}).status_code == 302
    assert "Tạm được" in checker.get(page).content.decode()
    assert "Đền Thử" in checker.get(AT + "rounds/", {"state": "closed"}).content.decode()
    assert "Đền Thử" not in checker.get(AT + "rounds/", {"state": "remedy"}).content.decode()
    assert checker.get(AT + "rounds/?format=csv&sort=score").status_code == 200
    assert signed(village.lan).post(page).status_code == 403
    assert signed(village.be).get(page).status_code == 404
    assert signed(village.so).get(AT + f"{site.pk}/").status_code == 200
    assert signed(village.lan).get(AT + f"{site.pk}/rounds/begin/").status_code == 403


def test_the_last_round_is_shown_to_everybody_but_not_what_is_broken(village, site, begun, client):
    damaged(village, begun)
    closed(village, begun)
    for address in (AT, f"/heritage/{site.pk}/"):
        text = client.get(address).content.decode()
        assert "08/01/2026" in text
        assert "Mái dột" not in text


def test_a_round_is_due_a_year_after_the_last_one_and_told_of_once(village, site, begun):
    Site.objects.update(recorded_on=DAY - EVERY)
    assert not remind_of_rounds(on=DAY - timedelta(days=1))
    closed(village, begun)
    assert not remind_of_rounds(on=DAY)
    assert site_rows(Site.objects.all(), DAY)[0].due == DAY + EVERY
    assert remind_of_rounds(on=DAY + EVERY) == 1
    assert remind_of_rounds(on=DAY + EVERY) == 0
    message = Message.objects.get(key__startswith="heritage.round")
    assert message.person == village.an
    assert "Đền Thử" in message.subject


def test_a_phone_takes_along_the_sites_and_open_rounds_of_who_checks(village, site, begun):
    desk = FIELD["heritage"]
    assert [(one.name, one.checklist) for one in desk.subjects(village.so)] == [("Đền Thử", "heritage.relic")]
    assert not desk.subjects(village.be)
    assert not desk.subjects(village.lan)
    assert desk.names([str(site.pk)]) == {str(site.pk): "Đền Thử"}
    again = desk.start(by=village.so, key=str(site.pk), kind="condition", day=DAY)
    assert set(desk.made_by(village.so)) == {begun, again}
