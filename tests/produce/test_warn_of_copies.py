"""What looks like copying, by rules that are data."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from openntm.codes.scanning.seen import Facts
from openntm.office.models import LogEntry, Message
from openntm.office.refused import Refused
from openntm.produce.models import CopyAlert
from openntm.produce.stamps.alerts import Watch, handle_alert, tell_of_copies
from openntm.produce.stamps.copying import bits_of, read_rules, rules, rules_of, warnings_of
from openntm.produce.stamps.pages import HEADINGS, StampPages
from openntm.produce.stamps.standing import Standing
from orchard import make_orchard
from scanning import fold, make_stamps, new_desk, scan, token

DAY = date(2026, 11, 29)
KEYS = [rule.key for rule in rules().rules]


def facts(scans=1, places=1, visitors=1, in_an_hour=1, day=DAY, **standings):
    held = {Standing[name.upper()].number: count for name, count in (standings or {"genuine": scans}).items()}
    return Facts(1, 1, day, scans, places, visitors, in_an_hour, held)


def keys(one):
    return [warning.rule.key for warning in warnings_of(one, rules().rules)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (facts(), []),
        (facts(scans=6, places=6), ["many_places"]),
        (facts(scans=5, places=5), []),
        (facts(scans=30, in_an_hour=30), ["burst"]),
        (facts(scans=20, visitors=20), ["many_visitors"]),
        (facts(recalled=1), ["after_recall"]),
        (facts(void=1), ["ended_code"]),
        (facts(lost=1), ["ended_code"]),
        (facts(scans=2, not_in_use=2), []),
        (facts(scans=3, not_in_use=3), ["before_use"]),
        (facts(void=1, day=date(2026, 11, 27)), []),
    ],
)
def test_each_rule_speaks_when_it_is_reached_and_not_before(one, expected):
    assert keys(one) == expected


COUNTS = some.integers(0, 60)
ANY = some.builds(
    lambda scans, places, visitors, hour, held: Facts(1, 1, DAY, scans, places, visitors, hour, held),
    *[COUNTS] * 4,
    some.dictionaries(some.integers(0, 8), some.integers(1, 5)),
)


@given(ANY, ANY)
def test_more_scans_never_take_a_warning_away(one, more):
    both = {n: one.standings.get(n, 0) + more.standings.get(n, 0) for n in one.standings.keys() | more.standings.keys()}
    figures = ("scans", "places", "visitors", "in_an_hour")
    sums = [getattr(one, name) + getattr(more, name) for name in figures]
    assert set(keys(one)) <= set(keys(Facts(1, 1, DAY, *sums, both)))


@given(ANY)
def test_a_warning_gives_the_figures_that_reached_its_rule(one):
    for warning in warnings_of(one, rules().rules):
        assert all(warning.figures[name] >= least for name, least in warning.rule.at_least.items())


@given(some.lists(some.sampled_from(KEYS)))
def test_warnings_are_kept_as_bits_and_read_back(chosen):
    assert {rule.key for rule in rules_of(bits_of(chosen))} == set(chosen)


def test_every_rule_explains_itself_in_two_languages_and_says_whose_choice_it_is():
    assert rules().source.vi
    assert all(rule.explanation.vi != rule.explanation.en and rule.from_ for rule in rules().rules)


RULE = "{key: a, from: 2026-01-01, at_least: {places: 2}, title: {vi: a, en: b}, explanation: {vi: a, en: b}}"


@pytest.mark.parametrize(
    "rule",
    [
        RULE.replace("places: 2", "spots: 2"),
        RULE.replace("places: 2", "places: 0"),
        RULE.replace("{places: 2}", "{}"),
        RULE.replace("key: a", "key: A B"),
        RULE.replace("from: 2026-01-01, ", ""),
        RULE.replace("at_least", "when: [stolen], at_least"),
        RULE.replace("at_least", "when: [void], at_least"),
        f"{RULE}, {RULE}",
    ],
)
def test_wrong_rules_are_refused(rule):
    read_rules(f"source: {{vi: a, en: b}}\nrules: [{RULE}]")
    with pytest.raises(ValidationError):
        read_rules(f"source: {{vi: a, en: b}}\nrules: [{rule}]")


@pytest.fixture
def land(settings, tmp_path, db):
    settings.HOME = tmp_path
    orchard = make_orchard()
    run = make_stamps(orchard.commune, (0, 59, "active", orchard.lot.pk), (60, 99, "void", ""))
    return SimpleNamespace(**vars(orchard), run=run, desk=new_desk())


def copied(land, index=5):
    """One code, scanned in six networks."""
    for number in range(6):
        scan(land.desk, token(land.run, index), address=f"198.{number}.100.7")
    fold()


def test_a_copied_code_raises_one_alert_and_its_page_warns(land):
    copied(land)
    copied(land)
    alert = CopyAlert.objects.get()
    assert (alert.rule, alert.lot, alert.place, alert.facts) == ("many_places", land.lot, land.commune, {"places": 6})
    page = scan(land.desk, token(land.run, 5)).body.decode()
    assert "có thể đã bị sao chép" in page
    assert "6 mạng hoặc địa phương" in page
    assert "có thể đã bị sao chép" not in scan(land.desk, token(land.run, 6)).body.decode()


def heading(page):
    return re.sub(r"<[^>]+>", "", page.split("</h1>")[0].split("<h1>")[1]).strip()


def test_the_head_of_a_page_is_not_green_over_a_doubt(land):
    before = scan(land.desk, token(land.run, 5)).body.decode()
    copied(land)
    page = scan(land.desk, token(land.run, 5)).body.decode()
    assert (heading(before), 'class="state genuine"' in before) == (f"✓ {HEADINGS[Standing.GENUINE]}", True)
    assert heading(page) == "! Mã do hệ thống cấp, nhưng tem này có thể đã bị sao chép"
    assert 'class="state lapsed"' in page
    assert 'class="state genuine"' in scan(land.desk, token(land.run, 6)).body.decode()


def test_a_warning_about_a_state_goes_with_the_state(land):
    """Packers try stamps before they put them in use: that says nothing of the goods on which they stand later."""
    bits = bits_of(["before_use", "after_recall"])
    made = {state: StampPages().page("stamp", str(land.lot.pk), state, "vi", DAY) for state in ("printed", "active")}
    before, now = (made[state].body(token(land.run, 1), 3, 1_790_000_000, bits).decode() for state in made)
    assert "<h2>Chú ý</h2>" in before
    assert "thu hồi vẫn còn được quét" not in before
    assert "Chú ý" not in now
    assert heading(now).startswith("✓")


def test_a_scan_of_a_void_code_is_an_alert_at_the_place_of_its_run(land):
    scan(land.desk, token(land.run, 60))
    fold()
    alert = CopyAlert.objects.get()
    assert (alert.rule, alert.lot, alert.place) == ("ended_code", None, land.commune)


def dismissed(land, by=None, state="dismissed", reason="Hội chợ, nhiều người cùng quét"):
    return handle_alert(by=by or land.an, pk=CopyAlert.objects.get().pk, state=state, reason=reason)


def test_what_the_office_dismisses_no_longer_warns_and_is_not_raised_again(land, django_capture_on_commit_callbacks):
    copied(land)
    with django_capture_on_commit_callbacks(execute=True):
        dismissed(land)
    assert LogEntry.objects.get(verb="copy_alert.handle").by == land.an
    copied(land)
    assert CopyAlert.objects.get().state == "dismissed"
    assert "có thể đã bị sao chép" not in scan(land.desk, token(land.run, 5)).body.decode()


def test_a_running_fold_learns_of_a_dismissal(land, django_capture_on_commit_callbacks):
    from openntm.codes.scanning.fold import Fold

    copied(land)
    running = Fold(Watch())
    with django_capture_on_commit_callbacks(execute=True):
        dismissed(land)
    running.fold(timezone.now())
    assert "có thể đã bị sao chép" not in scan(land.desk, token(land.run, 5)).body.decode()


def test_who_answers_for_stamps_is_told_once_a_day(land):
    copied(land)
    copied(land, index=6)
    day = CopyAlert.objects.first().day
    assert tell_of_copies(on=day) > 0
    assert tell_of_copies(on=day) == 0
    told = Message.objects.get(person=land.an)
    assert "2 cảnh báo" in told.subject
    assert told.url == f"/07486/{day}/copy-alerts/"
    assert not Message.objects.filter(person__in=[land.be, land.dung, land.htx]).exists()


def test_nobody_is_told_of_alerts_that_were_answered_or_are_old(land):
    copied(land)
    day = CopyAlert.objects.get().day
    assert tell_of_copies(on=day + timedelta(days=2)) == 0
    dismissed(land)
    assert tell_of_copies(on=day) == 0


def test_a_confirmed_copy_goes_on_warning(land):
    copied(land)
    dismissed(land, state="confirmed", reason="Thấy tem in lại ở chợ")
    fold()
    assert "có thể đã bị sao chép" in scan(land.desk, token(land.run, 5)).body.decode()


def test_an_alert_is_decided_once_with_a_reason_and_by_who_may(land):
    copied(land)
    with pytest.raises(Refused):
        dismissed(land, reason="  ")
    for stranger in (land.be, land.dung, land.htx):
        with pytest.raises(CopyAlert.DoesNotExist):
            dismissed(land, by=stranger)
    dismissed(land, by=land.binh)
    with pytest.raises(Refused):
        dismissed(land)


def test_the_queue_shows_the_alerts_of_the_day_and_takes_the_decision(land, client):
    copied(land)
    client.force_login(land.an)
    day = timezone.localdate().isoformat()
    page = client.get(f"/07486/{day}/copy-alerts/")
    assert token(land.run, 5) in page.content.decode()
    assert client.get(f"/07486/{day}/copy-alerts/?which=done").status_code == 200
    assert client.get(f"/07486/{day}/copy-alerts/?format=csv").status_code == 200
    pk = CopyAlert.objects.get().pk
    address = f"/07486/{day}/copy-alerts/{pk}/"
    assert client.post(address, {"state": "dismissed", "reason": ""}).status_code == 422
    assert client.post(address, {"state": "dismissed", "reason": "Hội chợ"}).status_code == 302
    assert "Hội chợ" in client.get(address).content.decode()


@pytest.mark.parametrize(("who", "status"), [("be", 404), ("dung", 404), ("lan", 403), ("so", 403), ("htx", 404)])
def test_who_may_not_handle_alerts_is_refused(land, client, who, status):
    client.force_login(getattr(land, who))
    assert client.get(f"/07486/{timezone.localdate()}/copy-alerts/").status_code == status


def test_the_queue_is_searched_by_code_lot_product_and_rule(land, client):
    copied(land)
    scan(land.desk, token(land.run, 60))
    fold()
    client.force_login(land.an)

    def found(**query):
        text = client.get(f"/07486/{timezone.localdate()}/copy-alerts/", query).content.decode()
        return token(land.run, 5) in text.split("<tbody>")[-1], token(land.run, 60) in text.split("<tbody>")[-1]

    assert found() == (True, True)
    assert found(q=token(land.run, 60).lower()) == (False, True)
    assert found(q="L2601") == found(q="na dai") == found(rule="many_places") == (True, False)
    assert found(q="vải")[0] is False
    assert found(rule="nonsense") == (True, True)


def test_alerts_alike_are_decided_together_where_the_office_says_so(land, client):
    for index in (60, 61, 62):
        scan(land.desk, token(land.run, index))
    copied(land)
    client.force_login(land.an)
    of_void = CopyAlert.objects.filter(rule="ended_code")
    address = f"/07486/{timezone.localdate()}/copy-alerts/{of_void[0].pk}/"
    assert "2 cảnh báo khác" in client.get(address).content.decode()
    client.post(address, {"state": "dismissed", "reason": "Kiểm tra tem hủy", "others": "on"})
    assert {one.state for one in of_void} == {"dismissed"}
    assert LogEntry.objects.filter(verb="copy_alert.handle").count() == 3
    assert CopyAlert.objects.get(rule="many_places").state == "new"


def test_one_alert_is_decided_alone_unless_the_office_says_so(land):
    for index in (60, 61):
        scan(land.desk, token(land.run, index))
    fold()
    handle_alert(by=land.an, pk=CopyAlert.objects.first().pk, state="confirmed", reason="x")
    assert sorted(one.state for one in CopyAlert.objects.all()) == ["confirmed", "new"]


def test_the_queue_leads_to_the_code_only_where_its_reader_may_see_it(land, client):
    filler = make_stamps(land.commune, (0, 9, "minted", ""), number=8, size=10)
    assert filler.pk != filler.number
    copied(land)
    day = timezone.localdate().isoformat()
    for who, is_led in ((land.an, False), (land.binh, True)):
        client.force_login(who)
        for address in (f"/07486/{day}/copy-alerts/", f"/07486/{day}/copy-alerts/{CopyAlert.objects.get().pk}/"):
            text = client.get(address).content.decode()
            assert (f"/07486/{day}/codes/7/6/" in text) == is_led
    assert client.get(f"/07486/{day}/codes/7/6/").status_code == 200


def test_the_queue_asks_a_constant_number_of_queries(land, client, django_assert_max_num_queries):
    for index in range(60, 80):
        scan(land.desk, token(land.run, index), address=f"203.0.113.{index}")
    fold()
    client.force_login(land.an)
    address = f"/07486/{timezone.localdate()}/copy-alerts/"
    client.get(address)
    with django_assert_max_num_queries(30):
        assert client.get(address).content.decode().count("00070") >= 20
