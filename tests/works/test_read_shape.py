"""Where a work lies: typed or from GeoJSON, within Vietnam, some hundred points at most."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.works.services import refusals
from openntm.works.shapes import MOST, shape_of, shape_of_geojson, shape_of_text, text_of_shape

LAT, LON = st.floats(6, 24), st.floats(102, 118)


def geojson(kind, coordinates, wrap=lambda one: one):
    return json.dumps(wrap({"type": kind, "coordinates": coordinates})).encode()


@given(st.lists(st.tuples(LON, LAT), min_size=1, max_size=20))
def test_what_is_written_out_is_read_back_the_same(points):
    shape = shape_of(points)
    assert shape_of_text(text_of_shape(shape)) == shape
    assert shape_of_text(text_of_shape(shape, "; ")) == shape
    assert shape_of_geojson(geojson(shape["type"], shape["coordinates"])) == shape


def test_nothing_typed_is_no_place():
    assert shape_of_text(" \n ") is None
    assert text_of_shape(None) == ""


@pytest.mark.parametrize("text", ["here", "21.2", "21.2, 106.4, 3", "21,2 106,4 x"])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(refusals.NoPosition):
        shape_of_text(text)


@pytest.mark.parametrize("text", ["106.4, 21.2", "0, 0", "21.2, -106.4"])
def test_outside_vietnam_is_refused(text):
    with pytest.raises(refusals.OutsideVietnam):
        shape_of_text(text)


def test_a_line_has_some_hundred_points_at_most():
    with pytest.raises(refusals.TooManyPoints):
        shape_of([(106.0, 21.0)] * (MOST + 1))


def test_a_feature_and_a_collection_of_one_are_taken():
    line = [[106.5, 21.2], [106.6, 21.3]]
    feature = lambda one: {"type": "Feature", "properties": {}, "geometry": one}  # noqa: E731
    collection = lambda one: {"type": "FeatureCollection", "features": [feature(one)]}  # noqa: E731
    for wrap in (feature, collection):
        assert shape_of_geojson(geojson("LineString", line, wrap))["coordinates"] == line


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[", b"[]", b"null", b'{"type": "Point"}', b"\xff\xfe", b'{"features": []}'),
        geojson("Polygon", [[[106, 21]]]),
        geojson("Point", ["106", "21"]),
        geojson("LineString", []),
        geojson("Point", [True, 21]),
    ],
)
def test_what_is_no_point_or_line_is_refused(content):
    with pytest.raises(refusals.NotGeoJson):
        shape_of_geojson(content)


@given(st.binary(max_size=200))
def test_no_file_breaks_the_reader(content):
    with contextlib.suppress(refusals.ShapeRefused):
        shape_of_geojson(content)
