"""An assessment is frozen: law, figures, units and findings in one document that never changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from openntm import __version__
from openntm.assessment.access import refuse_unless
from openntm.assessment.models import Assessment
from openntm.assessment.queries.figures import FigureView, figures_on
from openntm.assessment.queries.results import judged_value, with_other_sets
from openntm.assessment.queries.sheets import units_for
from openntm.assessment.snapshot import Case, build_snapshot, checksum, read_snapshot
from openntm.criteria import CriteriaSet, load_set
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.queries import attributes_on

Extra = Mapping[int, Mapping[str, Any]]


class NothingToFreeze(ValueError):
    """The set judges no unit of the place on that day."""


@transaction.atomic
def freeze_assessment(
    *, by: Person, place: PlaceVersion, set_id: str, on: date, extra_figures: Extra | None = None
) -> Assessment:
    """The same figures frozen twice give two rows with one checksum."""
    refuse_unless(by, Action.FREEZE_ASSESSMENT, place.place)
    criteria_set = load_set(set_id)
    units = units_for(place, criteria_set, on)
    if not units:
        raise NothingToFreeze
    cases, illustrative = cases_of(criteria_set, units, on, extra_figures or {})
    content = build_snapshot(set_id, on, cases)
    assessment = Assessment.objects.create(
        place=place.place,
        set_id=criteria_set.id,
        set_checksum=read_snapshot(content)["set"]["sha256"],
        on=on,
        engine_version=__version__,
        content=content.decode(),
        sha256=checksum(content),
        illustrative=illustrative,
        frozen_by=by,
        frozen_at=timezone.now(),
    )
    after = {"set": criteria_set.id, "on": on.isoformat(), "sha256": assessment.sha256, "units": len(units)}
    record(by, "assessment.freeze", assessment, after=after, place=place.place)
    return assessment


def cases_of(
    criteria_set: CriteriaSet, units: Sequence[PlaceVersion], on: date, extra_figures: Extra
) -> tuple[list[Case], bool]:
    """Every unit as it goes into the snapshot, and whether any figure is illustrative."""
    ids = [unit.place_id for unit in units]
    held = figures_on(ids, on, set_id=criteria_set.id)
    known = attributes_on(ids, on)
    extra = with_other_sets(criteria_set, ids, on, extra_figures)
    cases = [
        _case(criteria_set, unit, held[unit.place_id], known[unit.place_id], extra[unit.place_id]) for unit in units
    ]
    return cases, any(view.illustrative for views in held.values() for view in views.values())


def _case(
    criteria_set: CriteriaSet,
    unit: PlaceVersion,
    views: Mapping[str, FigureView],
    known: Mapping[str, Any],
    extra: Mapping[str, Any],
) -> Case:
    asked = criteria_set.by_id
    figures: dict[str, Any] = {view.figure_id: _figure(judged_value(asked, view), view) for view in views.values()}
    region, group = known.get("region"), known.get("group")
    return Case(
        place=unit.code,
        figures=figures | dict(extra),
        region=str(region) if region else None,
        group=str(group) if group else None,
        attributes=known,
        unit=_unit(unit),
    )


def _figure(value: Any, view: FigureView) -> dict[str, Any]:
    return {
        "value": value,
        "day": view.day,
        "layer": view.layer,
        "source": view.source_title,
        "correction": view.corrects_id is not None,
        "illustrative": view.illustrative,
        "disputed": view.is_disputed,
    }


def _unit(unit: PlaceVersion) -> dict[str, Any]:
    return {
        "key": unit.place.key,
        "code": unit.code,
        "name": unit.full_name,
        "kind": unit.kind,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }
