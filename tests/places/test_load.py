"""Loading the record of Lục Nam: the units of every day, and nothing changes on a second run."""

import pytest

from openntm.places.consistency import problems
from openntm.places.models import PlaceVersion
from openntm.places.record import RecordRefused
from openntm.places.services import load_places

pytestmark = pytest.mark.django_db


def test_the_record_is_loaded_and_adds_up():
    loaded = load_places()
    assert loaded.created > 100
    assert problems() == []


def test_a_second_run_changes_nothing():
    load_places()
    again = load_places()
    assert again.is_quiet
    assert again.unchanged > 100


def test_a_row_that_was_spoiled_is_mended():
    load_places()
    PlaceVersion.objects.filter(code="07450").update(name="Sai")
    assert load_places().changed == 2
    assert not PlaceVersion.objects.filter(name="Sai").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("places: [", "broken.yaml"),
        ("acts: {a: {}}", "title"),
        ("sources: {s: {title: x}}\nsources: {}", "twice"),
        ("places: {p: [{code: 24, name: A, kind: tinh, from: 2011-01-01, source: [s]}]}", "code"),
        ('places: {p: [{code: "24", name: A, kind: tinh, from: 2011-01-01}]}', "no source"),
        ('places: {p: [{code: "24", name: A, kind: tinh, from: 2011-01-01, source: [q]}]}', "unknown q"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_written(tmp_path, content, message):
    (tmp_path / "broken.yaml").write_text(content)
    with pytest.raises(RecordRefused, match=message):
        load_places(tmp_path)
    assert not PlaceVersion.objects.exists()


def test_a_history_with_a_gap_is_refused_and_nothing_is_written(tmp_path):
    version = '{{code: "24", name: A, kind: tinh, from: {}, to: {}, source: [s]}}'
    first, second = version.format("2011-01-01", "2020-01-01"), version.format("2021-01-01", "2022-01-01")
    (tmp_path / "gap.yaml").write_text(f"sources: {{s: {{title: x}}}}\nplaces: {{p: [{first}, {second}]}}")
    with pytest.raises(RecordRefused, match="do not follow each other"):
        load_places(tmp_path)
    assert not PlaceVersion.objects.exists()
