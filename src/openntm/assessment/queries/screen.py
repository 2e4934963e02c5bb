"""One criterion on one screen: what is asked, what each layer says, and what the judge makes of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from openntm.assessment.measures import measure_of, split_measure
from openntm.assessment.models import Figure, Layer
from openntm.assessment.queries.figures import FigureView, figures_on
from openntm.assessment.queries.results import judged, place_figures, with_other_sets
from openntm.assessment.queries.slots import Slot, slots_of
from openntm.assessment.spoken import choices_of, language, sex_name, unit_name, written
from openntm.criteria import CriteriaSet, CriterionResult, Finding, load_set
from openntm.office.models import StoredFile
from openntm.places.models import PlaceVersion
from openntm.places.queries import attributes_on

ORDER = [*Layer]


@dataclass(slots=True)
class Row:
    """A figure to report with everything that helps to report it."""

    slot: Slot
    layer: str
    figures: list[Figure]
    last: FigureView | None
    typed: str | None = None
    error: str = ""

    @property
    def dom(self) -> str:
        return "f-" + "-".join(self.slot.figure_id.replace(":", ".").split("."))

    @property
    def finding(self) -> Finding:
        return self.slot.finding

    @property
    def title(self) -> str:
        title = str(getattr(self.slot.asked.title, language()))
        return f"{title} ({sex_name(self.slot.sex)})" if self.slot.sex else title

    @property
    def unit(self) -> str:
        return "" if self.choices else unit_name(self.slot.asked.unit)

    @property
    def choices(self) -> tuple[str, ...]:
        return choices_of(self.slot.asked)

    @property
    def needed(self) -> str:
        return str(getattr(self.finding, f"needed_text_{language()}"))

    @property
    def current(self) -> list[Figure]:
        """The layers side by side, weakest first."""
        shown = [figure for figure in self.figures if figure.current and figure.value]
        return sorted(shown, key=lambda figure: ORDER.index(Layer(figure.layer)))

    @property
    def own(self) -> Figure | None:
        held = [f for f in self.figures if f.current and f.layer == self.layer and f.source.key == "entered"]
        return held[-1] if held else None

    @property
    def value(self) -> str:
        return self.typed if self.typed is not None else written(self.own.value) if self.own else ""

    @property
    def history(self) -> list[Figure]:
        """What was entered before and corrected since, newest first."""
        return [figure for figure in reversed(self.figures) if not figure.current]

    @property
    def files(self) -> list[StoredFile]:
        return list(
            {file.pk: file for figure in self.figures if figure.current for file in figure.evidence.all()}.values()
        )

    @property
    def differs(self) -> bool:
        return len({figure.value for figure in self.current}) > 1

    @property
    def last_text(self) -> str:
        return f"{written(self.last.text)} ({self.last.period})" if self.last else ""


@dataclass(slots=True)
class Screen:
    criteria_set: CriteriaSet
    result: CriterionResult
    rows: list[Row] = field(default_factory=list)
    illustrative: bool = False

    @property
    def has_errors(self) -> bool:
        return any(row.error for row in self.rows)


def screen(
    place: PlaceVersion,
    day: date,
    set_id: str,
    criterion: str,
    layer: str,
    typed: Mapping[str, Any] | None = None,
) -> Screen:
    """`typed` are values that are tried and not saved."""
    criteria_set = load_set(set_id)
    views = figures_on([place], day, set_id=set_id)[place.place_id]
    extra = with_other_sets(criteria_set, [place.place_id], day, {})[place.place_id]
    figures = place_figures(criteria_set, views) | dict(extra) | dict(typed or {})
    result = judged(criteria_set, figures, day, attributes_on([place.place_id], day)[place.place_id])
    slots = slots_of(result, criterion)
    found = next(one for one in result.criteria if one.id == criterion)
    entered, last = _entered(place, day, set_id, slots), _last(place, day, set_id, slots)
    rows = [Row(slot, layer, entered[slot.figure_id], last.get(measure_of(set_id, slot.figure_id))) for slot in slots]
    return Screen(criteria_set, found, rows, any(view.illustrative for view in views.values()))


def _measures(set_id: str, slots: Iterable[Slot]) -> list[str]:
    return [measure_of(set_id, slot.figure_id) for slot in slots]


def _entered(place: PlaceVersion, day: date, set_id: str, slots: list[Slot]) -> dict[str, list[Figure]]:
    """Everything ever entered of exactly this day, with people, sources and evidence: two queries."""
    rows = Figure.objects.filter(place=place.place_id, day=day, measure__in=_measures(set_id, slots))
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in rows.select_related("source", "entered_by").prefetch_related("evidence").order_by("id"):
        found[split_measure(figure.measure)[1]].append(figure)
    return found


def _last(place: PlaceVersion, day: date, set_id: str, slots: list[Slot]) -> dict[str, FigureView]:
    return figures_on([place], day - timedelta(days=1), measures=_measures(set_id, slots))[place.place_id]
