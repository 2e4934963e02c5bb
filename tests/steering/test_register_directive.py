"""Documents are entered and changed in the register of a place, by who keeps it, with a line in the log."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.access import today
from openntm.office.models import Delegation, LogEntry, Post
from openntm.steering.models import Directive
from openntm.steering.services import registering
from openntm.steering.services.registering import change_directive, register_directive

pytestmark = pytest.mark.postgres  # the constraint on number, day and issuer
PAGE = "/218/2024-12-31/directives/"
GIVEN = {
    "number": "12/KH-UBND",
    "kind": "plan",
    "direction": "outgoing",
    "issued": date(2024, 2, 1),
    "issuer_vi": "Ủy ban nhân dân huyện Thử",
    "signer": "Nguyễn Thí Dụ, Chủ tịch",
    "abstract_vi": "Kế hoạch năm 2024",
    "source_title": "12/KH-UBND",
}
SENT = {name: str(value) for name, value in GIVEN.items() if name != "source_title"} | {"is_public": "on"}


@pytest.fixture
def entered(binh, land):
    return register_directive(by=binh, place=land.district.place, **GIVEN)


def last_line():
    return LogEntry.objects.order_by("-number").first()


def test_a_document_is_entered_and_the_log_says_so(entered, land, binh):
    assert (entered.place, entered.entered_by, entered.kind) == (land.district.place, binh, "plan")
    line = last_line()
    assert (line.verb, line.by, line.place_key) == ("directive.register", binh, "huyen-thu")
    assert line.changed["number"] == [None, "12/KH-UBND"]


def test_text_is_kept_composed_and_without_stray_spaces(binh, land):
    spread = unicodedata.normalize("NFD", " Kế  hoạch ")
    one = register_directive(by=binh, place=land.district.place, **{**GIVEN, "abstract_vi": spread})
    assert one.abstract_vi == "Kế hoạch"


@pytest.mark.parametrize("who", ["an", "dung"])
def test_who_keeps_no_register_there_is_refused(request, land, who):
    with pytest.raises(PermissionDenied):
        register_directive(by=request.getfixturevalue(who), place=land.district.place, **GIVEN)
    assert not Directive.objects.exists()


def test_a_deputy_enters_it_on_behalf_of_the_holder(land, binh, an):
    post = Post.objects.get(person=binh)
    Delegation.objects.create(
        post=post, deputy=an, valid_from=date(2020, 1, 1), valid_to=date(2999, 1, 1), reason="Nghỉ phép"
    )
    register_directive(by=an, place=land.district.place, **GIVEN)
    assert last_line().changed["on_behalf_of"] == [None, binh.pk]


def test_the_same_document_is_not_entered_twice(entered, binh, land):
    with pytest.raises(registering.NumberTaken):
        register_directive(by=binh, place=land.district.place, **GIVEN)
    with pytest.raises(registering.NumberTaken):  # however its issuer is written
        register_directive(by=binh, place=land.district.place, **{**GIVEN, "issuer_vi": "UỶ BAN NHÂN DÂN HUYỆN THỬ"})


def test_two_communes_may_give_one_number_on_one_day(entered, binh, land):
    register_directive(by=binh, place=land.east.place, **{**GIVEN, "issuer_vi": "Ủy ban nhân dân xã Đông Hưng"})
    assert Directive.objects.filter(number="12/KH-UBND").count() == 2


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"issued": date(2999, 1, 1)}, registering.DayInTheFuture),
        ({"effective": date(2024, 1, 31)}, registering.DaysInDisorder),
        ({"expires": date(2024, 2, 1)}, registering.DaysInDisorder),
        ({"effective": date(2024, 5, 1), "expires": date(2024, 4, 1)}, registering.DaysInDisorder),
    ],
)
def test_days_that_cannot_be_are_refused(binh, land, days, wrong):
    with pytest.raises(wrong):
        register_directive(by=binh, place=land.district.place, **{**GIVEN, **days})


def test_a_change_is_written_with_before_and_after(entered, binh):
    change_directive(by=binh, pk=entered.pk, **{**GIVEN, "signer": "Trần Thí Dụ"})
    line = last_line()
    assert line.verb == "directive.change"
    assert line.changed == {"signer": ["Nguyễn Thí Dụ, Chủ tịch", "Trần Thí Dụ"]}
    assert Directive.objects.get().search_key.count("tran thi du") == 1


@pytest.mark.parametrize("who", ["an", "dung"])
def test_others_do_not_change_it(request, entered, who):
    with pytest.raises(Directive.DoesNotExist):
        change_directive(by=request.getfixturevalue(who), pk=entered.pk, signer="X")


@pytest.mark.parametrize("kind", ["replaces", "repeals"])
def test_a_replaced_document_is_not_changed(entered, binh, document, land, client, kind):
    document("13/KH-UBND", date(2024, 6, 1), place=land.district.place).relations.create(kind=kind, other=entered)
    with pytest.raises(registering.DirectiveReplaced):
        change_directive(by=binh, pk=entered.pk, signer="X")
    client.force_login(binh)
    assert f"{entered.pk}/change/" not in client.get(f"{PAGE}{entered.pk}/").content.decode()
    answer = client.get(f"{PAGE}{entered.pk}/change/", follow=True)
    assert "Không sửa văn bản đã được thay thế" in answer.content.decode()


def test_national_documents_are_not_changed_by_an_office(document, chi):
    with pytest.raises(Directive.DoesNotExist):
        change_directive(by=chi, pk=document().pk, signer="X")


def test_the_page_takes_a_document_in(client, binh, land):
    client.force_login(binh)
    assert "Nhập văn bản" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}add/").status_code == 200
    answer = client.post(f"{PAGE}add/", SENT, follow=True)
    one = Directive.objects.get()
    assert answer.redirect_chain[-1][0] == f"{PAGE}{one.pk}/"
    assert "Kế hoạch năm 2024" in answer.content.decode()
    assert (one.is_public, one.verified, one.source_title) == (True, True, "12/KH-UBND, Ủy ban nhân dân huyện Thử")


def test_a_document_read_elsewhere_names_that_and_is_unverified(client, binh, land):
    client.force_login(binh)
    client.post(f"{PAGE}add/", {**SENT, "source_title": "Báo Bắc Giang", "source_url": "https://example.org/a"})
    one = Directive.objects.get()
    assert (one.verified, one.source_title, one.source_url) == (False, "Báo Bắc Giang", "https://example.org/a")


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"number": ""}, "id_number"),
        ({"number": "1" * 61}, "id_number"),
        ({"issued": "31/02/2024"}, "id_issued"),
        ({"issued": "01/01/2999"}, "chưa ban hành"),
        ({"effective": "2024-01-31"}, "sớm nhất là từ ngày ban hành"),
        ({"expires": "2024-01-31"}, "phải sau ngày có hiệu lực"),
        ({"abstract_vi": " "}, "id_abstract_vi"),
        ({"kind": "poem"}, "id_kind"),
        ({"source_url": "javascript:alert(1)"}, "id_source_url"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, binh, land, sent, word):
    client.force_login(binh)
    answer = client.post(f"{PAGE}add/", {**SENT, **sent})
    assert answer.status_code == 422
    assert word in answer.content.decode().partition('class="errors"')[2]
    assert not Directive.objects.exists()


def test_the_same_number_of_a_year_is_asked_about_once_more(client, binh, entered):
    client.force_login(binh)
    sent = {**SENT, "issued": "2024-03-01"}
    answer = client.post(f"{PAGE}add/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "12/KH-UBND, 01/02/2024, Ủy ban nhân dân huyện Thử" in page
    assert '<input type="checkbox" name="same_number"' in page
    assert client.post(f"{PAGE}add/", {**sent, "same_number": "on"}).status_code == 302
    assert client.post(f"{PAGE}add/", {**SENT, "issued": "2023-03-01"}).status_code == 302  # numbers begin anew


def test_the_very_same_document_is_refused_though_confirmed(client, binh, entered):
    client.force_login(binh)
    answer = client.post(f"{PAGE}add/", {**SENT, "same_number": "on"})
    assert answer.status_code == 422
    assert "đã có trong sổ" in answer.content.decode()


def test_the_page_changes_a_document(client, binh, entered):
    client.force_login(binh)
    page = client.get(f"{PAGE}{entered.pk}/change/").content.decode()
    assert "Nguyễn Thí Dụ, Chủ tịch" in page
    assert client.post(f"{PAGE}{entered.pk}/change/", {**SENT, "signer": "Khác"}).status_code == 302
    assert Directive.objects.get().signer == "Khác"


def test_readers_get_403_strangers_404_and_nobody_the_sign_in_page(client, entered, an, dung, binh, land):
    pages = (f"{PAGE}add/", f"{PAGE}{entered.pk}/change/", f"{PAGE}{entered.pk}/relate/", f"{PAGE}{entered.pk}/attach/")
    for person, status in ((None, 302), (dung, 404), (an, 404)):
        client.logout()
        if person:
            client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [status] * 4
    client.force_login(an)
    assert client.get("/07450/2024-12-31/directives/add/").status_code == 403
    assert "Nhập văn bản" not in client.get("/07450/2024-12-31/directives/").content.decode()


def test_the_register_of_another_place_is_not_changed_from_ones_own_page(client, document, dung, land):
    one = document(place=land.district.place)
    client.force_login(dung)
    for tail in ("change/", "relate/", "attach/"):
        assert client.get(f"/99/2024-12-31/directives/{one.pk}/{tail}").status_code == 403


def test_a_document_entered_from_an_earlier_day_is_shown_on_its_own(client, binh, land):
    client.force_login(binh)
    day = today().isoformat()
    answer = client.post("/218/2020-01-01/directives/add/", {**SENT, "issued": day})
    assert answer.url == f"/218/{day}/directives/{Directive.objects.get().pk}/"


def test_the_log_page_speaks_of_it_in_words(client, binh, entered):
    client.force_login(binh)
    page = client.get("/log/").content.decode()
    assert "nhập văn bản chỉ đạo" in page
    assert "người ký: Nguyễn Thí Dụ, Chủ tịch" in page
    assert "loại: kế hoạch" in page
    assert "đến / đi: văn bản đi" in page


def test_what_the_demonstration_enters_is_marked_as_illustrative(client, binh, land):
    binh.is_demonstration = True
    binh.save()
    one = register_directive(by=binh, place=land.district.place, **GIVEN)
    for page in (PAGE, f"{PAGE}{one.pk}/"):
        assert 'class="illustrative-mark"' in client.get(page).content.decode()
