"""An office puts a Word template of its own; it holds for its place and what is under it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openntm.office.access import today
from openntm.office.documents import Verification, default_template
from openntm.office.documents.word_check import known_fields
from openntm.office.files import content
from openntm.office.models import DocumentTemplate, LogEntry
from openntm.office.printed import FIELD_MEANINGS, in_force
from openntm.office.roles import Role
from openntm.office.services import document_templates as services
from openntm.office.services.document_templates import drop_template, put_template
from openntm.office.services.print_outs import print_document

from . import paper
from .test_documents import changed

KIND = "recognition.decision"
OWN = changed("Nơi nhận:", "Gửi đến:")


def upload(body=OWN, name="mau.docx"):
    return SimpleUploadedFile(name, body)


@pytest.fixture
def binh(land, somebody):
    return somebody("binh", Role.OFFICE, land.east)


def put(by, place, body=OWN):
    return put_template(by=by, kind=KIND, place=place, upload=upload(body), on=today())


def words(by, place, key="1"):
    made = print_document(
        by=by,
        document=paper.decision(),
        kind=KIND,
        key=key,
        place=place,
        code=lambda _: Verification(f"T{key}{place.pk}{DocumentTemplate.objects.count()}", paper.ADDRESS),
    )
    return paper.docx_text(content(made.docx))


def test_documents_of_the_place_and_below_are_printed_with_it(land, binh):
    assert "Nơi nhận:" in words(binh, land.b)
    put(binh, land.east)
    assert "Gửi đến:" in words(binh, land.b)
    assert "Nơi nhận:" in words(binh, land.c)
    entry = LogEntry.objects.get(verb="template.put")
    assert entry.changed["document_kind"] == [None, KIND]
    assert entry.place_key == "east"


def test_the_nearest_template_holds(land, binh):
    put(binh, land.east)
    put(binh, land.b, changed("Nơi nhận:", "Kính chuyển:"))
    assert "Kính chuyển:" in words(binh, land.b)
    assert in_force(KIND, land.b, today()).is_own
    found = in_force(KIND, land.h, today())
    assert found.unit.place == land.east
    assert not found.is_own


def test_going_back_makes_the_template_above_hold_again(land, binh):
    put(binh, land.east)
    put(binh, land.b, changed("Nơi nhận:", "Kính chuyển:"))
    drop_template(by=binh, kind=KIND, place=land.b, reason="Dùng chung", on=today())
    assert "Gửi đến:" in words(binh, land.b)
    drop_template(by=binh, kind=KIND, place=land.east, reason="Hết dùng", on=today())
    assert in_force(KIND, land.b, today()).template is None
    assert LogEntry.objects.filter(verb="template.drop").count() == 2
    with pytest.raises(services.NoOwnTemplate):
        drop_template(by=binh, kind=KIND, place=land.east, reason="x", on=today())


def test_a_template_that_would_lose_content_is_refused_and_nothing_is_kept(land, binh):
    with pytest.raises(services.TemplateRefused, match="ma_qr"):
        put(binh, land.east, changed("{{ ma_qr }}", ""))
    assert not DocumentTemplate.objects.exists()
    assert not LogEntry.objects.exists()


def test_only_who_may_replace_templates_of_the_place_does(land, binh, somebody):
    with pytest.raises(services.MayNotReplace):
        put(somebody("an", Role.COMMUNE_OFFICER, land.a), land.a)
    with pytest.raises(services.MayNotReplace):
        put(binh, land.west)
    with pytest.raises(services.DocumentUnknown):
        put_template(by=binh, kind="x", place=land.east, upload=upload(), on=today())
    put(somebody("em", Role.ADMINISTRATOR, land.tinh), land.west)


def test_every_field_is_explained():
    assert set(FIELD_MEANINGS) == set(known_fields())


# Pages


def address(name="document_template", *args):
    return reverse(f"office:{name}", args=["07453", "2024-01-01", *args])


def test_the_page_lists_what_holds_and_from_where(client, land, binh):
    put(binh, land.east)
    client.force_login(binh)
    page = client.get(address("document_templates")).content.decode()
    assert "Quyết định về danh hiệu" in page
    assert "mẫu của huyện East" in page
    assert "mẫu mặc định" in page
    assert "Binh" in page


def test_a_template_is_downloaded_put_and_given_up(client, land, binh):
    client.force_login(binh)
    default = client.get(address("document_template_file", KIND, "default"))
    assert default.content == default_template()
    assert client.get(address("document_template_file", KIND, "current")).status_code == 404
    refused = client.post(address("document_template", KIND), {"file": upload(b"x")})
    assert refused.status_code == 422
    assert "không phải tệp Word" in refused.content.decode()
    assert client.post(address("document_template", KIND), {"file": upload()}).status_code == 302
    page = client.get(address("document_template", KIND)).content.decode()
    assert "mau.docx" in page
    assert "can_cu" in page
    assert client.get(address("document_template_file", KIND, "current")).content == OWN
    assert "Quyết định về danh hiệu" in client.get(address("document_template_drop", KIND)).content.decode()
    assert client.post(address("document_template_drop", KIND), {"reason": "Hết dùng"}).status_code == 302
    assert client.get(address("document_template_drop", KIND)).status_code == 404


def test_the_pages_are_closed_to_others(client, land, somebody):
    assert client.get(address("document_templates")).status_code == 302
    client.force_login(somebody("an", Role.COMMUNE_OFFICER, land.b))
    assert client.get(address("document_templates")).status_code == 403
    client.force_login(somebody("dung", Role.OFFICE, land.other))
    assert client.get(address("document_templates")).status_code == 404
    client.force_login(somebody("em", Role.OFFICE, land.b))
    assert client.get(address("document_template", "nothing")).status_code == 404
