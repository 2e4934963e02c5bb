"""What holds for the set as a whole: ids, dates, counts, acts, columns."""

from collections.abc import Iterator

from openntm.criteria.check.rows import unknown_keys
from openntm.criteria.check.walk import Complaint, twice
from openntm.criteria.types import CriteriaSet, ValueKind


def frame_complaints(law: CriteriaSet) -> Iterator[Complaint]:
    """All complaints that are not about one indicator."""
    yield from twice(("criteria",), [criterion.id for criterion in law.criteria])
    yield from twice(("indicators",), [indicator.id for indicator in law.indicators])
    yield from twice(("prerequisites",), [asked.id for asked in law.prerequisites])
    yield from twice(("regions",), [region.key for region in law.regions])
    yield from twice(("groups",), [group.key for group in law.groups])
    yield from _dates(law)
    yield from _counts(law)
    yield from _acts(law)
    yield from _columns(law)
    yield from _criteria(law)


def _dates(law: CriteriaSet) -> Iterator[Complaint]:
    if law.ends and law.ends < law.starts:
        yield Complaint(("to",), "dates", f"the set ends on {law.ends}, before it begins on {law.starts}")
    for key, act in law.acts.items():
        if act.starts and act.ends and act.ends < act.starts:
            yield Complaint(("acts", key, "to"), "dates", f"{act.number} ends before it begins")


def _counts(law: CriteriaSet) -> Iterator[Complaint]:
    if law.counts.criteria != len(law.criteria):
        message = f"counts says {law.counts.criteria} criteria, the file has {len(law.criteria)}"
        yield Complaint(("counts",), "counts", message)
    known, said = len(law.indicators), law.counts.indicators
    is_complete = all(criterion.complete for criterion in law.criteria)
    if known > said or (is_complete and known != said):
        yield Complaint(("counts",), "counts", f"counts says {said} indicators, the file has {known}")


def _acts(law: CriteriaSet) -> Iterator[Complaint]:
    for key, act in law.acts.items():
        yield from unknown_keys(("acts", key, "read"), "unknown-source", "source", act.read, law.sources)
        if act.verified and not act.read:
            yield Complaint(("acts", key), "unread", f"{act.number} is marked verified, yet no page was read")


def _columns(law: CriteriaSet) -> Iterator[Complaint]:
    regions = {region.key for region in law.regions}
    for place, rule in enumerate(law.columns):
        path = ("columns", place)
        yield from unknown_keys((*path, "use"), "unknown-region", "region", [rule.use], regions)
        yield from unknown_keys((*path, "when_any"), "unknown-attribute", "attribute", rule.when_any, law.attributes)
        yield from unknown_keys((*path, "act"), "unknown-act", "act", [rule.act], law.acts)
        yield from unknown_keys((*path, "read"), "unknown-source", "source", rule.read, law.sources)
        if rule.ends and rule.ends < rule.starts:
            yield Complaint((*path, "to"), "dates", f"ends on {rule.ends}, before it begins on {rule.starts}")


def _criteria(law: CriteriaSet) -> Iterator[Complaint]:
    known = [criterion.id for criterion in law.criteria]
    for place, indicator in enumerate(law.indicators):
        path = ("indicators", place, "criterion")
        yield from unknown_keys(path, "unknown-criterion", "criterion", [indicator.criterion], known)
    for place, asked in enumerate(law.prerequisites):
        path = ("prerequisites", place, "follows_from")
        yield from unknown_keys(path, "unknown-criterion", "criterion", asked.follows_from, known)
        if asked.follows_from and asked.value_kind is not ValueKind.BOOLEAN:
            yield Complaint(path, "follows-from", f"{asked.id} follows from criteria, so it must be a yes or no")
    for place, criterion in enumerate(law.criteria):
        yield from unknown_keys(("criteria", place), "unknown-source", "source", criterion.read, law.sources)
        if criterion.complete and not any(i.criterion == criterion.id for i in law.indicators):
            message = f"criterion {criterion.id} has no indicators: say complete: false where they are not known"
            yield Complaint(("criteria", place), "no-indicators", message)
