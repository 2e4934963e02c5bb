"""Two sources disagree: both stay, until somebody decides and says why."""

import pytest
from django.core.exceptions import PermissionDenied

from openntm.assessment.models import ConflictDecision, Figure, Layer
from openntm.assessment.queries import conflicts, figures_on, results_on
from openntm.assessment.services import NoConflict, ReasonMissing, decide_conflict, record_figure
from openntm.office.models import LogEntry

from .conftest import DAY, NTM

pytestmark = pytest.mark.postgres  # grouping and the constraint on current figures

HAMLETS = "title.model_hamlet.hamlets"


@pytest.fixture
def counts(land, press):
    """14 model hamlets as one page says, 17 as another."""
    return [say(land, press(key), value) for key, value in (("mot", "14"), ("hai", "17"))]


def say(land, source, value, measure=HAMLETS, place=None):
    place = place or land.district.place
    return record_figure(
        by=None, place=place, measure=measure, day=DAY, value=value, source=source, layer=Layer.PUBLISHED
    )


def test_both_values_are_shown(land, counts):
    (conflict,) = conflicts([land.district], DAY)
    assert [view.text for view in conflict.values] == ["14", "17"]
    assert conflict.decided is None
    view = figures_on([land.district], DAY, measures=[HAMLETS])[land.district.place_id][HAMLETS]
    assert view.is_disputed
    assert {view.text, *(rival.text for rival in view.rivals)} == {"14", "17"}


def test_a_decision_with_a_reason_settles_it_and_the_log_says_so(land, counts, binh):
    decide_conflict(by=binh, chosen=counts[0].pk, reason="Quyết định công nhận đếm được 14")
    (conflict,) = conflicts([land.district], DAY)
    assert conflict.decided.text == "14"
    assert len(conflict.values) == 2
    view = figures_on([land.district], DAY, measures=[HAMLETS])[land.district.place_id][HAMLETS]
    assert (view.text, view.is_disputed) == ("14", False)
    assert LogEntry.objects.filter(verb="conflict.decide").exists()


def test_a_later_figure_opens_the_question_again(land, counts, binh, press):
    decide_conflict(by=binh, chosen=counts[0].pk, reason="Theo quyết định")
    say(land, press("ba"), "18")
    (conflict,) = conflicts([land.district], DAY)
    assert conflict.decided is None


def test_the_wrong_person_is_refused(land, counts, an, chi, dung):
    with pytest.raises(PermissionDenied):
        decide_conflict(by=chi, chosen=counts[0].pk, reason="vì")
    for person in (an, dung):
        with pytest.raises(Figure.DoesNotExist):
            decide_conflict(by=person, chosen=counts[0].pk, reason="vì")


def test_without_a_reason_nothing_is_decided(land, counts, binh):
    with pytest.raises(ReasonMissing):
        decide_conflict(by=binh, chosen=counts[0].pk, reason="   ")
    assert not ConflictDecision.objects.exists()


def test_where_all_agree_there_is_nothing_to_decide(land, press, binh):
    figure = say(land, press("mot"), "14")
    say(land, press("hai"), "14.0")
    with pytest.raises(NoConflict):
        decide_conflict(by=binh, chosen=figure.pk, reason="vì")


def test_while_undecided_the_less_favourable_value_is_judged(land, press):
    for key, value in (("mot", "94"), ("hai", "99")):
        say(land, press(key), value, f"{NTM}/4.2", land.commune.place)
    finding = results_on([land.commune], NTM, DAY)[land.commune.place_id].findings["4.2"]
    assert (str(finding.figure), finding.verdict) == ("94", "not_met")


def test_conflicts_of_many_places_take_three_queries(land, counts, django_assert_num_queries):
    with django_assert_num_queries(3):
        conflicts([land.district, *land.communes], DAY)
