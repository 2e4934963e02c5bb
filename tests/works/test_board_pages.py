"""The pages of boards answer: to members their own, to the Front what it may do, to strangers nothing."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from openntm.visits.queries import checklist_of
from openntm.works.models import Acceptance, Board, Demand, Round, Work
from openntm.works.services import demands
from village import make_village
from watchers import SEATS, STATED, finish_round, make_board, make_round

AT = "/07486/2026-11-20/works/"


@pytest.fixture
def village(db):
    return make_village()


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def post(client, address, **given):
    """A form that was accepted leads on."""
    answer = client.post(AT + address, given)
    assert answer.status_code == 302, re.sub(r"\s+", " ", answer.content.decode())[:3000]
    return answer["Location"]


@pytest.mark.slow  # opens every page of boards
def test_from_the_decision_to_the_hand_over_by_forms_alone(village):
    front, member, officer = signed(village.mat), signed(village.chi), signed(village.an)
    decided = {"front": "Ủy ban MTTQ xã", "number": "12/QĐ-MTTQ", "decided_on": "2026-05-04"}
    post(front, f"{village.work.pk}/boards/new/", **decided)
    board = Board.objects.get()
    here = f"boards/{board.pk}/"
    stated = {f"stated_{key}": str(wanted).lower() for key, wanted in STATED.items()}
    for name, body, role, who in SEATS:
        person = getattr(village, who).pk if who else ""
        seat = {"name": name, "body": body, "role": role, "from_day": "2026-05-04", "person": person}
        post(front, here + "members/add/", **seat, **stated)
    assert "Thành lập Ban" in front.get(AT + here).content.decode()
    post(front, here + "set-up/", agreed="1")
    plan = {"contents": "Sáu nội dung", "planned_days": "21/09/2026", "told_on": "2026-05-11", "told_number": "13"}
    post(front, here + "plan/", **plan)
    post(member, here + "ask/", item="materials", to="UBND xã", question="", sent_on="2026-09-01")
    asked = board.requests.get()
    post(member, here + f"asked/{asked.pk}/", answer="Đã gửi", day="2026-09-10")
    came = [one.pk for one in board.members.all()[:2]]
    post(member, here + "visits/start/", day="2026-09-21", run_by="board", present=came)
    visit = Round.objects.get().visit
    there = f"visits/{visit.pk}/"
    answers = {f"answer-{item.key}": "ok" for item in checklist_of(visit).items}
    post(member, there, **answers)
    found = {"severity": "major", "text": "Mặt đường nứt", "demand": "Sửa lại", "due": "2026-10-30"}
    post(member, there + "findings/add/", **found)
    post(member, there + "close/", result="Còn nứt", present=came)
    post(front, there + "review/returned/", reason="Thiếu số đo")
    post(member, there + "close/", result="Còn nứt 3 m", present=came)
    post(front, there + "review/accepted/", agreed="1")
    demand = visit.observations.get().pk
    post(front, f"demands/{demand}/confirm/", day="2026-09-24", sent_to="UBND xã")
    post(officer, f"demands/{demand}/answer/", answer="Đã trám")
    post(member, f"demands/{demand}/recheck/", passed="failed", remark="Vẫn nứt")
    post(officer, f"demands/{demand}/answer/", answer="Đã đổ lại")
    post(member, f"demands/{demand}/recheck/", passed="passed", remark="Phẳng")
    post(member, f"demands/{demand}/outcome/", recovered="1000000", cut="0", handled="")
    assert Demand.objects.get().recovered == 1_000_000
    Work.objects.update(state="finished", finished_on=date(2026, 10, 20))
    post(officer, f"{village.work.pk}/acceptance/open/", kind="final", day="2026-11-03")
    made = Acceptance.objects.get().pk
    post(member, f"acceptances/{made}/opinion/", opinion="agrees", text="")
    post(front, f"acceptances/{made}/confirm/", agreed="1")
    post(officer, f"acceptances/{made}/close/", taken_over_by="Thôn Thử", owner_reason="")
    assert Work.objects.get().state == "handed_over"
    post(front, here + "dissolve/", day="2026-11-20", reason="Đã bàn giao")
    assert "Đã bàn giao" in front.get(AT + here).content.decode()


@pytest.fixture
def found(village):
    (one,) = finish_round(village, make_round(village, make_board(village)), "major")
    return one


def pages(village, found):
    board = Board.objects.get().pk
    some = ["boards/", "visits/", "demands/", f"boards/{board}/", f"visits/{found.visit_id}/", f"demands/{found.pk}/"]
    return [*some, f"{village.work.pk}/acceptance/"]


@pytest.mark.slow  # opens every page of boards
def test_every_page_answers_readers_and_members_in_a_bounded_number_of_queries(
    village, found, django_assert_max_num_queries
):
    for who in (village.mat, village.chi, village.an, village.binh):
        for page in pages(village, found):
            with django_assert_max_num_queries(60):
                assert signed(who).get(AT + page).status_code == 200, page
    for page in ("boards/", "visits/", "demands/"):
        for query in ("?format=xlsx", "?format=csv", "?sort=state&order=desc", "?q=thon thu", "?state=none"):
            assert signed(village.mat).get(AT + page + query).status_code == 200


@pytest.mark.slow  # opens every page of boards
def test_strangers_find_nothing_and_readers_may_not_write(village, found):
    board = Board.objects.get().pk
    for page in pages(village, found):
        for who in (village.chu, village.be, village.dung):
            assert signed(who).get(AT + page).status_code == 404, page
        assert Client().get(AT + page).status_code == 302
    closed = ["members/add/", "set-up/", "plan/", "early/", "dissolve/", "visits/start/", "ask/", "reports/add/"]
    for act in closed:
        assert signed(village.an).get(f"{AT}boards/{board}/{act}").status_code == 403, act
    for act in ("confirm", "recheck", "reject", "outcome"):
        assert signed(village.an).get(f"{AT}demands/{found.pk}/{act}/").status_code == 403, act
    assert signed(village.chi).get(f"{AT}demands/{found.pk}/answer/").status_code == 403
    assert signed(village.an).post(f"{AT}visits/{found.visit_id}/").status_code == 403
    assert signed(village.chi).get(f"{AT}visits/{found.visit_id}/review/accepted/").status_code == 403
    assert signed(village.mat).get(f"{AT}visits/{found.visit_id}/review/nothing/").status_code == 404


def test_a_refused_form_says_why_at_its_field(village, found):
    board = Board.objects.get().pk
    early = {"day": "2026-06-01", "run_by": "board", "present": [one.pk for one in Board.objects.get().members.all()]}
    answer = signed(village.chi).post(f"{AT}boards/{board}/visits/start/", early)
    assert answer.status_code == 422
    assert "25/06/2026" in answer.content.decode()
    wrong = {"contents": "X", "planned_days": "2026-09-21", "told_on": "", "told_number": ""}
    assert signed(village.mat).post(f"{AT}boards/{board}/plan/", wrong).status_code == 422


def test_the_public_page_names_only_who_agreed_and_shows_only_what_the_front_confirmed(village, found):
    page = Client().get(f"/works/{village.work.pk}/").content.decode()
    assert "Giáp Thị Mẫu" in page
    assert "4 thành viên không nêu tên" in page
    assert "Nguyễn Văn Thử" not in page
    assert "Mặt đường nứt" not in page
    from openntm.works.services import demands

    demands.confirm_demand(by=village.mat, pk=found.pk, day=date(2026, 9, 24), sent_to="UBND xã")
    assert "Mặt đường nứt" in Client().get(f"/works/{village.work.pk}/").content.decode()


def test_the_photo_of_an_answer_is_seen_by_whoever_follows_the_demand(village, found):
    demands.confirm_demand(by=village.mat, pk=found.pk, day=date(2026, 9, 24), sent_to="UBND xã")
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    photo = SimpleUploadedFile("da-sua.png", out.getvalue(), "image/png")
    demands.answer_demand(by=village.an, pk=found.pk, answer="Đã trám", photo=photo)
    file = found.photos.get().pk
    page = signed(village.chi).get(f"{AT}demands/{found.pk}/").content.decode()
    link = f"{AT}visits/{found.visit_id}/files/{file}/"
    assert link.partition("/works/")[2] in page
    assert signed(village.chi).get(link).status_code == 200
    assert signed(village.be).get(link).status_code == 404
    assert f"/files/{file}/" not in Client().get(f"/works/{village.work.pk}/").content.decode()
