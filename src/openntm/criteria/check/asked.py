"""What holds for one indicator, part or prerequisite."""

from collections.abc import Iterator

from openntm.criteria.check.rows import row_complaints, unknown_keys
from openntm.criteria.check.walk import Complaint, Found, everything_asked, twice
from openntm.criteria.conditions import parse_condition
from openntm.criteria.types import Asked, Combine, CriteriaSet, Fall, Part, Scalar, ValueKind


def asked_complaints(law: CriteriaSet) -> Iterator[Complaint]:
    """All complaints about indicators, prerequisites and parts."""
    for found in everything_asked(law):
        yield from _source(found)
        yield from _texts(found)
        yield from _parts(found)
        yield from _scale(found)
        yield from _measure(found)
        yield from _conditions(law, found)
        yield from unknown_keys((*found.path, "read"), "unknown-source", "source", found.asked.read, law.sources)
        yield from row_complaints(law, found)
        if isinstance(found.asked, Part):
            yield from _part(law, found, found.asked)


def _source(found: Found) -> Iterator[Complaint]:
    has_rows = bool(found.asked.thresholds) or (
        bool(found.asked.parts) and all(part.thresholds for part in found.asked.parts)
    )
    if not has_rows:
        yield Complaint(found.path, "no-source", f"{found.figure_id} has no row that says which act asks it")


def _texts(found: Found) -> Iterator[Complaint]:
    if not found.asked.title.vi.strip() or not found.asked.title.en.strip():
        yield Complaint((*found.path, "title"), "no-title", f"{found.figure_id} needs a title in both languages")


def _parts(found: Found) -> Iterator[Complaint]:
    asked = found.asked
    yield from twice((*found.path, "parts"), [part.id for part in asked.parts])
    if asked.parts and asked.combine is None:
        yield Complaint((*found.path, "parts"), "no-combine", f"{found.figure_id} has parts: say how they combine")
    if asked.combine and not asked.parts and not asked.open_list:
        yield Complaint((*found.path, "combine"), "no-parts", f"{found.figure_id} combines, yet has no parts")
    if (asked.combine is Combine.AT_LEAST_K) != (asked.k is not None):
        yield Complaint(found.path, "at-least-k", f"{found.figure_id}: k goes with at_least_k")
    if asked.k is not None and not 1 <= asked.k <= max(len(asked.parts), 1):
        yield Complaint((*found.path, "k"), "at-least-k", f"{found.figure_id}: k is beyond the number of parts")
    if asked.both_sexes and (asked.parts or asked.value_kind is not ValueKind.NUMBER):
        yield Complaint(found.path, "both-sexes", f"{found.figure_id}: both sexes need a number without other parts")


def _scale(found: Found) -> Iterator[Complaint]:
    asked = found.asked
    yield from twice((*found.path, "scale"), asked.scale)
    for place, band in enumerate(asked.bands):
        yield from unknown_keys((*found.path, "bands", place), "unknown-grade", "grade", [band.grade], asked.scale)
    known = [band for band in asked.bands if band.grade in asked.scale]
    ranks = [asked.scale.index(band.grade) for band in known]
    starts = [band.starts for band in known]
    if ranks != sorted(set(ranks)) or starts != sorted(set(starts)):
        yield Complaint(
            (*found.path, "bands"), "bands", f"{found.figure_id}: bands go from the lowest score and grade up"
        )


def _measure(found: Found) -> Iterator[Complaint]:
    measure, kind = found.asked.measure, found.asked.value_kind
    if isinstance(measure, Scalar):
        return
    is_yes_no = isinstance(measure, Fall) or getattr(measure, "result", "") == "all"
    if (kind is ValueKind.BOOLEAN) is not is_yes_no:
        message = f"{found.figure_id}: {measure.kind} does not give a figure in {found.asked.unit}"
        yield Complaint((*found.path, "measure"), "measure", message)


def _conditions(law: CriteriaSet, found: Found) -> Iterator[Complaint]:
    for key, text in _texts_of_conditions(found.asked):
        path = (*found.path, key)
        try:
            condition = parse_condition(text)
        except ValueError as error:
            yield Complaint(path, "bad-when", str(error))
            continue
        yield from unknown_keys(path, "unknown-attribute", "attribute", [condition.name], law.attributes)
        attribute = law.attributes.get(condition.name)
        if attribute and (attribute.kind == "number") is not (condition.sign is not None):
            yield Complaint(path, "bad-when", f'"{text}" does not fit {condition.name}, which is a {attribute.kind}')


def _texts_of_conditions(asked: Asked) -> list[tuple[str, str]]:
    when = asked.when if isinstance(asked, Part) else None
    return [(key, text) for key, text in (("when", when), ("applies_when", asked.applies_when)) if text]


def _part(law: CriteriaSet, found: Found, part: Part) -> Iterator[Complaint]:
    columns = {region.key for region in (*law.regions, *law.groups)}
    yield from unknown_keys((*found.path, "regions"), "unknown-region", "region", part.regions or (), columns)
    if part.starts and part.ends and part.ends < part.starts:
        yield Complaint((*found.path, "to"), "dates", f"ends on {part.ends}, before it begins on {part.starts}")
