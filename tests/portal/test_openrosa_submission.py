"""What a program sends becomes a visit as the field pages make it: once, whole, and by the same rules."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from collector import Collector, Form, picture
from openntm.office.models import LogEntry, StoredFile
from openntm.places.vietnamese import clean
from openntm.portal.openrosa.forms import blank
from openntm.portal.openrosa.offers import Offer
from openntm.portal.openrosa.reading import read_submission
from openntm.visits.checklists import checklists
from openntm.visits.models import FieldOperation, Observation, Visit, VisitPhoto, VisitSignature
from openntm.visits.queries import found_hash
from openntm.works.models import Board, Round
from remembered import remembered
from village import make_village
from watchers import make_board

FOUND = {"item": "road.width", "severity": "major", "text": "Hẹp", "demand": "Mở rộng", "due": "2026-10-30"}
KEPT = (Visit, Observation, VisitPhoto, VisitSignature, FieldOperation, StoredFile)


@pytest.fixture
@remembered
def village(db):
    found = make_village()
    found.board = make_board(found)
    return found


@pytest.fixture
def program(village):
    return Collector(village.chi)


@pytest.fixture
def form(program):
    return program.form("work-road-1")


def kept():
    return [model.objects.count() for model in KEPT]


def test_a_whole_visit_is_closed_with_findings_and_photos(village, program, form):
    filled = form.filled(position="21.2 106.5 12.0 4.6").answered("not_ok", "Thiếu").closed("Còn đoạn hẹp")
    filled.add("finding", **FOUND, image="hep.jpg").add("photo", image="bien.jpg", item="open.sign")
    assert program.send(filled, hep_jpg=picture(), bien_jpg=picture("red"))[0] == 201
    visit, observation = Visit.objects.get(), Observation.objects.get()
    assert (visit.state, visit.result, visit.by, str(visit.day)) == (
        "closed",
        "Còn đoạn hẹp",
        village.chi,
        "2026-09-21",
    )
    assert {(one.answer, one.note, one.by) for one in visit.answers.all()} == {("not_ok", "Thiếu", village.chi)}
    assert {name: str(getattr(observation, name)) for name in FOUND} == FOUND
    one, other = visit.photos.all()
    assert (one.observation, other.item, other.observation) == (observation, "open.sign", None)
    assert (str(one.latitude), str(one.longitude), one.accuracy) == ("21.200000", "106.500000", 5)
    assert (one.place_source, one.time_source) == ("device", "none")
    assert Round.objects.get().review == "submitted"
    verbs = {"visit.start", "visit.answer", "observation.add", "visit.photo", "visit.close", "round.submit"}
    assert verbs <= set(LogEntry.objects.filter(by=village.chi).values_list("verb", flat=True))


SIGNED = {"name": "Giáp Thị Thử", "role": "visited", "image": "ky.jpg"}


def stroke():
    image, out = Image.new("RGB", (80, 30), "white"), io.BytesIO()
    ImageDraw.Draw(image).line([(5, 25), (40, 5), (75, 25)], "navy", 3)
    image.save(out, "JPEG")
    return out.getvalue()


def test_what_was_found_is_signed_before_the_visit_is_closed(village, program, form):
    filled = form.filled().answered().add("finding", **FOUND).closed().add("signature", **SIGNED)
    assert program.send(filled, ky_jpg=stroke())[0] == 201
    assert program.send(filled, ky_jpg=stroke())[0] == 201
    signature = VisitSignature.objects.get()
    assert (signature.name, signature.role, signature.by) == ("Giáp Thị Thử", "visited", village.chi)
    assert signature.covers == found_hash(Visit.objects.get(state="closed"))


@pytest.mark.parametrize(
    ("status", "change", "body"),
    [
        (422, {}, None),
        (422, {}, picture("white")),
        (400, {"role": "king"}, stroke()),
        (422, {"name": " "}, stroke()),
        (400, {"image": ""}, stroke()),
    ],
)
def test_with_a_signature_that_is_none_nothing_is_kept(program, form, status, change, body):
    before = kept()
    filled = form.filled().answered().closed().add("signature", **SIGNED | change)
    assert program.send(filled, **({"ky_jpg": body} if body else {}))[0] == status
    assert kept() == before


def test_what_the_photo_itself_says_goes_first(program, form):
    from PIL import Image

    exif = Image.Exif()
    exif[0x0132] = "2026:09:21 09:30:00"
    filled = form.filled().add("photo", image="a.jpg")
    assert program.send(filled, a_jpg=picture(exif=exif))[0] == 201
    assert VisitPhoto.objects.get().time_source == "photo"


def test_a_visit_that_is_not_closed_goes_on_on_its_page(program, form):
    assert program.send(form.filled().put("/visit/end/close", "no"))[0] == 201
    assert Visit.objects.get().is_open


def test_the_same_sent_again_makes_one_visit(village, program, form):
    filled = form.filled().answered().closed().add("finding", **FOUND, image="a.jpg")
    assert program.send(filled, a_jpg=picture())[0] == 201
    before = kept(), LogEntry.objects.count()
    type(village.work).objects.update(state="done")
    assert program.send(filled, a_jpg=picture())[0] == 201
    assert program.send(filled)[0] == 201
    assert (kept(), LogEntry.objects.count()) == before


def test_photos_may_come_in_several_requests(program, form):
    filled = form.filled().answered().closed().add("photo", image="a.jpg").add("photo", image="b.jpg")
    assert program.send(filled, a_jpg=picture(), incomplete=True)[0] == 201
    assert Visit.objects.get().is_open
    assert program.send(filled, b_jpg=picture("red"))[0] == 201
    assert not Visit.objects.get().is_open
    assert VisitPhoto.objects.count() == 2


def test_under_the_same_number_nothing_else_is_received(village, program, form):
    first = form.filled(instance="uuid:1").answered().closed()
    assert program.send(first)[0] == 201
    before = kept()
    assert program.send(form.filled(instance="uuid:1").answered("not_ok").closed())[0] == 422
    assert Collector(village.mat).send(first)[0] == 422
    assert kept() == before


@pytest.mark.parametrize(
    ("status", "change"),
    [
        (422, lambda one: one.add("photo", image="fehlt.jpg")),
        (422, lambda one: one.add("photo", image="a.jpg", item="khong.co")),
        (422, lambda one: one.add("finding", **FOUND | {"item": "khong.co"})),
        (422, lambda one: one.add("finding", **FOUND | {"due": "2026-01-01"})),
        (400, lambda one: one.add("finding", **FOUND | {"severity": "perhaps"})),
        (400, lambda one: one.add("finding", **FOUND | {"due": "mai"})),
        (422, lambda one: one.put("/visit/g1/i1/answer", "").closed()),
        (400, lambda one: one.put("/visit/g1/i1/answer", "maybe")),
        (422, lambda one: one.put("/visit/end/result", "")),
        (400, lambda one: one.put("/visit/end/close", "perhaps")),
        (400, lambda one: one.put("/visit/start", "")),
        (400, lambda one: one.put("/visit/subject", "x")),
        (404, lambda one: one.put("/visit/subject", "999999")),
        (422, lambda one: one.put("/visit/day", "2999-01-01")),
        (400, lambda one: one.put("/visit/position", "nan nan 0 0").add("photo", image="a.jpg")),
        (404, lambda one: one.root.set("id", "no-form-1") or one),
        (422, lambda one: one.root.set("id", "work-other-1") or one),
    ],
)
def test_of_what_is_refused_nothing_is_kept(program, form, status, change):
    filled = form.filled().answered().closed().add("finding", **FOUND)
    before = kept()
    answered, why = program.send(change(filled), a_jpg=picture())
    assert (answered, bool(why), kept()) == (status, True, before)


def test_what_is_no_picture_is_refused_whole(program, form):
    assert program.send(form.filled().add("photo", image="a.jpg"), a_jpg=b"MZ")[0] == 422
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><visit id="work-road-1">&b;</visit>',
        '<!DOCTYPE x [<!ENTITY a "a">]><visit/>'.encode("utf-16"),
        b"<visit",
        b"\xff\xfe",
        b"<visit>" + b" " * 1_000_001 + b"</visit>",
        b'<visit id="work-road-1"/>',
    ],
)
def test_what_is_no_honest_xml_is_refused(program, body):
    status, why = program.send(body)
    assert (status, bool(why), kept()[0]) == (400, True, 0)


def test_without_the_submission_itself_the_program_is_told(program):
    assert program.client.post("/openrosa/submission", **program.who).status_code == 400


@pytest.mark.parametrize("name", ["chu", "be", "an"])
def test_who_may_not_visit_the_work_sends_nothing(village, form, name):
    status, _ = Collector(getattr(village, name)).send(form.filled().answered().closed())
    assert status in (403, 404)
    assert not Visit.objects.exists()


def test_a_work_whose_board_is_over_is_visited_no_more(village, program, form):
    Board.objects.update(state="ended", ended_on="2026-09-01", end_reason="Xong")
    assert program.send(form.filled().answered().closed())[0] in (403, 404)
    assert not Visit.objects.exists()


def test_a_program_may_ask_first_whether_it_would_be_let_in(program):
    answer = program.client.head("/openrosa/submission", **program.who)
    assert (answer.status_code, answer["Location"]) == (204, "http://testserver/openrosa/submission")
    assert answer["X-OpenRosa-Version"] == "1.0"


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)
SPOKEN = st.tuples(st.sampled_from(["ok", "not_ok", "na"]), LINE)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_answers_to_any_checklist_come_back_as_they_were_sent(data):
    from openntm.office.models import Person

    checklist = data.draw(st.sampled_from(sorted(checklists().values(), key=lambda one: one.id)))
    form = Form(blank(Offer(checklist, (("7", "Thử"),))).xml)
    said = data.draw(st.lists(st.none() | SPOKEN, min_size=len(checklist.items), max_size=len(checklist.items)))
    filled = form.filled()
    for path, one in zip(form.items(), said, strict=True):
        if one:
            filled.put(f"{path}/answer", one[0]).put(f"{path}/note", one[1])
    from xml.etree import ElementTree as ET

    found = read_submission(ET.fromstring(filled.xml()), Person(pk=1))
    wanted = {item.key: (one[0], clean(one[1])) for item, one in zip(checklist.items, said, strict=True) if one}
    assert {act.item: act.found.kept for act in found.acts} == wanted
    assert (found.start.subject_key, found.close, found.pictures) == ("7", None, [])


def test_a_finding_that_asks_to_suspend_a_work_is_received_as_from_the_page(program, form):
    assert "grave" in form.choices("/visit/finding/severity")
    filled = form.filled().answered().add("finding", **FOUND | {"severity": "grave"})
    assert program.send(filled)[0] == 201
    assert Visit.objects.get().observations.get().severity == "grave"
