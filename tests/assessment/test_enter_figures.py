"""Entering figures in the browser: a screen a criterion, saved as one goes, with and without script."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from openntm.assessment.models import Figure, Layer
from openntm.assessment.services import record_figure

from .conftest import DAY, NTM


def picture():
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2), "green").save(buffer, "PNG")
    return buffer.getvalue()


PNG = picture()


@pytest.fixture
def page(land):
    return reverse("assessment:criterion", args=[land.commune.code, DAY.isoformat(), NTM, "4"])


@pytest.fixture
def as_an(client, an):
    client.force_login(an)
    return client


def test_the_list_shows_every_criterion_and_who_waits_for_whom(as_an, land):
    answer = as_an.get(reverse("assessment:entry", args=[land.commune.code, DAY.isoformat()]))
    assert answer.status_code == 200
    assert len(answer.context["result"].criteria) == 19
    assert "4.2" in answer.context["mine"].missing


def test_a_district_shows_its_communes_in_a_constant_number_of_queries(
    client, binh, land, django_assert_max_num_queries
):
    client.force_login(binh)
    with django_assert_max_num_queries(40):
        answer = client.get(reverse("assessment:entry", args=["218", DAY.isoformat()]))
    assert [unit.name for unit, _ in answer.context["units"]] == ["Bảo Sơn", "Đông Hưng", "Tam Dị"]


def test_the_screen_shows_threshold_last_figure_and_layers(as_an, land, page, binh):
    spot = {"place": land.commune.place, "measure": f"{NTM}/4.2"}
    record_figure(by=None, day=DAY.replace(year=2022), value="97", **spot)
    record_figure(by=None, day=DAY, value="99", **spot)
    record_figure(by=binh, day=DAY, value="94", layer=Layer.CHECKED, **spot)
    text = as_an.get(page).content.decode()
    assert "≥ 95" in text
    assert "97 (2022)" in text
    assert "slot-differs" in text


def test_saving_without_script_takes_the_whole_screen(as_an, page):
    answer = as_an.post(page, {"layer": "self", "figure-4.1": "đạt", "figure-4.2": "98,5", "note-4.2": "Điện lực"})
    assert answer.status_code == 302
    held = {figure.measure.split("/")[1]: (figure.value, figure.note) for figure in Figure.objects.all()}
    assert held == {"4.1": ("true", ""), "4.2": ("98.5", "Điện lực")}


def test_saving_again_without_a_change_writes_nothing(as_an, page):
    for _ in range(2):
        as_an.post(page, {"layer": "self", "figure-4.1": "đạt", "figure-4.2": "98,5"})
    assert Figure.objects.count() == 2


def test_with_script_one_field_is_saved_and_its_row_comes_back(as_an, page):
    whole = {"layer": "self", "figure-4.1": "", "figure-4.2": "94"}
    answer = as_an.post(page, whole, headers={"HX-Request": "true", "HX-Trigger-Name": "figure-4.2"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="slot" id="f-4-2"' in text
    assert 'class="slot" id="f-4-1"' not in text
    assert 'id="criterion-verdict" hx-swap-oob="true"' in text
    assert "not_met" in text
    assert "<html" not in text


def test_the_verdict_is_shown_as_one_types_and_nothing_is_saved(as_an, page):
    text = as_an.get(page + "try/", {"figure-4.2": "95", "layer": "self"}).content.decode()
    assert 'class="verdict met"' in text
    assert not Figure.objects.exists()


def test_what_cannot_be_read_is_explained_and_the_rest_is_saved(as_an, page):
    answer = as_an.post(page, {"layer": "self", "figure-4.1": "đạt", "figure-4.2": "gần hết"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="gần hết"' in text
    assert 'aria-invalid="true"' in text
    assert Figure.objects.get().measure == f"{NTM}/4.1"


def test_an_emptied_field_withdraws_the_figure(as_an, page):
    as_an.post(page, {"layer": "self", "figure-4.2": "98"})
    as_an.post(page, {"layer": "self", "figure-4.2": ""})
    assert Figure.objects.get(current=True).value == ""


def test_an_appraiser_writes_the_layer_of_the_appraisal(client, chi, page):
    client.force_login(chi)
    client.post(page, {"layer": "self", "figure-4.2": "97"})
    assert Figure.objects.get().layer == Layer.APPRAISED


def test_a_reader_sees_the_screen_and_cannot_write(client, leader, page):
    client.force_login(leader)
    assert "figure-4.2" not in client.get(page).content.decode()
    assert client.post(page, {"figure-4.2": "97"}).status_code == 403


def test_a_stranger_finds_nothing_and_nobody_is_asked_to_sign_in(client, dung, page):
    assert client.get(page).status_code == 302
    client.force_login(dung)
    assert client.get(page).status_code == 404
    assert client.post(page, {"figure-4.2": "97"}).status_code == 404


@pytest.mark.parametrize(
    "end",
    [
        "commune_ntm_2021_2025/99/",
        "no_such_set/4/",
        "commune_ntm_2021_2025/4/try/?figure-99=1",
        "district_ntm_2021_2025/1/",
    ],
)
def test_an_address_of_nothing_is_not_found(as_an, land, end):
    base = reverse("assessment:entry", args=[land.commune.code, DAY.isoformat()])
    assert as_an.get(base + end).status_code == 404


def test_a_day_that_is_none_is_not_found(as_an):
    assert as_an.get("/07450/2023-13-99/figures/").status_code == 404


def test_evidence_stays_with_the_figure_when_it_is_corrected(as_an, page):
    as_an.post(page, {"layer": "self", "figure-4.2": "98"})
    as_an.post(page + "evidence/", {"figure": "4.2", "file": SimpleUploadedFile("anh.png", PNG)})
    assert Figure.objects.get(current=True).evidence.count() == 1
    as_an.post(page, {"layer": "self", "figure-4.2": "99"})
    assert "anh.png" in as_an.get(page).content.decode()


def test_evidence_for_nothing_and_of_a_wrong_kind_is_refused_with_a_sentence(as_an, page):
    answer = as_an.post(page + "evidence/", {"figure": "4.2", "file": SimpleUploadedFile("a.png", PNG)}, follow=True)
    assert 'class="notice error"' in answer.content.decode()
    as_an.post(page, {"layer": "self", "figure-4.2": "98"})
    as_an.post(page + "evidence/", {"figure": "4.2", "file": SimpleUploadedFile("a.exe", b"MZ....")})
    assert Figure.objects.get().evidence.count() == 0
