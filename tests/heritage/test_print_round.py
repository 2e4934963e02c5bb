"""The minutes of a condition round are printed by whoever sees it, and tell no position."""

from datetime import date

import pytest

from heritage.conftest import AT, LATITUDE, LONGITUDE, picture
from office import paper
from openntm.heritage.services import rounds
from openntm.office.files import content
from openntm.office.models import LogEntry
from openntm.visits.models import Visit
from openntm.visits.queries import checklist_of


@pytest.fixture
def closed(village, site):
    visit = rounds.start_round(by=village.an, site=site.pk, day=date(2026, 1, 8))
    items = [item.key for item in checklist_of(visit).items]
    answers = dict.fromkeys(items, ("ok", "")) | {items[0]: ("not_ok", "Ngói vỡ, gỗ mục ở vì kèo thứ ba")}
    rounds.answer_round(by=village.an, pk=visit.pk, answers=answers)
    given = {"severity": "major", "text": "Mái dột", "demand": "Lợp lại", "due": date(2026, 3, 1)}
    rounds.observe(by=village.an, pk=visit.pk, photo=picture(), **given)
    return rounds.close_round(by=village.an, pk=visit.pk, result="Cần sửa mái")


def test_the_minutes_hold_every_answer_and_repair_but_no_position(village, closed, site):
    made = rounds.print_round(by=village.so, pk=closed.pk)
    assert LogEntry.objects.filter(verb="document.print").count() == 1
    text = paper.docx_text(content(made.docx))
    for item in checklist_of(closed).items:
        assert paper.plain(item.text.vi) in text
    for said in (
        "Kiểm tra hiện trạng di tích, danh thắng Đền Thử",
        "chưa đạt Ngói vỡ, gỗ mục ở vì kèo thứ ba",
        "Mái dột nặng Lợp lại 01/03/2026",
        "Kết quả: Cần sửa mái",
        "Tỷ lệ nội dung đạt (theo trọng số): ",
        "ĐẠI DIỆN NƠI TRÔNG COI",
    ):
        assert said in text
    for page in (text, paper.pdf_text(content(made.pdf))):
        assert str(LATITUDE) not in page
        assert str(LONGITUDE) not in page


def test_a_repair_that_was_seen_stands_in_the_annex(village, closed):
    found = closed.observations.get()
    rounds.answer_repair(by=village.an, pk=found.pk, answer="Đã lợp ngói mới", photo=picture("mai.jpg"))
    rounds.close_repair(by=village.an, pk=found.pk, remedy="Mái kín")
    text = paper.docx_text(content(rounds.print_round(by=village.an, pk=closed.pk).docx))
    annex = text.partition("PHỤ LỤC: TRẢ LỜI VÀ KIỂM TRA LẠI")[2]
    for said in ("Đã lợp ngói mới", "Tệp kèm theo trả lời: ", "Đã khắc phục, ngày", "Mái kín"):
        assert said in annex


def test_the_button_gives_the_file_and_strangers_get_nothing(village, closed, signed):
    address = AT + f"rounds/{closed.pk}/print/"
    assert address in signed(village.lan).get(AT + f"rounds/{closed.pk}/").content.decode()
    assert signed(village.lan).post(address, {"format": "pdf"}).content.startswith(b"%PDF")
    for who in (village.be, village.chi, village.dung):
        assert signed(who).post(address, {"format": "pdf"}).status_code == 404
        with pytest.raises(Visit.DoesNotExist):
            rounds.print_round(by=who, pk=closed.pk)
