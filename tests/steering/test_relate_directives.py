"""What a document does to another one: written, said once more where it ends it, taken back with a reason."""

from datetime import date

import pytest

from openntm.office.models import LogEntry
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import in_force
from openntm.steering.services import relating
from openntm.steering.services.relating import relate_directives, remove_relation

pytestmark = pytest.mark.postgres
PAGE = "/218/2024-12-31/directives/"
OLD, NEW = date(2023, 1, 1), date(2024, 1, 1)


@pytest.fixture
def pair(land, document):
    """An older and a newer document of the district."""
    place = land.district.place
    return document("1/KH", OLD, place=place), document("2/KH", NEW, place=place)


def last_line():
    return LogEntry.objects.order_by("-number").first()


def test_a_relation_is_written_and_the_log_says_so(pair, binh):
    old, new = pair
    relate_directives(by=binh, pk=new.pk, kind="replaces", other=old.pk, verified=True)
    assert in_force(old, NEW).reason == "Được thay thế bởi 2/KH từ 01/01/2024"
    line = last_line()
    assert (line.verb, line.changed["other"], line.changed["relation"]) == (
        "directive.relate",
        [None, "1/KH"],
        [None, "replaces"],
    )


def test_a_document_outside_the_register_is_named_by_its_number(pair, binh):
    relation = relate_directives(by=binh, pk=pair[1].pk, kind="rests_on", other_number=" 9/LUẬT ")
    assert (relation.other, relation.other_number) == (None, "9/LUẬT")
    with pytest.raises(relating.RelationKnown):
        relate_directives(by=binh, pk=pair[1].pk, kind="rests_on", other_number="9/LUẬT")


@pytest.mark.parametrize("who", ["an", "dung"])
def test_who_does_not_keep_the_register_is_refused(request, pair, who):
    with pytest.raises(Directive.DoesNotExist):
        relate_directives(by=request.getfixturevalue(who), pk=pair[1].pk, kind="guides", other=pair[0].pk)


def test_what_cannot_be_is_refused(pair, binh):
    old, new = pair
    with pytest.raises(relating.SameDirective):
        relate_directives(by=binh, pk=new.pk, kind="guides", other=new.pk)
    with pytest.raises(relating.OtherIsLater):
        relate_directives(by=binh, pk=old.pk, kind="amends", other=new.pk)
    with pytest.raises(relating.DayBeforeIssue):
        relate_directives(by=binh, pk=new.pk, kind="amends", other=old.pk, from_day=OLD)
    relate_directives(by=binh, pk=new.pk, kind="amends", other=old.pk)
    with pytest.raises(relating.RelationKnown):
        relate_directives(by=binh, pk=new.pk, kind="amends", other=old.pk)
    assert DirectiveRelation.objects.count() == 1


def test_a_document_that_one_may_not_see_does_not_exist(pair, binh, document, land):
    secret = document("9/MẬT", OLD, place=land.far.place, is_public=False)
    with pytest.raises(Directive.DoesNotExist):
        relate_directives(by=binh, pk=pair[1].pk, kind="guides", other=secret.pk)


def test_only_a_province_ends_what_is_national_and_nobody_what_others_keep(pair, binh, chi, document, land):
    national, others = document("18/TW", OLD), document("7/XA", OLD, place=land.far.place)
    for other in (national, others):
        with pytest.raises(relating.OtherOutOfReach):
            relate_directives(by=binh, pk=pair[1].pk, kind="repeals", other=other.pk)
    relate_directives(by=binh, pk=pair[1].pk, kind="rests_on", other=national.pk)
    incoming = document("19/TW", NEW, place=land.province.place)
    relate_directives(by=chi, pk=incoming.pk, kind="repeals", other=national.pk)
    with pytest.raises(relating.OtherOutOfReach):
        relate_directives(by=chi, pk=incoming.pk, kind="repeals", other=others.pk)


def test_a_wrong_relation_is_taken_back_with_a_reason(pair, binh, client):
    old, new = pair
    wrong = relate_directives(by=binh, pk=new.pk, kind="replaces", other=old.pk)
    client.force_login(binh)
    page = f"{PAGE}{new.pk}/relations/{wrong.pk}/"
    assert "thay thế 1/KH" in client.get(page).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Nhập nhầm số"}).status_code == 302
    assert in_force(Directive.objects.get(pk=old.pk), NEW).holds
    line = last_line()
    assert (line.verb, line.changed["other"], line.particulars.reason) == (
        "directive.unrelate",
        ["1/KH", None],
        "Nhập nhầm số",
    )
    assert client.get(page).status_code == 404


def test_others_do_not_take_it_back(pair, binh, dung):
    wrong = relate_directives(by=binh, pk=pair[1].pk, kind="guides", other=pair[0].pk)
    with pytest.raises(Directive.DoesNotExist):
        remove_relation(by=dung, pk=pair[1].pk, relation=wrong.pk, reason="x")


def test_what_ends_a_document_is_said_once_more_before_it_is_written(client, pair, binh):
    old, new = pair
    client.force_login(binh)
    page = f"{PAGE}{new.pk}/relate/"
    assert client.get(page).status_code == 200
    sent = {"kind": "repeals", "number": "1/kh", "from_day": "2024-06-01", "verified": "on"}
    asked = client.post(page, sent).content.decode()
    assert "văn bản 1/KH hết hiệu lực từ ngày" in asked
    assert "01/06/2024" in asked
    assert "bãi bỏ" in asked
    assert not DirectiveRelation.objects.exists()
    assert client.post(page, {**sent, "confirmed": "on"}).status_code == 302
    relation = DirectiveRelation.objects.get()
    assert (relation.other, relation.kind, relation.from_day, relation.verified) == (
        old,
        "repeals",
        date(2024, 6, 1),
        True,
    )


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"kind": ""}, "id_kind"),
        ({"number": ""}, "id_number"),
        ({"number": "2/kh"}, "chính nó"),
        ({"issued": "2022-01-01"}, "Trong sổ không có văn bản"),
        ({"from_day": "2023-06-01"}, "chưa ban hành"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, pair, binh, sent, word):
    client.force_login(binh)
    answer = client.post(f"{PAGE}{pair[1].pk}/relate/", {"kind": "amends", "number": "1/KH", **sent})
    assert answer.status_code == 422
    assert word in answer.content.decode()


def test_one_of_several_of_the_same_number_is_told_by_its_day(client, pair, binh, document, land):
    document("1/KH", date(2022, 1, 1), place=land.district.place)
    client.force_login(binh)
    sent = {"kind": "amends", "number": "1/KH"}
    answer = client.post(f"{PAGE}{pair[1].pk}/relate/", sent)
    assert "Có nhiều văn bản cùng số" in answer.content.decode()
    assert client.post(f"{PAGE}{pair[1].pk}/relate/", {**sent, "issued": "2023-01-01"}).status_code == 302
    assert DirectiveRelation.objects.get().other == pair[0]
