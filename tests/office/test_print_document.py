"""A document is printed once while it says the same, kept with its hashes, and checked by everybody."""

import dataclasses
import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openntm.office.access import today
from openntm.office.documents import Paragraph, Verification
from openntm.office.files import content
from openntm.office.models import Delegation, LogEntry, PrintOut, StoredFile
from openntm.office.queries import lines_of
from openntm.office.roles import Role
from openntm.office.services import print_outs as services
from openntm.office.services.print_outs import print_document, withdraw_print_out

from . import paper

KIND = "recognition.decision"


@pytest.fixture
def tokens():
    """Mints T1, T2 …, and tells for what."""
    minted = []

    def code(key):
        minted.append(key)
        return Verification(f"T{len(minted)}", f"https://ntm.example.vn/Q/T{len(minted)}")

    code.minted = minted
    return code


@pytest.fixture
def binh(land, somebody):
    return somebody("binh", Role.OFFICE, land.east)


@pytest.fixture
def printed(land, binh, tokens):
    """Prints the decision for commune `a`, changed as asked."""

    def make(document=None, **given):
        given = {"by": binh, "kind": KIND, "key": "7", "place": land.a, "code": tokens, **given}
        return print_document(document=document or paper.decision(), **given)

    return make


def test_both_files_are_kept_with_their_hashes_and_the_log_says_so(land, binh, printed, tokens):
    made = printed()
    assert (made.code, made.kind, made.subject_key, made.number) == ("T1", KIND, "7", "37/QĐ-UBND")
    assert made.title == "QUYẾT ĐỊNH Về việc công nhận xã Đông Hưng đạt chuẩn nông thôn mới"
    assert made.issuer == "ỦY BAN NHÂN DÂN HUYỆN LỤC NAM"
    assert (made.day, made.place, made.made_by) == (date(2024, 1, 9), land.a, binh)
    assert tokens.minted == [f"{KIND}:7"]
    pdf, word = content(made.pdf), content(made.docx)
    assert hashlib.sha256(pdf).hexdigest() == made.pdf.sha256
    assert "NTM.EXAMPLE.VN/Q/T1" in paper.pdf_text(pdf)
    assert "NTM.EXAMPLE.VN/Q/T1" in paper.docx_text(word)
    assert made.pdf.original_name == "quyet-dinh-37-qd-ubnd-2024-01-09-t1.pdf"
    entry = LogEntry.objects.get(verb="document.print")
    assert entry.place_key == "a"
    assert entry.changed["pdf"][1] == made.pdf.sha256
    assert next(lines_of([entry])).verb == "đã in văn bản"


def test_a_document_that_says_the_same_is_not_printed_again(printed, tokens):
    first = printed()
    assert printed() == first
    assert PrintOut.objects.count() == 1
    assert len(tokens.minted) == 1
    assert StoredFile.objects.count() == 2


def test_a_changed_document_is_printed_anew(printed):
    first = printed()
    second = printed(paper.decision(blocks=(Paragraph("Khác."),)))
    assert second.pk != first.pk
    assert second.code == "T2"
    assert printed(key="8").code == "T3"


def test_it_is_printed_anew_when_asked_or_after_a_withdrawal(printed, binh):
    first = printed()
    second = printed(anew=True)
    assert second.pk != first.pk
    withdraw_print_out(by=binh, pk=second.pk, reason="Sai số", on=today())
    withdraw_print_out(by=binh, pk=first.pk, reason="Sai số", on=today())
    assert printed().code == "T3"


def test_an_illustrative_document_bears_its_mark(printed):
    made = printed(illustrative=True)
    assert made.illustrative
    assert "SỐ LIỆU MINH HỌA" in paper.pdf_text(content(made.pdf))
    own = printed(dataclasses.replace(paper.decision(), mark="DỰ THẢO"), illustrative=True)
    assert "SỐ LIỆU MINH HỌA" not in paper.pdf_text(content(own.pdf))


def test_a_kind_that_nobody_knows_is_refused(printed):
    with pytest.raises(services.DocumentKindUnknown):
        printed(kind="recognition.nothing")
    assert not PrintOut.objects.exists()


def test_who_prints_for_another_is_named_with_them(printed, somebody):
    printed(on_behalf_of=somebody("chi"))
    assert "on_behalf_of" in LogEntry.objects.get(verb="document.print").changed


# Withdrawal


def test_a_withdrawn_print_out_says_why_and_the_log_says_so(printed, binh):
    made = withdraw_print_out(by=binh, pk=printed().pk, reason="Sai số văn bản", on=today())
    assert made.withdrawn_why == "Sai số văn bản"
    entry = LogEntry.objects.get(verb="document.withdraw")
    assert entry.particulars.reason == "Sai số văn bản"
    with pytest.raises(services.PrintOutWithdrawn):
        withdraw_print_out(by=binh, pk=made.pk, reason="x", on=today())


def test_only_who_publishes_files_of_the_place_withdraws(printed, somebody, land):
    made = printed()
    with pytest.raises(services.MayNotWithdraw):
        withdraw_print_out(by=somebody("an", Role.COMMUNE_OFFICER, land.a), pk=made.pk, reason="x", on=today())
    with pytest.raises(PrintOut.DoesNotExist):
        withdraw_print_out(by=somebody("dung", Role.OFFICE, land.other), pk=made.pk, reason="x", on=today())


def test_a_deputy_withdraws_on_behalf_of_the_holder(printed, binh, somebody):
    deputy = somebody("chi")
    Delegation.objects.create(
        post=binh.posts.get(), deputy=deputy, valid_from=date(2020, 1, 1), valid_to=date(2100, 1, 1), reason="Đi họp"
    )
    withdraw_print_out(by=deputy, pk=printed().pk, reason="x", on=today())
    assert LogEntry.objects.get(verb="document.withdraw").changed["on_behalf_of"] == [None, binh.pk]


def test_the_withdrawal_is_confirmed_on_a_page_that_restates_it(client, printed, binh, somebody, land):
    made = printed()
    address = reverse("office:print_out_withdraw", args=[made.pk])
    assert client.get(address).status_code == 302
    client.force_login(somebody("an", Role.COMMUNE_OFFICER, land.a))
    assert client.get(address).status_code == 403
    client.force_login(somebody("dung", Role.OFFICE, land.other))
    assert client.get(address).status_code == 404
    client.force_login(binh)
    assert "37/QĐ-UBND" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Sai số"}).headers["location"] == "/verify/T1/"
    assert "Sai số" in client.get("/verify/T1/").content.decode()


# The files


def test_the_files_are_for_who_may_read_the_place(client, printed, somebody, land):
    made = printed()
    pdf, word = (reverse("office:print_out_file", args=[made.pk, ending]) for ending in ("pdf", "docx"))
    assert client.get(pdf).status_code == 302
    client.force_login(somebody("dung", Role.OFFICE, land.other))
    assert client.get(pdf).status_code == 404
    client.force_login(somebody("an", Role.COMMUNE_OFFICER, land.a))
    answer = client.get(pdf)
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-disposition"].endswith('"quyet-dinh-37-qd-ubnd-2024-01-09-t1.pdf"')
    assert client.get(word).content == content(made.docx)
    assert client.get(pdf.replace(".pdf", ".exe")).status_code == 404


# The public page


def test_everybody_reads_what_the_print_out_is_but_no_name_of_staff(client, printed, binh):
    printed(illustrative=True)
    answer = client.get("/verify/t1/")
    page = answer.content.decode()
    for said in (
        "37/QĐ-UBND",
        "09/01/2024",
        "HUYỆN LỤC NAM",
        "xã A",
        "huyện East",
        "Quyết định về danh hiệu",
        "minh họa",
    ):
        assert said in page
    made = PrintOut.objects.get()
    assert made.pdf.sha256 in page
    assert made.docx.sha256 in page
    assert binh.display_name not in page
    assert "bản mới nhất" in page
    assert len(answer.content) < 30_000
    assert not answer.cookies
    assert reverse("office:print_out_file", args=[made.pk, "pdf"]) not in page


def test_the_page_is_read_and_asked_but_never_written(client, printed):
    printed()
    assert client.put("/verify/T1/").status_code == 405


def test_an_older_print_out_leads_to_the_newer_one(client, printed):
    printed()
    printed(anew=True)
    page = client.get("/verify/T1/").content.decode()
    assert "/verify/T2/" in page
    assert "mới hơn" in page
    assert "/verify/T1/" not in client.get("/verify/T2/").content.decode()


def test_an_unknown_code_is_not_found_and_says_what_that_means(client, db):
    answer = client.get("/verify/NOTHING/")
    assert answer.status_code == 404
    assert "NOTHING" in answer.content.decode()
    assert "chưa từng in" in answer.content.decode()


@pytest.mark.parametrize(("file", "name"), [("pdf", "PDF"), ("docx", "Word")])
def test_a_file_that_is_the_same_is_said_to_be_the_same(client, printed, file, name):
    body = content(getattr(printed(), file))
    before = StoredFile.objects.count()
    page = client.post("/verify/T1/", {"file": SimpleUploadedFile("x", body)}).content.decode()
    assert f"trùng khớp hoàn toàn với tệp {name}" in page
    assert StoredFile.objects.count() == before


def test_another_file_an_empty_one_and_none_are_said_to_be_so(client, printed):
    body = content(printed().pdf)
    page = client.post("/verify/T1/", {"file": SimpleUploadedFile("x.pdf", body + b" ")}).content.decode()
    assert "Tệp không trùng khớp" in page
    assert hashlib.sha256(body + b" ").hexdigest() in page
    assert "Chưa chọn tệp" in client.post("/verify/T1/", {}).content.decode()
    assert "Chưa chọn tệp" in client.post("/verify/T1/", {"file": SimpleUploadedFile("x", b"")}).content.decode()


def test_a_file_that_is_too_large_is_not_read_to_its_end(client, printed, settings):
    printed()
    settings.FILE_LIMIT_MB = 1
    page = client.post("/verify/T1/", {"file": SimpleUploadedFile("x", b"0" * 1_200_000)}).content.decode()
    assert "Tệp quá lớn" in page


def test_a_form_from_elsewhere_needs_no_token_because_it_changes_nothing(printed):
    from django.test import Client

    printed()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/verify/T1/", {"file": SimpleUploadedFile("x", b"1")}).status_code == 200
