"""Writes: the product's record, later changes, boundaries."""

from openntm.places.services.attributes import set_illustrative_attribute
from openntm.places.services.boundaries import load_boundaries
from openntm.places.services.changes import (
    NewUnit,
    abolish_place,
    merge_places,
    rekind_place,
    rename_place,
    reparent_place,
    split_place,
)
from openntm.places.services.loading import Loaded, load_places
from openntm.places.services.refusals import ChangeRefused
from openntm.places.services.unit_sets import load_unit_sets

__all__ = [
    "ChangeRefused",
    "Loaded",
    "NewUnit",
    "abolish_place",
    "load_boundaries",
    "load_places",
    "load_unit_sets",
    "merge_places",
    "rekind_place",
    "rename_place",
    "reparent_place",
    "set_illustrative_attribute",
    "split_place",
]
