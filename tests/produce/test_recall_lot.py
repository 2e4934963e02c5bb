"""A lot is recalled in one act: red at once, receivers listed, people told; a mock recall shows nothing outside."""

from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from openntm.codes import generation
from openntm.codes.models import Run, Stock
from openntm.office.models import LogEntry, Message
from openntm.produce.models import Lot, Recall, TraceEvent
from openntm.produce.queries.recalls import seconds
from openntm.produce.services import recalls, recording
from openntm.produce.services.recording import Party
from orchard import make_orchard
from remembered import remembered

from .tracing import at, document, faults

pytestmark = pytest.mark.django_db
REASON = "Dư lượng vượt mức"


@pytest.fixture
@remembered
def land():
    land = make_orchard()
    land.lot.state = "released"
    land.lot.save()
    run = Run.objects.create(number=5, kind="stamp", size=100, secret=b"7" * 32, place=land.province, minted_at=at())
    for first, last, state in ((0, 59, "active"), (60, 99, "void")):
        Stock.objects.create(run=run, first=first, last=last, state=state, key=str(land.lot.pk))
    made = Lot.objects.create(number="L2602", product=land.product, place=land.commune, opened_at=at())
    for day, name, kg in ((2, "Chợ đầu mối Thử", 40), (3, "Siêu thị Thử", 25), (4, "Chợ đầu mối Thử", 10)):
        recording.record_shipping(by=land.htx, lot=land.lot.pk, at=at(day), quantity=Decimal(kg), to=Party(name))
    recording.record_transformation(
        by=land.htx, lot=made.pk, at=at(5), inputs=[(land.lot.pk, None)], quantity=Decimal(5)
    )
    recording.record_shipping(by=land.htx, lot=made.pk, at=at(6), quantity=Decimal(5), to=Party("Xưởng mứt Thử"))
    return land


def recalled(land, **more):
    return recalls.recall_lot(by=land.binh, lot=land.lot.pk, reason=REASON, **more)


def test_the_page_is_red_at_once_and_everybody_who_took_goods_is_listed(
    client, land, django_capture_on_commit_callbacks
):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        recall = recalled(land)
    assert generation.current() > before
    land.lot.refresh_from_db()
    assert land.lot.state == "recalled"
    assert recall.ordered_at <= recall.red_at <= recall.listed_at
    assert [(one["name"], one["quantity"], one["lots"]) for one in recall.receivers] == [
        ("Chợ đầu mối Thử", "50.000", ["L2601"]),
        ("Siêu thị Thử", "25.000", ["L2601"]),
        ("Xưởng mứt Thử", "5.000", ["L2602"]),
    ]
    assert recall.codes == 60
    assert REASON in client.get(f"/id/product/{land.product.pk}/lot/L2601").content.decode()
    entry = LogEntry.objects.get(verb="lot.recall")
    assert (entry.by, entry.place_key) == (land.binh, land.commune.key)


def test_the_recall_is_an_event_of_the_lot(land):
    recalled(land)
    event = TraceEvent.objects.get(step="holding")
    assert event.body["disposition"] == "recalled"
    with pytest.raises(recording.RecallStands):
        recording.declare_wrong(by=land.htx, event=event.pk, error="did_not_occur")
    assert not faults(document(event.body))


def test_keeper_officer_and_office_are_told_once_and_strangers_are_not(land):
    recalled(land)
    assert set(Message.objects.values_list("person__username", flat=True)) == {"htx", "an"}
    assert "Thu hồi lô L2601" in Message.objects.first().subject
    assert Message.objects.first().url.startswith("/07486/")


def test_a_mock_recall_changes_nothing_outside(client, land, django_capture_on_commit_callbacks):
    page = f"/id/product/{land.product.pk}/lot/L2601"
    before, shown = generation.current(), client.get(page).content
    with django_capture_on_commit_callbacks(execute=True):
        recall = recalled(land, exercise=True)
    assert (client.get(page).content, generation.current()) == (shown, before)
    assert (recall.red_at, len(recall.receivers)) == (None, 3)
    assert seconds(recall, recall.listed_at) >= 0
    assert not TraceEvent.objects.filter(step="holding").exists()
    assert LogEntry.objects.filter(verb="lot.recall_exercise").exists()
    assert Message.objects.first().subject.startswith("Diễn tập")
    assert recalled(land).red_at is not None


def test_the_end_of_a_recall_says_what_becomes_of_the_lot(land):
    first = recalled(land)
    ended = recalls.end_recall(by=land.binh, recall=first.pk, reason="Xét nghiệm lại đạt", back_to_sale=True)
    assert (ended.lot.state, ended.ended_reason) == ("released", "Xét nghiệm lại đạt")
    with pytest.raises(recalls.RecallOver):
        recalls.end_recall(by=land.binh, recall=first.pk, reason="Lần nữa")
    again = recalled(land)
    assert recalls.end_recall(by=land.binh, recall=again.pk, reason="Đã hủy hàng").lot.state == "closed"
    assert LogEntry.objects.filter(verb="lot.recall_end").count() == 2


def test_rules_are_refused(land):
    with pytest.raises(recalls.RecallReasonMissing):
        recalls.recall_lot(by=land.binh, lot=land.lot.pk, reason="  ")
    exercise = recalled(land, exercise=True)
    with pytest.raises(recalls.RecallOver):
        recalls.end_recall(by=land.binh, recall=exercise.pk, reason="Xong")
    first = recalled(land)
    with pytest.raises(recalls.RecallReasonMissing):
        recalls.end_recall(by=land.binh, recall=first.pk, reason="")
    with pytest.raises(recalls.RecalledAlready):
        recalled(land)
    assert Recall.objects.count() == 2


@pytest.mark.parametrize("who", ["htx", "an", "lan", "so", "tham"])
def test_only_the_office_recalls(client, land, who):
    with pytest.raises(PermissionDenied):
        recalls.recall_lot(by=getattr(land, who), lot=land.lot.pk, reason=REASON)
    client.force_login(getattr(land, who))
    assert client.get(f"/07486/2025-09-01/produce/lots/{land.lot.pk}/recall/").status_code == 403


@pytest.mark.parametrize("who", ["be", "dung"])
def test_for_a_stranger_there_is_no_lot_and_no_recall(client, land, who):
    recall = recalled(land)
    with pytest.raises(Lot.DoesNotExist):
        recalls.recall_lot(by=getattr(land, who), lot=land.lot.pk, reason=REASON)
    client.force_login(getattr(land, who))
    for page in ("recalls/", f"recalls/{recall.pk}/", f"recalls/{recall.pk}/end/", f"lots/{land.lot.pk}/recall/"):
        assert client.get(f"/07486/2025-09-01/produce/{page}").status_code == 404


def test_ordering_reading_and_ending_a_recall_on_pages(client, land):
    client.force_login(land.binh)
    here, day = "/24/{}/produce/", timezone.localdate().isoformat()
    here = here.format(day)
    asked = client.get(f"{here}lots/{land.lot.pk}/recall/").content.decode()
    assert "Chợ đầu mối Thử" in asked
    assert client.post(f"{here}lots/{land.lot.pk}/recall/", {"reason": ""}).status_code == 422
    sent = client.post(f"{here}lots/{land.lot.pk}/recall/", {"reason": REASON})
    recall = Recall.objects.get()
    assert (sent.status_code, sent.url) == (302, f"{here}recalls/{recall.pk}/")
    report = client.get(sent.url).content.decode()
    for words in (REASON, "Siêu thị Thử", "L2602", "60"):
        assert words in report
    assert "/party/" not in report
    table = client.get(sent.url, {"format": "csv"}).content.decode("utf-8-sig")
    assert "Xưởng mứt Thử" in table
    assert client.get(sent.url, {"format": "xlsx"}).status_code == 200
    listed = client.get(f"{here}recalls/", {"q": "na dai", "state": "open", "sort": "lot"}).content.decode()
    assert REASON in listed
    assert REASON not in client.get(f"{here}recalls/", {"state": "ended"}).content.decode()
    assert REASON in client.get(f"{here}recalls/", {"format": "csv"}).content.decode("utf-8-sig")
    again = client.post(f"{here}lots/{land.lot.pk}/recall/", {"reason": REASON})
    assert "đã được thu hồi" in again.content.decode()
    ended = client.post(f"{here}recalls/{recall.pk}/end/", {"reason": "Đã hủy hàng", "back_to_sale": ""})
    assert ended.status_code == 302
    assert "Đã hủy hàng" in client.get(sent.url).content.decode()
    assert client.get(f"{here}recalls/{recall.pk}/end/").status_code == 404


def run(*arguments):
    from openntm.portal.commands.recall import command

    return CliRunner().invoke(command, arguments)


def test_one_command_recalls_and_says_the_time(land):
    done = run("L2601", "--reason", REASON)
    assert done.exit_code == 0, done.output
    assert "public page red after" in done.output
    assert "receivers: 3; stamps in use: 60" in done.output
    assert "Siêu thị Thử: 25 kg, last sent 2025-08-03" in done.output
    assert run("L2601", "--reason", REASON).exit_code == 2
    assert LogEntry.objects.get(verb="lot.recall").by is None


def test_the_command_refuses_what_is_not_one_lot(land):
    assert "no lot has this number" in run("X", "--reason", REASON).output
    from openntm.produce.models import Product

    other = Product.objects.create(producer=land.producer, name="Na bở Thử", crop="na", code="NABO-01")
    Lot.objects.create(number="L2601", product=other, place=land.commune, opened_at=at())
    assert "several lots" in run("L2601", "--reason", REASON).output
    assert "Exercise: lot L2601" in run("L2601", "--reason", REASON, "--product", "NADAI-01", "--exercise").output


def test_lots_of_one_number_and_product_code_are_told_apart_by_their_producer(land):
    from openntm.produce.models import Producer, Product

    other = Producer.objects.create(name="HTX Vải Thử", sort_key="htx vai thu", kind="cooperative", place=land.commune)
    product = Product.objects.create(producer=other, name="Na dai Thử", crop="na", code=land.product.code)
    Lot.objects.create(number="L2601", product=product, place=land.commune, opened_at=at())
    given = ("L2601", "--reason", REASON, "--product", land.product.code)
    assert "add --product or --producer" in run(*given).output
    assert run(*given, "--producer", "htx vai").exit_code == 0
    assert Recall.objects.get().lot.product == product


def test_a_recall_that_was_cut_off_after_its_order_is_finished_by_itself(land):
    """The order was committed and the program killed: the page is red, and nobody has the list."""
    cut = recalls.order_recall(by=land.binh, lot=land.lot.pk, reason=REASON, exercise=False)
    assert recalls.finish_recalls(on=timezone.localdate()) == 0, "it may still be at work"
    Recall.objects.update(ordered_at=timezone.now() - 2 * recalls.LEFT_ALONE)
    assert recalls.finish_recalls(on=timezone.localdate()) == 1
    cut.refresh_from_db()
    assert (len(cut.receivers), cut.codes, cut.red_at) == (3, 60, None)
    assert Message.objects.count() == 2
    assert recalls.finish_recalls(on=timezone.localdate()) == 0


def test_a_deactivated_office_recalls_nothing(land):
    admin_day = date(2020, 1, 1)
    from openntm.office.models import Post

    Post.objects.filter(person=land.binh).update(valid_to=admin_day)
    with pytest.raises(Lot.DoesNotExist):
        recalled(land)


def test_the_page_of_a_stamp_tells_the_stages_and_is_red_at_once(client, land, django_capture_on_commit_callbacks):
    from openntm.codes.tokens import token_of

    page = f"/Q/{token_of(b'7' * 32, 5, 3)}"
    with django_capture_on_commit_callbacks(execute=True):
        recording.record_commissioning(by=land.htx, lot=land.lot.pk, at=at(1), quantity=Decimal(100))
    before = client.get(page).content.decode()
    assert "Gán mã" in before
    assert "ĐÃ THU HỒI" not in before
    with django_capture_on_commit_callbacks(execute=True):
        recalled(land)
    after = client.get(page).content.decode()
    assert "ĐÃ THU HỒI" in after
    assert REASON in after
