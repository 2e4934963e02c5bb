"""Boundaries come from a file as a whole or not at all."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from openntm.places import geojson, queries
from openntm.places.geojson import BoundariesRefused
from openntm.places.models import Boundary
from openntm.places.services import load_boundaries
from openntm.portal.command import group as main

SQUARE = [[106.4, 21.3], [106.5, 21.3], [106.5, 21.4], [106.4, 21.4], [106.4, 21.3]]
NOW = date(2026, 11, 1)


def feature(code="07444", name="Lục Nam", rings=None, kind="Polygon"):
    geometry = {"type": kind, "coordinates": [SQUARE] if rings is None else rings}
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


@pytest.fixture
def written(tmp_path):
    def write(*features, **more):
        path = tmp_path / "units.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}))
        return path

    return write


def test_a_boundary_counts_from_the_day_of_the_last_merge(unit, written):
    load_boundaries(path=written(feature()), on=NOW)
    place = unit("07444", "2026-11-01").place
    assert Boundary.objects.get().valid_from == date(2025, 7, 1)
    assert queries.boundaries_on([place.pk], date(2025, 7, 1))[place.pk]["type"] == "MultiPolygon"
    assert queries.boundaries_on([unit("07444").place.pk], date(2025, 6, 30)) == {}


def test_a_boundary_of_the_smaller_town_is_not_shown_for_the_larger(unit, written):
    place = unit("07444").place
    load_boundaries(path=written(feature(name="Đồi Ngô")), on=date(2019, 6, 1))
    assert place.pk in queries.boundaries_on([place.pk], date(2019, 12, 31))
    assert queries.boundaries_on([place.pk], date(2020, 1, 1)) == {}


def test_loading_twice_keeps_one_boundary(luc_nam, written):
    for _ in range(2):
        load_boundaries(path=written(feature(kind="MultiPolygon", rings=[[SQUARE]])), on=NOW)
    assert Boundary.objects.count() == 1


OPEN, SHORT = SQUARE[:-1], [*SQUARE[:2], SQUARE[0]]
BOW_TIE = [SQUARE[0], SQUARE[2], SQUARE[1], [106.3, 21.5], SQUARE[0]]
FLAT = [SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[1], SQUARE[0]]
METRES = [[x * 5000, y * 100000] for x, y in SQUARE]


@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        (feature(code="99999"), "no unit bears it"),
        (feature(code="07516", name="Vũ Xá"), "it stood for xã Vũ Xá from 2011-01-01"),
        (feature(code="07450", name="Đông Hưng"), "07450 is xã Đông Phú on 2026-11-01, the file says Đông Hưng"),
        (feature(code=7444), "property `code`"),
        (feature(kind="Point"), "Polygon or MultiPolygon"),
        (feature(code="07450", name="", rings=[OPEN]), "the last must be the first"),
        (feature(code="07450", name="", rings=[SHORT]), "four points"),
        (feature(code="07450", name="", rings=[FLAT]), "encloses nothing"),
        (feature(code="07450", name="", rings=[BOW_TIE]), "crosses itself"),
        (feature(code="07450", name="", rings=[METRES]), "not degrees"),
        (feature(code="07450", name="", rings=[[["a", 1]]]), "not a point"),
        (feature(code="07450", name="", rings=[]), "without coordinates"),
        (feature(), "stands twice"),
        ({"type": "Feature"}, "property `code`"),
    ],
)
def test_a_wrong_feature_refuses_the_whole_file(luc_nam, written, spoiled, message):
    with pytest.raises(BoundariesRefused, match=message):
        load_boundaries(path=written(feature(), spoiled), on=NOW)
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"code;name", "not GeoJSON"),
        (b"\xff\xfe\x00", "not GeoJSON"),
        (b"[]", "FeatureCollection is expected"),
        (b'{"type": "FeatureCollection", "features": []}', "no feature"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "NaN is no number"),
        (b"[" * 100_000, "not GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [1], "crs": {"properties": {"name": "EPSG:3405"}}}', "WGS 84"),
    ],
)
def test_what_is_no_geojson_is_refused(tmp_path, content, message):
    path = tmp_path / "wrong.geojson"
    path.write_bytes(content)
    with pytest.raises(BoundariesRefused, match=message):
        geojson.read_shapes(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(geojson, "LARGEST_FILE", 10)
    path = tmp_path / "large.geojson"
    path.write_bytes(b" " * 11)
    with pytest.raises(BoundariesRefused, match="larger"):
        geojson.read_shapes(path)


def test_the_command_ends_with_2_and_one_line(luc_nam, written):
    done = CliRunner().invoke(main, ["places", "boundaries", str(written(feature(code="99999"))), "--on", "2026-11-01"])
    assert done.exit_code == 2
    assert "99999" in done.output
    assert "Nothing was written" in done.output
    assert not Boundary.objects.exists()


def test_the_command_names_the_units(luc_nam, written):
    done = CliRunner().invoke(main, ["places", "boundaries", str(written(feature())), "--on", "2026-11-01"])
    assert done.exit_code == 0
    assert "phường Lục Nam" in done.output
