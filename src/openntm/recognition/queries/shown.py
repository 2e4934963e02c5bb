"""Reads: title records as the pages show them: with today's score beside them and with what may be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from openntm.assessment.access import Sight
from openntm.places.models import PlaceVersion
from openntm.recognition.models import TitleEvent, TitleRecord
from openntm.recognition.queries.scores import Score, score_of, scores_on
from openntm.recognition.queries.titles import timeline, titles_on


@dataclass(frozen=True)
class Entry:
    """A record with its events by the day; the score is another fact and has no part in the title."""

    record: TitleRecord
    events: tuple[TitleEvent, ...]
    on: date
    score: Score | None = None

    @property
    def is_under_review(self) -> bool:
        turns = [event.kind for event in self.events if event.kind in TURNS]
        return bool(turns) and turns[-1] == TitleEvent.Kind.REVIEW_OPENED and self.is_held

    @property
    def has_ended(self) -> bool:
        """By an event that says how, not merely by a day."""
        return any(event.kind in TitleEvent.ENDING for event in self.events)

    @property
    def is_held(self) -> bool:
        return self.record.is_held_on(self.on)

    @property
    def is_by_rule_alone(self) -> bool:
        return self.record.is_by_rule_alone and self.is_held


TURNS = (TitleEvent.Kind.REVIEW_OPENED, TitleEvent.Kind.REVIEW_CLOSED)


def entries_on(units: Iterable[PlaceVersion], on: date, sight: Sight) -> dict[int, list[Entry]]:
    """By place, oldest first; scores only of units that stand on the day and whose results may be seen."""
    units = list(units)
    held = titles_on([unit.place_id for unit in units], on)
    levels = scores_on([unit for unit in units if unit.stands_on(on)], held, on, sight)
    found: dict[int, list[Entry]] = {unit.place_id: [] for unit in units}
    for record in timeline(found, on):
        found[record.place_id].append(_entry(record, levels.get(record.place_id, {}), on))
    return found


def _entry(record: TitleRecord, levels: Mapping[str, Score], on: date) -> Entry:
    score = score_of(record.title, levels) if record.is_held_on(on) and not record.holder else None
    return Entry(record, tuple(record.happened), on, score)  # type: ignore[attr-defined]
