"""What two people do in the same moment counts once: a number of a decision, a dossier's decision, a merge."""

from datetime import date

import pytest
from at_once import in_threads, shared_database
from council_cast import TODAY, CouncilCase

from luc_nam import load_luc_nam
from openntm.recognition.models import Decision, TitleEvent, TitleRecord
from openntm.recognition.services import decisions, register
from openntm.recognition.services.carrying import carry_over_titles

__all__ = ["shared_database"]  # a fixture that tests ask for once their rows are written
MERGE = date(2025, 7, 1)
pytestmark = pytest.mark.postgres


@pytest.fixture
def case(transactional_db):
    CouncilCase.setUpTestData()
    return CouncilCase()


def test_of_two_who_take_the_same_number_one_gets_it(case, request):
    dossiers = [case.decidable(), case.decidable(place=case.other_xa)]
    request.getfixturevalue("shared_database")

    def sign(dossier):
        decisions.sign_decision(by=case.chair, dossiers=[dossier.pk], number="12/QĐ-UBND", day=TODAY)

    [error] = in_threads(sign, *((one,) for one in dossiers))
    assert isinstance(error, register.NumberTaken)
    shown = []
    in_threads(lambda: shown.append((Decision.objects.count(), TitleRecord.objects.count())), ())
    assert shown == [(1, 1)]


def test_a_dossier_that_two_decide_on_is_decided_once(case, request):
    dossier = case.decidable()
    request.getfixturevalue("shared_database")

    def sign(number):
        decisions.sign_decision(by=case.chair, dossiers=[dossier.pk], number=number, day=TODAY)

    [error] = in_threads(sign, ("12/QĐ-UBND",), ("13/QĐ-UBND",))
    assert isinstance(error, decisions.NotVotedOn)
    shown = []
    in_threads(lambda: shown.append((Decision.objects.count(), TitleRecord.objects.count())), ())
    assert shown == [(1, 1)]


@pytest.mark.slow  # Lục Nam is written into a database that is emptied afterwards
@pytest.mark.parametrize("kind", ["merge", "abolish"])
def test_a_change_carried_over_by_two_ends_each_title_once(kind, transactional_db, request):
    load_luc_nam()
    change = TitleEvent.objects.filter(kind="superseded", day=MERGE, change__kind=kind).first().change
    written = TitleEvent.objects.filter(change=change)
    old = list(written.values_list("record_id", flat=True))
    written.delete()
    TitleRecord.objects.filter(pk__in=old).update(to_day=None)
    TitleRecord.objects.filter(from_day=MERGE).delete()
    request.getfixturevalue("shared_database")
    assert in_threads(lambda: carry_over_titles(by=None, change=change), (), ()) == []
    shown = []
    in_threads(lambda: shown.append((sorted(written.values_list("record_id", flat=True)), old)), ())
    [(again, before)] = shown
    assert again == sorted(before) != []
