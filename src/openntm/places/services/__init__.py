"""Writes: the product's record, later changes, boundaries."""

from openntm.places.services.attributes import set_illustrative_attribute
from openntm.places.services.boundaries import load_boundaries
from openntm.places.services.loading import Loaded, load_places

__all__ = ["Loaded", "load_boundaries", "load_places", "set_illustrative_attribute"]
