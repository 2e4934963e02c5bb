"""Places, their versions, what changes them and what is known of them."""

from openntm.places.models.acts import Act, Change, ChangeKind, Lineage, Part
from openntm.places.models.attributes import Attribute, Boundary, Centre
from openntm.places.models.kinds import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    HAMLET_KINDS,
    LEVELS,
    PROVINCE_KINDS,
    Kind,
    level_of,
)
from openntm.places.models.unit_sets import UnitSet, UnitSetMember
from openntm.places.models.units import KIND_WORDS, Place, PlaceVersion

__all__ = [
    "COMMUNE_KINDS",
    "DISTRICT_KINDS",
    "HAMLET_KINDS",
    "KIND_WORDS",
    "LEVELS",
    "PROVINCE_KINDS",
    "Act",
    "Attribute",
    "Boundary",
    "Centre",
    "Change",
    "ChangeKind",
    "Kind",
    "Lineage",
    "Part",
    "Place",
    "PlaceVersion",
    "UnitSet",
    "UnitSetMember",
    "level_of",
]
