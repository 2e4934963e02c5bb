"""What a spreadsheet of a place and a period holds, and what a returning one is compared with."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from openntm.assessment.access import WRITES
from openntm.assessment.asked import figures_asked, measures_of
from openntm.assessment.measures import measure_of, split_measure
from openntm.assessment.models import Figure, Import, Layer
from openntm.assessment.queries.figures import FigureView, current_figures, figures_on
from openntm.assessment.queries.results import judge_each
from openntm.assessment.queries.slots import Slot, slots_of
from openntm.assessment.sheets.check import Known
from openntm.assessment.sheets.template import Line, Sheet
from openntm.assessment.spoken import choices_of, language, sex_name, unit_name, written
from openntm.criteria import CriteriaSet, load_set
from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.places.queries import territory
from openntm.places.vietnamese import fold

OWN = "entered"
Held = dict[tuple[int, str], tuple[int, str, str]]


def units_for(place: PlaceVersion, criteria_set: CriteriaSet, day: date) -> list[PlaceVersion]:
    """The units that the set judges in a place: the commune itself, or all communes of a district or province."""
    if place.kind in criteria_set.judges:
        return [place]
    return [unit for unit in territory(place.place, day) if unit.kind in criteria_set.judges]


def held_figures(units: Sequence[PlaceVersion], criteria_set: CriteriaSet, day: date, layer: str) -> Held:
    """What the same source already holds of exactly that day and layer."""
    rows = current_figures().filter(day=day, layer=layer, source__key=OWN, measure__in=measures_of(criteria_set))
    rows = rows.filter(place__in=[unit.place_id for unit in units])
    return {
        (place, split_measure(measure)[1]): (pk, value, note)
        for pk, place, measure, value, note in rows.values_list("id", "place_id", "measure", "value", "note")
    }


def known_for(row: Import, place: PlaceVersion, by: Person) -> Known:
    """Only places that the person may write at are known; a stranger's commune is as unknown as an invented one."""
    criteria_set = load_set(row.set_id)
    may = reach(by, today(), WRITES[Layer(row.layer)])
    units = [unit for unit in units_for(place, criteria_set, row.day) if unit.place_id in may]
    names = Counter(fold(unit.name) for unit in units)
    return Known(
        places={unit.code: unit.place_id for unit in units},
        names={fold(unit.name): unit.code for unit in units if names[fold(unit.name)] == 1},
        asked=figures_asked(criteria_set),
        held=held_figures(units, criteria_set, row.day, row.layer),
        fold=lambda name: fold(name.removeprefix("xã ").removeprefix("Xã ")),
    )


def marks(set_id: str, day: date, layer: str) -> dict[str, str]:
    return {"set": set_id, "day": day.isoformat(), "layer": layer}


def sheet_for(place: PlaceVersion, set_id: str, day: date, layer: str) -> Sheet:
    """The template of a period with everything that is already held in it: a template is an export too."""
    criteria_set = load_set(set_id)
    units = units_for(place, criteria_set, day)
    held = held_figures(units, criteria_set, day, layer)
    earlier = figures_on(units, day - timedelta(days=1), set_id=set_id)
    results = judge_each(criteria_set, figures_on(units, day, set_id=set_id), day, {})
    lines: list[Line] = []
    for unit in units:
        for slot in slots_of(results[unit.place_id]):
            lines.append(_line(unit, slot, criteria_set, held, earlier[unit.place_id]))
    names = {"set": getattr(criteria_set.title, language()), "place": place.full_name}
    title = _("%(set)s: figures of %(place)s") % names
    return Sheet(title, list(_notes(day, layer)), marks(set_id, day, layer), lines)


def _notes(day: date, layer: str) -> Iterator[str]:
    names = {"day": day.strftime("%d/%m/%Y"), "layer": Layer(layer).label}
    yield _("As of %(day)s · %(layer)s") % names
    yield _("Fill only the columns “Figure” and “Remark”. An empty cell changes nothing.")


def _line(
    unit: PlaceVersion,
    slot: Slot,
    criteria_set: CriteriaSet,
    held: Held,
    earlier: Mapping[str, FigureView],
) -> Line:
    _pk, value, note = held.get((unit.place_id, slot.figure_id), (0, "", ""))
    last = earlier.get(measure_of(criteria_set.id, slot.figure_id))
    criterion = next(one for one in criteria_set.criteria if one.id == slot.criterion)
    title = getattr(slot.asked.title, language())
    cells = {
        "code": unit.code,
        "place": unit.full_name,
        "criterion": f"{criterion.id}. {getattr(criterion.title, language())}",
        "indicator": slot.figure_id,
        "title": f"{title} ({sex_name(slot.sex)})" if slot.sex else title,
        "unit": unit_name(slot.asked.unit),
        "threshold": getattr(slot.finding, f"needed_text_{language()}"),
        "last": f"{written(last.text)} ({last.period})" if last else "",
        "value": written(value),
        "note": note,
        "key": f"{unit.code}|{slot.figure_id}",
    }
    return Line(cells, choices_of(slot.asked))


def imported_figures(row: Import) -> list[Figure]:
    """The figures of an import that nobody has corrected since."""
    found = Figure.objects.filter(taken_from=row, current=True).select_related("corrects", "place", "source")
    return list(found.order_by("id"))
