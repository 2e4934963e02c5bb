"""A file of works goes in as it came out; with one wrong row nothing is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from building import AT, make_whole, signed
from openntm.office.handed_in import handed_rows
from openntm.works.models import Money, Work
from openntm.works.queries.columns import COLUMNS
from openntm.works.services.handing_in import hand_in
from village import make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return make_village()


def rows_of(body, ending="csv"):
    return handed_rows(SimpleUploadedFile(f"x.{ending}", body if isinstance(body, bytes) else body.encode()), COLUMNS)


def given(cast, text, **more):
    return hand_in(by=cast.an, rows=rows_of(heads() + text), **{"is_trial": False, **more})


def heads():
    return (
        ",".join(f'"{one.title}"' for one in COLUMNS if one.field in ("place", "code", "name", "kind", "budget")) + "\n"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_taken_away_is_handed_in_again_and_changes_nothing(cast, ending, language):
    make_whole(cast)
    client = signed(cast.an)
    client.cookies["language"] = language
    body = client.get(AT, {"format": ending}).content
    found = hand_in(by=cast.an, rows=rows_of(body, ending), is_trial=False)
    assert found.problems == []
    assert (found.added, found.changed, found.same) == (0, 0, 1)


def test_a_register_is_rebuilt_from_its_file(cast):
    make_whole(cast)
    body = signed(cast.an).get(AT, {"format": "csv"}).content.replace(b"NP-01", b"NP-02")
    assert hand_in(by=cast.an, rows=rows_of(body), is_trial=False).added == 1
    old, new = Work.objects.get(code="NP-01"), Work.objects.get(code="NP-02")
    for name in ("name", "kind", "state", "hamlet_name", "quantity", "unit", "budget", "planned_end", "started_on"):
        assert getattr(old, name) == getattr(new, name), name
    assert (new.shape, new.is_community) == (old.shape, True)
    fields = ("source", "planned", "actual", "planned_units", "actual_units", "conversion")
    assert list(Money.objects.filter(work=new).values_list(*fields)) == list(
        Money.objects.filter(work=old).values_list(*fields)
    )


def test_one_wrong_row_refuses_the_file_and_names_row_and_column(cast):
    found = given(cast, "07486,A1,Kênh mới,thủy lợi,100\n07486,A2,Chợ,chợ,nhiều tiền\n")
    assert [one.line for one in found.problems] == [3]
    assert "Tổng mức đầu tư" in found.problems[0].said or "đồng" in found.problems[0].said
    assert not Work.objects.filter(code="A1").exists()


def test_a_trial_says_what_it_would_do_and_writes_nothing(cast):
    found = given(cast, "07486,A1,Kênh mới,thủy lợi,100\n", is_trial=True)
    assert (found.added, found.problems) == (1, [])
    assert not Work.objects.filter(code="A1").exists()


@pytest.mark.parametrize(
    "text",
    [
        "07492,A1,Kênh,thủy lợi,1\n",  # another commune
        "99999,A1,Kênh,thủy lợi,1\n",  # no commune
        "07486,A1,Kênh,tàu điện,1\n",  # no kind
        "07486,NP-01,Đường trục thôn Thử,road,5\n",  # the budget of a work underway
        "07486,A1,Kênh,thủy lợi,-5\n",
    ],
)
def test_what_is_not_theirs_or_not_understood_is_refused(cast, text):
    found = given(cast, text)
    assert len(found.problems) == 1
    assert Work.objects.count() == 1


def test_the_state_of_a_known_work_does_not_change_by_a_file(cast):
    body = signed(cast.an).get(AT, {"format": "csv"}).content
    found = hand_in(by=cast.an, rows=rows_of(body.replace("đang thi công".encode(), "đã hủy".encode())), is_trial=False)
    assert len(found.problems) == 1


def test_the_page_tries_and_writes(cast):
    client = signed(cast.an)
    text = heads() + "07486,A1,Kênh mới,thủy lợi,100\n"
    file = lambda: SimpleUploadedFile("x.csv", text.encode())  # noqa: E731
    assert client.post(AT + "hand-in/", {"file": file(), "try": "1"}).context["result"].added == 1
    assert not Work.objects.filter(code="A1").exists()
    assert client.post(AT + "hand-in/", {"file": file(), "write": "1"}).url == AT
    assert Work.objects.filter(code="A1").exists()
    assert client.post(AT + "hand-in/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}).status_code == 422
    assert client.get(AT + "hand-in/", {"format": "xlsx"}).status_code == 200
    assert signed(cast.lan).get(AT + "hand-in/").status_code == 403
