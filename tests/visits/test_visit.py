"""Visits are general: any package may begin them for its own subject and say who may touch them."""

from datetime import date

import pytest

from openntm.office.models import LogEntry
from openntm.visits.models import Visit
from openntm.visits.queries import open_major, score, unanswered
from openntm.visits.services import add_observation, answer_items, close_observation, close_visit, refusals, start_visit
from orchard import make_orchard

DAY = date(2026, 1, 10)


@pytest.fixture
def orchard(db):
    return make_orchard()


@pytest.fixture
def visit(orchard):
    given = {"place": orchard.commune, "subject_kind": "producer", "subject_key": "7", "kind": "internal"}
    return start_visit(by=orchard.an, day=DAY, **given)


def test_it_begins_with_the_newest_checklist_and_the_log_says_so(visit):
    assert (visit.checklist, visit.version, visit.is_open) == ("vietgap-internal", 1, True)
    assert LogEntry.objects.filter(verb="visit.start", subject_key=str(visit.pk)).exists()


def test_without_a_checklist_or_ahead_of_its_day_none_begins(orchard):
    given = {"by": orchard.an, "place": orchard.commune, "subject_key": "1", "kind": "internal"}
    with pytest.raises(refusals.ChecklistUnknown):
        start_visit(**given, subject_kind="bridge", day=DAY)
    with pytest.raises(refusals.VisitInTheFuture):
        start_visit(**given, subject_kind="producer", day=date(2099, 1, 1))


def test_answers_are_kept_once_an_item_and_an_unknown_item_is_refused(orchard, visit):
    given = {"by": orchard.an, "pk": visit.pk, "among": Visit.objects.all()}
    assert len(answer_items(**given, answers={"diary.kept": ("ok", "")})) == 1
    assert answer_items(**given, answers={"diary.kept": ("ok", "")}) == []
    answer_items(**given, answers={"diary.kept": ("not_ok", "Thiếu")})
    assert visit.answers.get().answer == "not_ok"
    with pytest.raises(refusals.ItemUnknown):
        answer_items(**given, answers={"colour": ("ok", "")})
    assert LogEntry.objects.filter(verb="visit.answer").count() == 2


def test_who_is_not_let_among_them_finds_no_visit(orchard, visit):
    with pytest.raises(Visit.DoesNotExist):
        close_visit(by=orchard.an, pk=visit.pk, among=Visit.objects.none(), result="X")


def test_the_score_weighs_what_applies(orchard, visit):
    answers = {item.key: ("na", "") for item in unanswered(visit)}
    given = {"by": orchard.an, "pk": visit.pk, "among": Visit.objects.all()}
    answer_items(**given, answers=answers)
    assert score(visit) is None
    answer_items(**given, answers={"inputs.waiting": ("ok", ""), "people.trained": ("not_ok", "")})
    assert score(Visit.objects.get()) == 75


def test_a_result_is_asked_and_majors_stay_open_until_their_remedy(orchard, visit):
    given = {"by": orchard.an, "pk": visit.pk, "among": Visit.objects.all()}
    answer_items(**given, answers={item.key: ("ok", "") for item in unanswered(visit)})
    with pytest.raises(refusals.DueBeforeVisit):
        add_observation(**given, severity="major", text="A", demand="B", due=date(2026, 1, 9))
    found = add_observation(**given, severity="major", text="A", demand="B", due=DAY)
    with pytest.raises(refusals.ResultMissing):
        close_visit(**given, result=" ")
    close_visit(**given, result="Xong")
    assert list(open_major(Visit.objects.all())) == [found]
    close_observation(by=orchard.an, pk=found.pk, among=Visit.objects.all(), remedy="Đã làm")
    assert not open_major(Visit.objects.all()).exists()
    with pytest.raises(refusals.ObservationClosed):
        close_observation(by=orchard.an, pk=found.pk, among=Visit.objects.all(), remedy="Nữa")
