"""Minutes of a visit and of an acceptance, and the plan of a board, are printed by whoever sees their pages."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from office import paper
from openntm.office.files import content
from openntm.office.models import LogEntry, PrintOut
from openntm.visits.models import Visit
from openntm.visits.queries import checklist_of
from openntm.works.documents.supervision import about_round
from openntm.works.models import Acceptance, Milestone, Money, Party, Round, Work
from openntm.works.services import acceptance, demands, rounds
from openntm.works.services.printing import print_acceptance, print_plan, print_round
from village import make_village
from visits.test_sign_visit import drawn
from watchers import finish_round, make_board, make_round

AT = "/07486/2026-11-20/works/"
NOTE = "Đo ba vị trí: 3,4 m; ượt ẫm “chỗ nứt”"


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def board(village):
    return make_board(village)


@pytest.fixture
def closed(village, board):
    """A visit with a note, a finding and a photo; its record is accepted."""
    one = make_round(village, board, others_present="Ông Phạm Văn Vắng")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "JPEG")
    upload = SimpleUploadedFile("mat-duong.jpg", picture.getvalue(), "image/jpeg")
    rounds.add_round_photo(by=village.chi, pk=one.pk, upload=upload, latitude=21, longitude=106)
    finish_round(village, one, "major")
    return Round.objects.get(pk=one.pk)


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def word_of(made):
    return paper.docx_text(content(made.docx))


def test_the_minutes_say_who_what_when_and_every_answer(village, closed):
    made = print_round(by=village.chi, pk=closed.pk)
    text, visit = word_of(made), closed.visit
    for group in checklist_of(visit).groups:
        assert group.title.vi in text
        for item in group.items:
            assert paper.plain(f"{item.text.vi} đạt") in text
    for said in (
        "ỦY BAN MTTQ XÃ NGHĨA PHƯƠNG",
        "BAN GIÁM SÁT ĐẦU TƯ CỦA CỘNG ĐỒNG",
        "Nghĩa Phương, ngày 21 tháng 9 năm 2026",
        "Giám sát công trình Đường trục thôn Thử",
        "Giáp Thị Mẫu (Trưởng ban); Nguyễn Văn Thử (Phó Trưởng ban); Ông Phạm Văn Vắng",
        "bản số 1.",
        "Mặt đường nứt nặng Sửa lại đoạn nứt 30/10/2026",
        "Kết quả: Còn đoạn nứt",
        "Kiến nghị với chính quyền: Đôn đốc nhà thầu",
        "ĐẠI DIỆN BAN GIÁM SÁT",
        f"thiết bị báo {visit.photos.get().file.sha256}",
    ):
        assert said in text
    assert "21.000000" not in text
    assert len(paper.pdf_pages(content(made.pdf))) == 4


def test_a_note_stands_beside_its_item_and_all_its_letters_are_kept(village, closed):
    visit = closed.visit
    visit.answers.filter(item=checklist_of(visit).items[0].key).update(answer="na", note=NOTE)
    made = print_round(by=village.mat, pk=closed.pk)
    said = f"{checklist_of(visit).items[0].text.vi} không áp dụng {NOTE}"
    assert paper.plain(said) in word_of(made)
    assert NOTE in paper.pdf_text(content(made.pdf))


def test_what_came_of_a_finding_stands_in_the_annex_and_its_first_deadline_stays(village, closed):
    found = closed.visit.observations.get()
    demands.confirm_demand(by=village.mat, pk=found.pk, sent_to="UBND xã", number="15/MTTQ", day=date(2026, 10, 1))
    demands.answer_demand(by=village.an, pk=found.pk, answer="Đã trám vết nứt")
    demands.recheck_demand(by=village.chi, pk=found.pk, passed=False, remark="Còn nứt")
    text = word_of(print_round(by=village.an, pk=closed.pk))
    assert f"Sửa lại đoạn nứt {found.rechecks.get().due:%d/%m/%Y}" in text
    annex = text.partition("PHỤ LỤC: TRẢ LỜI VÀ KIỂM TRA LẠI")[2]
    for said in ("gửi UBND xã, văn bản số 15/MTTQ", "Đã trám vết nứt", "chưa đạt. Còn nứt", "Thời hạn mới: "):
        assert said in annex


def test_a_remedy_that_was_seen_is_told_once(village, closed):
    found = closed.visit.observations.get()
    demands.confirm_demand(by=village.mat, pk=found.pk, sent_to="UBND xã", day=date(2026, 10, 1))
    demands.answer_demand(by=village.an, pk=found.pk, answer="Đã trám vết nứt")
    demands.recheck_demand(by=village.chi, pk=found.pk, passed=True, remark="Vết nứt kín")
    demands.record_outcome(by=village.chi, pk=found.pk, recovered=0, cut=38_000_000, handled="Nhà thầu làm lại")
    with translation.override("en"):
        text = word_of(print_round(by=village.chi, pk=closed.pk))
    assert (text.count("Vết nứt kín"), text.count("Đã trám vết nứt")) == (1, 1)
    assert "Giảm trừ 38.000.000 đồng. Nhà thầu làm lại" in text


def test_an_open_visit_prints_a_draft_which_the_closed_one_replaces(village, board):
    one = make_round(village, board)
    draft = print_round(by=village.chi, pk=one.pk)
    assert draft.title.startswith("BIÊN BẢN (DỰ THẢO) ")
    assert draft.pdf.original_name.startswith("bien-ban-du-thao-")
    assert "DỰ THẢO" in paper.pdf_pages(content(draft.pdf))[0]
    assert "chưa trả lời" in word_of(draft)
    finish_round(village, one)
    made = print_round(by=village.chi, pk=one.pk)
    assert "DỰ THẢO" not in word_of(made)
    answer = Client().get(f"/verify/{draft.code}/").content.decode()
    assert made.code in answer


def test_a_signature_still_holds_when_the_front_has_set_the_deadline(village, board):
    one = make_round(village, board)
    answers = {item.key: ("ok", "") for item in checklist_of(one.visit).items}
    rounds.answer_round(by=village.chi, pk=one.pk, answers=answers)
    said = {"severity": "major", "text": "Nứt", "demand": "Sửa", "due": date(2026, 10, 30)}
    found = rounds.observe(by=village.chi, pk=one.pk, **said)
    signed_by = {"name": "Bà Đỗ Thị Ký", "role": "visited", "signed_at": timezone.now()}
    upload = SimpleUploadedFile("ky.png", drawn(), "image/png")
    rounds.sign_round(by=village.chi, pk=one.pk, upload=upload, **signed_by)
    rounds.close_round(by=village.chi, pk=one.pk, result="Nứt")
    rounds.review_round(by=village.mat, pk=one.pk, step="accepted")
    demands.confirm_demand(by=village.mat, pk=found.pk, sent_to="UBND xã", day=date(2026, 10, 1))
    assert "(Đã ký trên màn hình, mục II và III) Bà Đỗ Thị Ký" in word_of(print_round(by=village.chi, pk=one.pk))


def test_minutes_of_a_record_that_was_given_back_hold_no_more(village, board):
    one = make_round(village, board)
    finish_round(village, one, accepted=False)
    made = print_round(by=village.chi, pk=one.pk)
    rounds.review_round(by=village.mat, pk=one.pk, step="returned", reason="Ông Kín chưa ký")
    made.refresh_from_db()
    assert made.withdrawn_why == "Biên bản được trả lại để ghi tiếp."
    rounds.close_round(by=village.chi, pk=one.pk, result="Còn đoạn nứt", to_government="Đôn đốc nhà thầu")
    again = print_round(by=village.chi, pk=one.pk)
    assert again != made
    assert not again.withdrawn_why


def test_the_same_minutes_are_printed_once_and_logged_and_name_nobody_in_public(village, closed):
    first = print_round(by=village.chi, pk=closed.pk)
    assert print_round(by=village.binh, pk=closed.pk) == first
    assert (first.kind, first.subject_key) == ("works.visit_minutes", f"visit:{closed.pk}")
    entry = LogEntry.objects.get(verb="document.print")
    assert (entry.place_key, entry.changed["pdf"][1]) == (village.commune.key, first.pdf.sha256)
    shown = Client().get(f"/verify/{first.code}/").content.decode()
    assert "Giám sát công trình" in shown
    assert "Giáp Thị Mẫu" not in shown


def test_illustrative_visits_and_works_say_so_on_every_page(village, closed):
    Visit.objects.update(illustrative=True)
    made = print_round(by=village.chi, pk=closed.pk)
    assert made.illustrative
    assert all("SỐ LIỆU MINH HỌA" in page for page in paper.pdf_pages(content(made.pdf)))


@pytest.mark.parametrize("who", ["chu", "be", "dung"])
def test_who_does_not_see_the_page_prints_nothing(village, board, closed, who):
    person = getattr(village, who)
    for make, pk, missing in ((print_round, closed.pk, Round), (print_plan, board.pk, type(board))):
        with pytest.raises(missing.DoesNotExist):
            make(by=person, pk=pk)
    for address in (f"visits/{closed.pk}/print/", f"boards/{board.pk}/print/"):
        assert signed(person).post(AT + address, {"format": "pdf"}).status_code == 404
    assert not PrintOut.objects.exists()


def test_the_button_of_the_page_gives_the_file(village, closed):
    client = signed(village.chi)  # sits on the board and reads no figures
    address = AT + f"visits/{closed.pk}/print/"
    assert f'action="{address}"' in client.get(AT + f"visits/{closed.pk}/").content.decode()
    answer = client.post(address, {"format": "docx"})
    assert "In biên bản (Word)" in client.get(AT + f"visits/{closed.pk}/").content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Còn đoạn nứt" in paper.docx_text(answer.content)
    assert client.post(address, {"format": "pdf"}).content.startswith(b"%PDF")
    assert client.post(address, {"format": "odt"}).status_code == 404
    assert client.get(address).status_code == 405


def accepted(village, **given):
    Work.objects.update(state="finished", finished_on=date(2026, 10, 20))
    Money.objects.create(work=village.work, source="commune", planned=1_500_000_000, actual=1_450_000_000)
    labour = {"planned_units": 300, "actual_units": 320, "planned": 60_000_000, "actual": 64_000_000}
    Money.objects.create(work=village.work, source="people_labour", **labour)
    Milestone.objects.create(work=village.work, title="Đổ bê tông", due_on=date(2026, 8, 1), met_on=date(2026, 8, 5))
    Party.objects.create(work=village.work, role="supplier", name="Công ty Xây Thử")
    given = {"day": date(2026, 11, 3), "people": "Ông Lê Văn Ký, UBND xã", **given}
    return acceptance.open_acceptance(by=village.an, work=village.work.pk, kind="final", **given)


def test_the_minutes_of_an_acceptance_say_opinion_milestones_money_and_what_is_open(village, closed):
    one = accepted(village)
    acceptance.give_opinion(by=village.chi, pk=one.pk, opinion="remarks", text="Theo dõi đoạn nứt")
    acceptance.confirm_opinion(by=village.mat, pk=one.pk)
    acceptance.close_acceptance(by=village.an, pk=one.pk, taken_over_by="Thôn Thử", owner_reason="Bảo hành 12 tháng")
    text = word_of(print_acceptance(by=village.an, pk=one.pk))
    for said in (
        "UBND XÃ NGHĨA PHƯƠNG",
        "Nghiệm thu hoàn thành và bàn giao công trình Đường trục thôn Thử",
        "Công ty Xây Thử",
        "Ông Lê Văn Ký, UBND xã",
        "1,25 km",
        "Đổ bê tông 01/08/2026 05/08/2026",
        "1.500.000.000 1.450.000.000",
        "300 / 320 ngày công",
        "Cộng 1.560.000.000 1.514.000.000",
        "Theo sổ công trình cập nhật ngày",
        "Ý kiến: đồng ý, có lưu ý. Theo dõi đoạn nứt",
        "Mặt đường nứt nặng Sửa lại đoạn nứt 21/09/2026",
        "Bảo hành 12 tháng",
        "Bên tiếp nhận: Thôn Thử",
        "ĐẠI DIỆN CHỦ ĐẦU TƯ",
    ):
        assert said in text
    assert "DỰ THẢO" not in text


def test_what_was_remedied_later_was_open_then(village, closed):
    one = accepted(village)
    acceptance.give_opinion(by=village.chi, pk=one.pk, opinion="agrees")
    acceptance.confirm_opinion(by=village.mat, pk=one.pk)
    acceptance.close_acceptance(by=village.an, pk=one.pk, owner_reason="Bảo hành")
    demands.reject_demand(by=village.mat, pk=closed.visit.observations.get().pk, reason="Đã đo lại")
    Visit.objects.update(closed_on=date(2026, 9, 22))
    Acceptance.objects.update(closed_on=date(2026, 11, 4))
    assert "Mặt đường nứt" in word_of(print_acceptance(by=village.an, pk=one.pk))
    Acceptance.objects.update(closed_on=closed.visit.observations.get().closed_on)
    assert "KHI NGHIỆM THU Không có." in word_of(print_acceptance(by=village.an, pk=one.pk))


def test_an_acceptance_that_is_not_closed_is_a_draft_and_has_its_buttons(village, closed):
    one = accepted(village)
    client = signed(village.an)
    assert f"acceptances/{one.pk}/print/" in client.get(AT + f"{village.work.pk}/acceptance/").content.decode()
    text = paper.docx_text(client.post(AT + f"acceptances/{one.pk}/print/", {"format": "docx"}).content)
    assert "DỰ THẢO" in text
    assert "Ý kiến: chưa có." in text
    for who in (village.be, village.chu):
        assert signed(who).post(AT + f"acceptances/{one.pk}/print/", {"format": "docx"}).status_code == 404


def test_the_plan_names_the_members_by_decision(village, board):
    client = signed(village.mat)
    assert "In kế hoạch (PDF)" in client.get(AT + f"boards/{board.pk}/").content.decode()
    text = paper.docx_text(client.post(AT + f"boards/{board.pk}/print/", {"format": "docx"}).content)
    for said in (
        "Căn cứ Quyết định số 12/QĐ-MTTQ ngày 04/05/2026 của Ủy ban MTTQ xã Nghĩa Phương.",
        "Sáu nội dung",
        "- Ngày 21/09/2026",
        "Đã thông báo ngày 11/05/2026 tại văn bản số 13/TB-MTTQ.",
        "1 Giáp Thị Mẫu Trưởng ban",
        "5 Hoàng Thị Nghiệm thành viên",
        "TRƯỞNG BAN Giáp Thị Mẫu",
    ):
        assert said in text


def test_who_ran_the_visit_issues_it(village, closed):
    issuers = {}
    for runner in Round.Runner:
        closed.run_by = runner
        issuers[runner.value] = about_round(closed).issuer
    assert issuers["inspectorate"] == "BAN THANH TRA NHÂN DÂN"
    assert issuers["other"] == "ỦY BAN MTTQ XÃ NGHĨA PHƯƠNG"


@pytest.mark.slow  # starts LibreOffice
@pytest.mark.skipif(bool(paper.NO_SOFFICE), reason=str(paper.NO_SOFFICE))
def test_libreoffice_shows_every_answer(village, closed, tmp_path):
    made = print_round(by=village.chi, pk=closed.pk)
    pages = paper.libreoffice_pages(content(made.docx), tmp_path)
    text = paper.plain(" ".join(pages))
    for item in checklist_of(closed.visit).items:
        assert paper.plain(item.text.vi) in text
    assert text.count(" đạt ") >= len(checklist_of(closed.visit).items)
    assert closed.visit.photos.get().file.sha256 in text.replace(" ", "")
