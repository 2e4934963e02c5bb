"""Reads: the files of evidence behind a dossier's frozen figures, and the other dossiers that lean on them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from openntm.assessment.asked import measures_of
from openntm.assessment.measures import measure_of, split_measure
from openntm.assessment.models import Figure
from openntm.criteria import CriteriaSet, load_set
from openntm.office.models import StoredFile
from openntm.recognition.documents.evidence import EvidenceFile
from openntm.recognition.documents.head import of_year
from openntm.recognition.documents.judged import Judged
from openntm.recognition.models import Dossier
from openntm.recognition.queries.snapshots import case_of

Proof = tuple[str, StoredFile]  # figure id, file


def proofs_of(dossier: Dossier, judged: Judged) -> tuple[EvidenceFile, ...]:
    """Several of one criterion, and one file as often as it stands behind an indicator."""
    elsewhere = other_uses(dossier)
    found = [
        EvidenceFile(
            criterion=criterion_of(judged.law, name),
            indicator=name,
            name=file.original_name,
            size=file.size,
            sha256=file.sha256,
            also=tuple(elsewhere[file.sha256]),
        )
        for name, file in files_behind(dossier.place_id, judged.law.id, days_of(judged.figures.items()))
    ]
    return tuple(found)


def criterion_of(law: CriteriaSet, name: str) -> str:
    indicator = name.partition(":")[0]
    return next((one.criterion for one in law.indicators if one.id == indicator), "")


def days_of(figures: Iterable[tuple[str, dict[str, str]]]) -> dict[str, date]:
    return {name: date.fromisoformat(figure["day"]) for name, figure in figures if figure.get("day")}


def files_behind(place: int, set_id: str, days: dict[str, date]) -> Iterator[Proof]:
    """Of the figures of those days, whichever layer and source they come from."""
    measures = [measure_of(set_id, name) for name in days]
    found = Figure.objects.filter(place=place, measure__in=measures, current=True, evidence__isnull=False).distinct()
    order = {measure: rank for rank, measure in enumerate(measures_of(load_set(set_id)))}
    seen: set[tuple[str, int]] = set()
    for figure in sorted(found.prefetch_related("evidence"), key=lambda one: (order.get(one.measure, 0), one.pk)):
        name = split_measure(figure.measure)[1]
        for file in figure.evidence.all() if figure.day == days[name] else ():
            if (name, file.pk) not in seen:
                seen.add((name, file.pk))
                yield name, file


def other_uses(dossier: Dossier) -> dict[str, list[str]]:
    """Hash of a file → the other dossiers of the place whose frozen figures it stands behind."""
    found: dict[str, list[str]] = defaultdict(list)
    others = Dossier.objects.filter(place=dossier.place_id, assessment__isnull=False).exclude(pk=dossier.pk)
    for other in others.select_related("assessment", "place").order_by("year", "pk"):
        assert other.assessment
        case = case_of(other.assessment, other.place.key)
        days = days_of(case["figures"].items()) if case else {}
        for sha256 in dict.fromkeys(
            file.sha256 for _, file in files_behind(other.place_id, other.assessment.set_id, days)
        ):
            found[sha256].append(of_year(other.title, other.year))
    return found
