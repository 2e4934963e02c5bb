"""Reads: a dossier with all that belongs to it, as the manifest of its archive tells it; no resident is named."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.core.files.storage import default_storage

from openntm import __version__
from openntm.assessment.models import Assessment
from openntm.office.models import StoredFile
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import fold
from openntm.recognition.archive import Kept, Outside
from openntm.recognition.documents.head import TITLES
from openntm.recognition.models import Consultation, Dossier, DossierPart, DossierStep, Opinion, Sitting
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.schema import Procedure
from openntm.recognition.queries.bodies import request_of
from openntm.recognition.queries.proofs import days_of, files_behind
from openntm.recognition.queries.snapshots import case_of

Json = dict[str, Any]
STRANGE = re.compile(r"[^a-z0-9._-]+")


def what(dossier: Dossier) -> str:
    return request_of(dossier, dossier.since).what


def file_name(dossier: Dossier) -> str:
    """ "ho-so-07453-ntm-2024.zip"."""
    code = nearest_version(dossier.place, dossier.since).code
    return safe_name(f"ho-so-{code}-{dossier.title}-{dossier.year}.zip")


def story(dossier: Dossier) -> Json:
    """Every section of the manifest but the files."""
    law = load_procedure(dossier.procedure)
    return {
        "made_by": {"product": "OpenNTM", "version": __version__},
        "dossier": head(dossier, law),
        "steps": [step(one, law) for one in dossier.steps.prefetch_related("points").select_related("assessment")],
        "consultations": [consultation(one) for one in dossier.consultations.prefetch_related("opinions")],
        "meetings": [plain(one, MEETING) for one in dossier.meetings.all()],
        "satisfaction": [
            plain(one, SURVEY) | {"contents": [plain(part, CONTENT) for part in one.contents.all()]}
            for one in dossier.satisfaction.prefetch_related("contents")
        ],
        "conditions": [plain(one, CONDITION) for one in dossier.conditions.all()],
        "reviews": [plain(one, REVIEW) for one in dossier.reviews.all()],
        "council": list(votes(dossier)),
        "decision": plain(dossier.decision, DECISION) if dossier.decision else None,
        "assessments": [
            {"path": snapshot_path(one), "sha256": one.sha256, "set": one.set_id, "on": one.on.isoformat()}
            | {"bound": one.pk == dossier.assessment_id}
            for one in assessments(dossier)
        ],
    }


MEETING = ("day", "invited", "present", "in_favour", "chair", "secretary", "remarks")
SURVEY = ("begins", "ends", "households", "answered", "satisfied", "run_by", "survey_id")
CONTENT = ("content", "answered", "satisfied")
CONDITION = ("condition", "holds", "amount", "document", "day")
REVIEW = ("layer", "criterion", "department", "verdict", "comment", "seen_on_the_ground", "day")
DECISION = ("number", "issued", "announced_on", "issuer", "signer", "kind", "title_vi", "illustrative")
HEAD = (
    "title",
    "year",
    "holder",
    "state",
    "since",
    "due",
    "opened_on",
    "procedure",
    "procedure_sha256",
    "illustrative",
)
STEP = ("number", "transition", "actor", "from_state", "to_state", "day", "due", "late_reason", "reason")
POINT = ("number", "criterion", "text", "answer", "answered_on")
PERIOD = ("tier", "begins", "ends", "broadcasts", "shown_at")
OPINION = ("origin", "people", "agrees", "text", "day", "answer", "answered_on")


def plain(row: Any, names: tuple[str, ...]) -> Json:
    """The named fields, days as text."""
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def head(dossier: Dossier, law: Procedure) -> Json:
    version = nearest_version(dossier.place, dossier.since)
    place = {"code": version.code, "name": version.full_name, "key": dossier.place.key}
    words = {"title_vi": TITLES[dossier.title], "state_vi": law.states[dossier.state].vi}
    return {"id": dossier.pk, "place": place, **words, **plain(dossier, HEAD)}


def step(row: DossierStep, law: Procedure) -> Json:
    taken = law.by_id.get(row.transition)
    return plain(row, STEP) | {
        "done_vi": taken.done.vi if taken else "",
        "assessment": row.assessment.sha256 if row.assessment else None,
        "points": [plain(point, POINT) for point in row.points.all()],
    }


def consultation(row: Consultation) -> Json:
    return plain(row, PERIOD) | {"opinions": [opinion(one) for one in row.opinions.all()]}


def opinion(row: Opinion) -> Json:
    """Who it came from is told of bodies alone."""
    who = {} if row.origin == Opinion.From.RESIDENT else {"who": row.who}
    return plain(row, OPINION) | who


def votes(dossier: Dossier) -> Iterator[Json]:
    """The closed sittings; of a secret ballot there are only counts, and of an open one no more are told."""
    closed = dossier.sitting_items.filter(sitting__state=Sitting.State.CLOSED)
    for item in closed.select_related("sitting__council").order_by("sitting__day", "pk"):
        sitting = item.sitting
        yield plain(item, ("in_favour", "against", "invalid", "discussion")) | {
            "council": sitting.council.name,
            "set_up_by": sitting.council.decision,
            "day": sitting.day.isoformat(),
            "secret": sitting.secret,
            "present": sitting.present.count(),
            "quorum_percent": str(sitting.quorum_percent),
            "pass_percent": str(sitting.pass_percent),
        }


def assessments(dossier: Dossier) -> list[Assessment]:
    """Each frozen assessment that the dossier ever rested on, once."""
    ids = {dossier.assessment_id, *dossier.steps.values_list("assessment", flat=True)}
    ids |= set(dossier.parts.values_list("assessment", flat=True))
    found = Assessment.objects.filter(pk__in=ids - {None}).order_by("on", "pk")
    bound = {dossier.assessment.sha256} if dossier.assessment else set()
    chosen = {one.sha256: one for one in found if one.sha256 not in bound or one.pk == dossier.assessment_id}
    return sorted(chosen.values(), key=lambda one: (one.on, one.sha256))


def snapshot_path(one: Assessment) -> str:
    return f"snapshots/{one.set_id}-{one.on.isoformat()}-{one.sha256[:12]}.json"


def files(dossier: Dossier) -> Iterator[Kept]:
    for one in assessments(dossier):
        yield Kept(snapshot_path(one), one.content.encode(), {"type": "application/json"})
    law = load_procedure(dossier.procedure)
    order = {part.id: place for place, part in enumerate(law.parts, 1)}
    rows = dossier.parts.select_related("file", "print_out__docx", "print_out__pdf")
    for row in sorted(rows, key=lambda one: (order.get(one.part, 0), one.version)):
        title = law.part_by_id[row.part].vi if row.part in law.part_by_id else row.part
        folder = f"parts/{order.get(row.part, 0):02}-{safe_name(row.part.replace('_', '-'))}/v{row.version}"
        for file in stored(row):
            yield Kept(f"{folder}/{safe_name(file.original_name)}", kept_bytes(file), told(row, file, title))

    yield from evidence(dossier)


def evidence(dossier: Dossier) -> Iterator[Kept]:
    """The files behind the figures of each frozen assessment, each content once, with all that it stands behind."""
    first: dict[str, StoredFile] = {}
    behind: dict[str, list[Json]] = {}
    for one in assessments(dossier):
        case = case_of(one, dossier.place.key)
        days = days_of(case["figures"].items()) if case else {}
        for indicator, file in files_behind(dossier.place_id, one.set_id, days):
            first.setdefault(file.sha256, file)
            use = {"indicator": indicator, "day": days[indicator].isoformat(), "snapshot": snapshot_path(one)}
            behind.setdefault(file.sha256, []).append(use)
    for sha256, file in first.items():
        told = {"name": file.original_name, "type": file.media_type, "evidence_of": behind[sha256]}
        yield Kept(f"evidence/{sha256[:16]}-{safe_name(file.original_name)}", kept_bytes(file), told)


def kept_bytes(file: StoredFile) -> Outside:
    return Outside(file.sha256, file.size, partial(default_storage.open, f"private/{file.sha256}"))


def missing(found: Iterable[Kept]) -> list[str]:
    """The original names of files whose bytes are no longer in the data directory."""
    outside = [one for one in found if isinstance(one.content, Outside)]
    return [
        f"{one.told['name']} ({one.path})"
        for one in outside
        if not default_storage.exists(f"private/{one.line['sha256']}")
    ]


def stored(row: DossierPart) -> list[StoredFile]:
    """Of a printed part Word and PDF, of another the file that was handed in."""
    return [row.print_out.docx, row.print_out.pdf] if row.print_out else [row.file]


def told(row: DossierPart, file: StoredFile, title: str) -> Json:
    printed = {"code": row.print_out.code} if row.print_out else {}
    said = {"part": row.part, "title": title, "version": row.version}
    return {**said, "name": file.original_name, "type": file.media_type, **printed}


def safe_name(name: str) -> str:
    """Readable, and a name on every system: `to-trinh-xa-dong-phu.pdf`."""
    stem, dot, end = fold(name).rpartition(".")
    stem, end = (stem, end) if dot and len(end) <= 5 else (f"{stem}{dot}{end}", "")
    words = STRANGE.sub("-", stem).strip("-._")[:80] or "tep"
    return f"{words}.{STRANGE.sub('-', end)}" if end else words
