"""Reads: which unit stands on a day, what it is made of, what it became, how it is found."""

from openntm.places.queries.attributes import attribute_records, attributes_of, attributes_on, centres_of, region_of
from openntm.places.queries.boundaries import boundaries_on, territory_since
from openntm.places.queries.lineage import carried, predecessor_ids, predecessors, successors
from openntm.places.queries.search import Hit, search
from openntm.places.queries.territory import lifetime, territory
from openntm.places.queries.unit_sets import members_on, unit_sets_over
from openntm.places.queries.units import (
    PlaceNotFound,
    bearer_of,
    children_of,
    code_history,
    in_force,
    nearest_version,
    place_at,
    subtree,
    superiors_of,
    version_of,
    versions_of,
)

__all__ = [
    "Hit",
    "PlaceNotFound",
    "attribute_records",
    "attributes_of",
    "attributes_on",
    "bearer_of",
    "boundaries_on",
    "carried",
    "centres_of",
    "children_of",
    "code_history",
    "in_force",
    "lifetime",
    "members_on",
    "nearest_version",
    "place_at",
    "predecessor_ids",
    "predecessors",
    "region_of",
    "search",
    "subtree",
    "successors",
    "superiors_of",
    "territory",
    "territory_since",
    "unit_sets_over",
    "version_of",
    "versions_of",
]
