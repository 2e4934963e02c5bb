"""The waiting period between a treatment and a harvest, worked out from the entries alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openntm.produce.models import DiaryEntry
from openntm.produce.waiting import allowed_from, conflicts, free_from, standing

START = date(2026, 1, 1)


def entry(pk, kind, day, *, plot=1, waits=None, corrects=None, withdrawn=False):
    day = START + timedelta(days=day)
    return DiaryEntry(
        pk=pk, kind=kind, plot_id=plot, day=day, waiting_days=waits, corrects_id=corrects, withdrawn=withdrawn
    )


@st.composite
def diaries(draw):
    kinds = st.sampled_from(["treatment", "harvest", "watering"])
    found = []
    for pk in range(1, draw(st.integers(0, 12)) + 1):
        kind = draw(kinds)
        waits = draw(st.integers(0, 30)) if kind == "treatment" else None
        open_ones = [one.pk for one in standing(found)]
        corrects = draw(st.sampled_from([None, *open_ones]))
        old = next((one for one in found if one.pk == corrects), None)
        kind = old.kind if old else kind
        waits = (draw(st.integers(0, 30)) if kind == "treatment" else None) if old else waits
        plot = old.plot_id if old else draw(st.integers(1, 2))
        gone = bool(old) and draw(st.booleans())
        day = draw(st.integers(0, 40))
        found.append(entry(pk, kind, day, plot=plot, waits=waits, corrects=corrects, withdrawn=gone))
    return found


def test_a_harvest_on_the_last_waiting_day_is_early_and_on_the_next_it_is_not():
    spray = entry(1, "treatment", 0, waits=14)
    [found] = conflicts([spray, entry(2, "harvest", 13)])
    assert (found.treatment, found.allowed_from) == (spray, START + timedelta(days=14))
    assert conflicts([spray, entry(2, "harvest", 14)]) == []


def test_a_treatment_of_the_same_day_counts_as_done_before_the_harvest():
    assert conflicts([entry(1, "harvest", 5), entry(2, "treatment", 5, waits=1)])


def test_a_treatment_after_the_harvest_or_on_another_plot_does_not_count():
    harvest = entry(1, "harvest", 5)
    assert not conflicts([harvest, entry(2, "treatment", 6, waits=9), entry(3, "treatment", 4, plot=2, waits=9)])


def test_what_was_corrected_or_withdrawn_counts_no_longer():
    spray, harvest = entry(1, "treatment", 0, waits=14), entry(2, "harvest", 10)
    assert not conflicts([spray, harvest, entry(3, "treatment", 0, waits=7, corrects=1)])
    assert not conflicts([spray, harvest, entry(3, "treatment", 0, waits=14, corrects=1, withdrawn=True)])
    assert conflicts([spray, harvest, entry(3, "harvest", 9, corrects=2)])


def test_a_treatment_that_is_entered_late_counts_too():
    harvest = entry(1, "harvest", 10)
    assert not conflicts([harvest])
    assert conflicts([harvest, entry(2, "treatment", 3, waits=14)])


@given(diaries())
def test_no_harvest_on_or_after_the_day_allowed_is_early(entries):
    for plot in (1, 2):
        free = allowed_from(entries, plot)
        late = [one for one in conflicts(entries) if one.harvest.plot_id == plot]
        assert all(one.harvest.day < one.allowed_from <= free for one in late)
        if free:
            assert not [
                one
                for one in conflicts([*entries, entry(99, "harvest", (free - START).days, plot=plot)])
                if one.harvest.pk == 99
            ]


@given(diaries())
def test_the_order_in_which_entries_were_written_does_not_matter(entries):
    def pairs(found):
        return sorted((one.treatment.pk, one.harvest.pk) for one in conflicts(found))

    assert pairs(entries) == pairs(list(reversed(entries)))


@given(diaries())
def test_an_early_harvest_is_early_by_a_treatment_of_its_plot_that_waits(entries):
    for one in conflicts(entries):
        assert one.treatment.plot_id == one.harvest.plot_id
        assert one.treatment.day <= one.harvest.day < free_from(one.treatment) == one.allowed_from


@given(diaries(), st.integers(1, 30))
def test_waiting_longer_never_makes_a_harvest_less_early(entries, more):
    before = {(one.treatment.pk, one.harvest.pk) for one in conflicts(entries)}
    for one in entries:
        if one.kind == "treatment":
            one.waiting_days += more
    assert before <= {(one.treatment.pk, one.harvest.pk) for one in conflicts(entries)}
