"""A figure is entered, corrected and kept side by side with those of other layers."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from openntm.assessment.models import Figure, Layer, Source
from openntm.assessment.queries import figures_on, layers_on, results_on
from openntm.assessment.services import (
    AlreadyCorrected,
    FigureWrong,
    correct_figure,
    own_source,
    record_figure,
)
from openntm.office.models import LogEntry

from .conftest import DAY, NTM

pytestmark = pytest.mark.postgres  # the constraint on current figures

POWER = f"{NTM}/4.2"


def enter(by, land, value, **more):
    return record_figure(by=by, place=land.commune.place, measure=POWER, day=DAY, value=value, unit="percent", **more)


def test_a_figure_is_kept_exactly_and_the_log_says_so(land, an):
    figure = enter(an, land, Decimal("98.50"))
    assert figure.value == "98.5"
    assert (figure.period, figure.layer, figure.entered_by) == ("2023", Layer.SELF, an)
    entry = LogEntry.objects.get(verb="figure.record")
    assert entry.changed["value"] == [None, "98.5"]
    assert entry.place_key == land.commune.place.key


def test_a_second_entry_corrects_the_first_and_keeps_it(land, an):
    first, second = enter(an, land, "90"), enter(an, land, "96")
    first.refresh_from_db()
    assert second.corrects == first
    assert (first.value, first.current) == ("90", False)
    assert LogEntry.objects.get(verb="figure.correct").changed["value"] == ["90", "96"]


def test_the_same_value_that_is_no_longer_illustrative_corrects_the_mark(land, an):
    first = enter(an, land, "90", illustrative=True)
    second = enter(an, land, "90")
    assert (first.pk != second.pk, second.illustrative, second.corrects) == (True, False, first)
    assert enter(an, land, "90") == second


def test_the_same_value_again_changes_nothing(land, an):
    assert enter(an, land, "90") == enter(an, land, "90.0")
    assert LogEntry.objects.filter(verb__startswith="figure").count() == 1


def test_layers_stand_side_by_side_and_the_strongest_counts(land, an, binh, chi):
    enter(an, land, "99")
    enter(binh, land, "96", layer=Layer.CHECKED)
    enter(chi, land, "94", layer=Layer.APPRAISED)
    layers = layers_on(land.commune, DAY, NTM)["4.2"]
    assert {layer: [view.text for view in views] for layer, views in layers.items()} == {
        "self": ["99"],
        "checked": ["96"],
        "appraised": ["94"],
    }
    assert results_on([land.commune], NTM, DAY)[land.commune.place_id].findings["4.2"].verdict == "not_met"


def test_a_commune_officer_neither_checks_nor_enters_for_another_commune(land, an):
    with pytest.raises(PermissionDenied):
        enter(an, land, "99", layer=Layer.CHECKED)
    with pytest.raises(PermissionDenied):
        record_figure(by=an, place=land.communes[1].place, measure=POWER, day=DAY, value="99")


def test_a_stranger_and_a_reader_are_refused(land, dung, leader):
    for person in (dung, leader):
        with pytest.raises(PermissionDenied):
            enter(person, land, "99")
    assert not Figure.objects.exists()


def test_a_correction_needs_a_reason_and_the_current_figure(land, an):
    first = enter(an, land, "90")
    with pytest.raises(FigureWrong):
        correct_figure(by=an, pk=first.pk, value="91", reason="  ")
    correct_figure(by=an, pk=first.pk, value="91", reason="Đếm lại")
    with pytest.raises(AlreadyCorrected):
        correct_figure(by=an, pk=first.pk, value="92", reason="Đếm lại")


def test_a_stranger_does_not_even_find_the_figure(land, an, dung):
    first = enter(an, land, "90")
    with pytest.raises(Figure.DoesNotExist):
        correct_figure(by=dung, pk=first.pk, value="91", reason="Đếm lại")


def test_a_withdrawn_figure_is_no_figure(land, an):
    enter(an, land, "90")
    enter(an, land, "")
    assert figures_on([land.commune], DAY, set_id=NTM) == {land.commune.place_id: {}}


def test_a_value_that_is_far_too_long_is_refused(land, an):
    with pytest.raises(FigureWrong):
        enter(an, land, "9" * 81)


def test_the_database_refuses_two_current_figures_of_one_source(land, an):
    first = enter(an, land, "90")
    first.pk, first.corrects = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_generated_figures_are_always_marked(land, db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(key="made", title="made", kind=Source.Kind.GENERATOR)
    made = Source.objects.create(key="made", title="made", kind=Source.Kind.GENERATOR, illustrative=True)
    assert enter(None, land, "90", source=made).illustrative


def test_one_commune_takes_as_many_queries_as_all(land, an, django_assert_num_queries):
    for commune in land.communes:
        record_figure(by=None, place=commune.place, measure=POWER, day=DAY, value="99", source=own_source())
    with django_assert_num_queries(1):
        figures_on([land.commune], DAY, set_id=NTM)
    with django_assert_num_queries(1):
        figures_on(land.communes, DAY, set_id=NTM)


def test_figures_from_before_the_set_answer_another_law(land, an):
    early = DAY.replace(year=2020)
    record_figure(by=an, place=land.commune.place, measure=POWER, day=early, value="99")
    assert figures_on([land.commune], DAY, set_id=NTM)[land.commune.place_id] == {}
    assert figures_on([land.commune], DAY, measures=[POWER])[land.commune.place_id][POWER].text == "99"
