"""Figures that nobody has published, and what follows from them, are shown only to the people in charge."""

from datetime import UTC, date, datetime

import pytest
from small_district import DAY, SET, address, figures

from openntm.assessment.models import Figure, Layer, Source
from openntm.office.models import Person, Post
from openntm.office.roles import MAY, Action, Role

SECRET = "47.31"  # stands in no page by chance
SHOWN = ("47,31", "47.31")
PAGES = [
    ("overview", (), "218"),
    ("overview", (), "07450"),
    ("gaps", (), "218"),
    ("gaps", (), "07450"),
    ("trends", (), "218"),
    ("trends", (), "07450"),
    ("map", (), "218"),
    ("conflicts", (), "218"),
    ("conflicts", (), "07450"),
    ("indicator", (SET, "10.1"), "218"),
    ("indicator", (SET, "10.1"), "07450"),
    ("why", (SET, "10.1"), "07450"),
]
FORMS = ["", "?format=csv", "?format=xlsx", "?format=csv&table=criteria", "?level=ntm", "?format=csv&table=gaps"]


@pytest.fixture(autouse=True)
def _no_demonstration(settings, _demonstration):
    settings.DEMONSTRATION = False


@pytest.fixture
def secret(communes):
    """Two sources disagree about the income of the first commune, and neither was published."""
    figures(communes[0], i17_1=SECRET)
    source = Source.objects.create(key="other", title="Nguồn kín", kind="report")
    row = Figure.objects.get(place=communes[0].place, measure=f"{SET}/10.1")
    Figure.objects.filter(pk=row.pk).update(value=SECRET)
    row.pk, row.value, row.source = None, "48.99", source
    row.save()
    row.pk, row.measure, row.value = None, "title.advanced.communes", "47"
    row.save()
    return communes[0]


def sign_in(client, role, place, name="doc"):
    person = Person.objects.create_user(name, password="correct horse")
    Post.objects.create(person=person, place=place, role=role, valid_from=date(2011, 1, 1))
    client.force_login(person)


def text_of(answer):
    """What a page or a file says; of a spreadsheet its cells."""
    if "spreadsheet" not in answer.headers.get("Content-Type", ""):
        return answer.content.decode()
    import io

    import openpyxl

    rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row)


def leaks(client, name, rest, code, forms=FORMS):
    """The addresses of a page and its files that show the figure, or that it is in dispute."""
    found = []
    for form in forms:
        answer = client.get(address(name, *rest, code=code) + form)
        assert answer.status_code in (200, 404)
        if any(text in text_of(answer) for text in (*SHOWN, "Nguồn kín", "48,99", "48.99")):
            found.append(form)
    return found


WHY = ("why", (SET, "10.1"), "07450")


@pytest.mark.parametrize("spot", PAGES, ids=lambda one: f"{one[0]}-{one[2]}")
def test_a_stranger_sees_no_unpublished_figure_on_the_page_or_in_its_files(client, secret, spot):
    assert leaks(client, *spot) == []


@pytest.mark.parametrize("spot", PAGES, ids=lambda one: f"{one[0]}-{one[2]}")
def test_a_person_of_another_commune_sees_none_either(client, secret, communes, spot):
    sign_in(client, Role.COMMUNE_OFFICER, communes[1].place)
    assert leaks(client, *spot, forms=["", "?format=csv&table=criteria", "?format=csv"]) == []


@pytest.mark.parametrize("role", [role for role in Role if Action.READ_FIGURES in MAY[role]])
def test_each_office_sees_the_figures_of_its_own_place(client, secret, role):
    sign_in(client, role, secret.place)
    assert leaks(client, *WHY, forms=["", "?format=csv"]) == ["", "?format=csv"]
    assert leaks(client, "overview", (), "07450", forms=[""]) == [""]


def test_the_office_of_the_district_sees_all_its_communes(client, secret, district):
    sign_in(client, Role.OFFICE, district.place)
    page = client.get(address("overview")).content.decode()
    assert "chỉ hiển thị cho người được giao việc" not in page
    assert client.get(address("indicator", SET, "10.1")).context["of"] == 3


def test_in_the_demonstration_everybody_sees_them(client, secret, settings):
    settings.DEMONSTRATION = True
    assert leaks(client, *WHY, forms=[""]) == [""]


@pytest.mark.parametrize(("name", "rest", "code"), [one for one in PAGES if one[0] not in ("trends",)])
def test_the_page_says_that_results_are_kept_and_leads_to_sign_in(client, secret, name, rest, code):
    page = client.get(address(name, *rest, code=code)).content.decode()
    assert "Kết quả từng chỉ tiêu chỉ hiển thị cho người được giao việc." in page
    assert "/sign-in/?next=/" in page


def test_a_page_that_shows_some_says_how_many_it_does_not(client, secret):
    sign_in(client, Role.COMMUNE_OFFICER, secret.place)
    page = client.get(address("overview")).content.decode()
    assert "Kết quả từng chỉ tiêu của 2 xã chỉ hiển thị" in page
    rows = client.get(address("overview")).context["tables"]["criteria"].rows
    assert [row["place"].value for row in rows] == [secret.name]


def test_a_file_that_leaves_some_out_says_so(client, secret):
    sign_in(client, Role.COMMUNE_OFFICER, secret.place)
    said = client.get(address("overview") + "?format=csv&table=criteria").content.decode()
    assert "Không gồm kết quả của 2 xã" in said


def test_published_facts_and_titles_stay_open(client, secret, district):
    source = Source.objects.create(key="press", title="Báo Bắc Giang", kind="press")
    for value in ("14", "17"):
        Figure.objects.create(
            place=district.place,
            measure="title.model_hamlet.hamlets",
            day=DAY,
            period="2023",
            value=value,
            layer=Layer.PUBLISHED,
            source=source if value == "14" else Source.objects.create(key="p2", title="Báo khác", kind="press"),
            entered_at=datetime(2024, 1, 10, tzinfo=UTC),
        )
    page = client.get(address("overview")).content.decode()
    assert "Báo Bắc Giang" in page
    assert "Báo khác" in client.get(address("conflicts")).content.decode()


def test_the_headline_rests_on_published_figures_alone(client, secret):
    said = client.get("/api/v1/overview?on=2023-12-31&place=218").json()
    assert said["titles"]["advanced"]["count"] is None


def test_the_interface_for_programs_gives_a_stranger_no_figure(client, secret):
    assert client.get("/api/v1/figures?on=2023-12-31").status_code == 401
    assert client.get("/api/v1/assessments?on=2023-12-31").status_code == 401


def test_the_map_of_a_stranger_shows_titles_without_scores(client, secret):
    drawn = client.get(address("map"))
    assert "/19" not in drawn.content.decode()
