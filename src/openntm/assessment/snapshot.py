"""Frozen assessments: everything that findings rest on as canonical bytes, computed again without a database."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from openntm import __version__
from openntm.assessment.values import text_of
from openntm.criteria import CriteriaSet, Finding, Overlay, PlaceResult, ThresholdRow, judge, load_set, set_path
from openntm.criteria.library import OVERLAYS
from openntm.criteria.loader import read_document
from openntm.criteria.schema import read_model

FORMAT = "openntm-assessment-1"
Json = dict[str, Any]


class SnapshotUnreadable(ValueError):
    """The bytes are no snapshot at all."""


class SnapshotDiffers(ValueError):
    """What is computed from the snapshot is not what stands in it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One place as it goes into a snapshot; a figure is its value, or a mapping with `value` and where it came from."""

    place: str
    figures: Mapping[str, Any]
    region: str | None = None
    group: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    unit: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """Whether the bytes come out again; else the first difference: where, what is kept, what is computed."""

    ok: bool
    engine: str = ""
    where: str = ""
    kept: str = ""
    computed: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A snapshot read again: the law as it stood in it, and each place as it is kept with what was found of it."""

    on: date
    law: CriteriaSet
    cases: tuple[tuple[Json, PlaceResult], ...]


def canonical(content: Any) -> bytes:
    """The one way to write a content down."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def build_snapshot(set_id: str | Path, on: date, cases: Iterable[Case]) -> bytes:
    """Judges every case and freezes law, figures and findings together."""
    law = load_set(set_id)
    path = Path(set_id) if Path(set_id).is_file() else set_path(law.id)
    frozen = {
        "format": FORMAT,
        "engine": __version__,
        "on": on.isoformat(),
        "set": _document(law.id, path),
        "others": [_document(name, set_path(name)) for name in sorted(_others(law))],
        "overlays": [_document(name, path) for name, path in _overlay_paths(law.id)],
        "places": [_case(case) for case in cases],
    }
    return canonical(_judged(frozen))


def verify_snapshot(content: bytes) -> Check:
    """Computes the findings again from what the snapshot itself holds, and compares to the byte."""
    frozen = read_snapshot(content)
    for name, document in _documents(frozen):
        if _sha256(document["text"]) != document["sha256"]:
            return Check(False, frozen["engine"], f"{name}.sha256", document["sha256"], _sha256(document["text"]))
    again = _judged(frozen)
    if canonical(again) == content:
        return Check(True, frozen["engine"])
    where, kept, computed = next(differences(frozen, again), ("bytes", "", ""))
    return Check(False, frozen["engine"], where, kept, computed)


def judged_again(content: bytes) -> Judged:
    """The findings with all that their sentences need; refused where they are not the ones that were frozen."""
    frozen = read_snapshot(content)
    results = list(_results(frozen))
    for place, result in zip(frozen["places"], results, strict=True):
        if place["findings"] != _result(result):
            raise SnapshotDiffers(place["place"])
    cases = tuple(zip(frozen["places"], results, strict=True))
    return Judged(date.fromisoformat(frozen["on"]), _law(frozen["set"]["text"]), cases)


def read_snapshot(content: bytes) -> Json:
    try:
        frozen = json.loads(content)
        if not isinstance(frozen, dict) or frozen["format"] != FORMAT:
            raise SnapshotUnreadable("this is not a frozen assessment")
        _ = (
            frozen["engine"],
            date.fromisoformat(frozen["on"]),
            frozen["others"],
            frozen["overlays"],
            frozen["set"]["text"],
        )
        for place in frozen["places"]:
            _ = place["place"], place["figures"].items(), place["attributes"].items(), place["region"], place["group"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotUnreadable("this is not a frozen assessment") from error
    return frozen


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sha256(text: str) -> str:
    return checksum(text.encode())


def _document(name: str, path: Path) -> Json:
    text = path.read_text(encoding="utf-8")
    return {"id": name, "sha256": _sha256(text), "text": text}


def _documents(frozen: Json) -> Iterator[tuple[str, Json]]:
    yield "set", frozen["set"]
    for kind in ("others", "overlays"):
        for position, document in enumerate(frozen[kind]):
            yield f"{kind}[{position}]", document


def _others(law: CriteriaSet) -> set[str]:
    """The sets that this one refers to, and those that they refer to."""
    found: set[str] = set()
    waiting = [law]
    while waiting:
        for name in _named_by(waiting.pop()) - found - {law.id}:
            found.add(name)
            waiting.append(load_set(name))
    return found


def _named_by(law: CriteriaSet) -> set[str]:
    asked = law.by_id.values()
    relative = {row.relative_to.set for one in asked for row in one.thresholds if row.relative_to}
    return relative | {one.meets_set for one in asked if one.meets_set}


def _overlay_paths(set_id: str) -> list[tuple[str, Path]]:
    found = [(_overlay(path), path) for path in sorted(OVERLAYS.rglob("*.yaml"))]
    return sorted((one.id, path) for one, path in found if one.set == set_id)


def _overlay(path: Path) -> Overlay:
    return read_model(Overlay, read_document(path))


def _case(case: Case) -> Json:
    figures = {name: _figure(figure) for name, figure in case.figures.items()}
    return {
        "place": case.place,
        "region": case.region,
        "group": case.group,
        "unit": {name: _plain(value) for name, value in case.unit.items()},
        "attributes": {name: _plain(value) for name, value in case.attributes.items()},
        "figures": {name: figure for name, figure in figures.items() if figure["value"] != ""},
    }


def _figure(figure: Any) -> Json:
    if isinstance(figure, Mapping):
        return {name: _plain(value) for name, value in figure.items()} | {"value": text_of(figure["value"])}
    return {"value": text_of(figure)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool) else text_of(value)


def _judged(frozen: Json) -> Json:
    """The same content with its findings computed from nothing but itself."""
    results = zip(frozen["places"], _results(frozen), strict=True)
    return {**frozen, "places": [{**case, "findings": _result(result)} for case, result in results]}


def _results(frozen: Json) -> Iterator[PlaceResult]:
    on = date.fromisoformat(frozen["on"])
    law = _law(frozen["set"]["text"])
    others = {document["id"]: _law(document["text"]) for document in frozen["others"]}
    overlays = tuple(_overlay_of(document["text"]) for document in frozen["overlays"])
    for case in frozen["places"]:
        yield judge(law, _figures(case), on, **_place(law, case), overlays=overlays, others=others)


def _figures(case: Json) -> dict[str, str]:
    return {name: figure["value"] for name, figure in case["figures"].items()}


def _place(law: CriteriaSet, case: Json) -> Json:
    known = {
        name: Decimal(value) if name in law.attributes and law.attributes[name].kind == "number" else value
        for name, value in case["attributes"].items()
    }
    return {"region": case["region"], "group": case["group"], "attributes": known}


@lru_cache(maxsize=8)
def _law(text: str) -> CriteriaSet:
    with _as_file(text) as path:
        return load_set(path)


@lru_cache(maxsize=8)
def _overlay_of(text: str) -> Overlay:
    with _as_file(text) as path:
        return _overlay(path)


class _as_file:
    """The readers of the law name a file in their messages, so they are given one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> Path:
        self.folder = tempfile.TemporaryDirectory(prefix="openntm-")
        path = Path(self.folder.name, "frozen.yaml")
        path.write_bytes(self.text.encode())
        return path

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()


def _result(result: PlaceResult) -> Json:
    return {
        "title": _verdict(result.title_verdict, result.title_because),
        "criteria_met": str(result.criteria_met),
        "criteria_total": str(result.criteria_total),
        "indicators_met": str(result.indicators_met),
        "indicators_total": str(result.indicators_total),
        "criteria": {one.id: _verdict(one.verdict, one.because) for one in result.criteria},
        "prerequisites": {name: finding_of(one) for name, one in result.prerequisites.items()},
        "indicators": {name: finding_of(one) for name, one in result.findings.items()},
    }


def _verdict(verdict: str, because: str | None) -> str:
    return f"{verdict}: {because}" if because else str(verdict)


def finding_of(finding: Finding) -> Json:
    """A finding without its sentences: wording may get better, what was found may not change."""
    return {
        "verdict": str(finding.verdict),
        "because": str(finding.because) if finding.because else None,
        "why": str(finding.why),
        "figure": text_of(finding.figure),
        "needed": text_of(finding.needed),
        "gap": None if finding.gap is None else text_of(finding.gap),
        "verified": finding.verified,
        "as_whole": finding.as_whole,
        "row": row_of(finding.row),
        "parts": {part.indicator: finding_of(part) for part in finding.parts},
    }


def row_of(row: ThresholdRow | None) -> Json | None:
    if row is None:
        return None
    return {
        "act": row.act,
        "clause": row.clause,
        "column": row.column,
        "from": row.starts.isoformat(),
        "to": row.ends.isoformat() if row.ends else None,
        "verified": row.verified,
        "overlay": row.overlay,
        "over": row_of(row.over),
    }


def differences(kept: Any, computed: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Every place where two contents differ, in the order of the bytes."""
    if isinstance(kept, dict) and isinstance(computed, dict):
        for key in sorted({*kept, *computed}):
            path = f"{where}.{key}" if where else key
            yield from differences(kept.get(key), computed.get(key), path)
    elif isinstance(kept, list) and isinstance(computed, list) and len(kept) == len(computed):
        for position, pair in enumerate(zip(kept, computed, strict=True)):
            yield from differences(*pair, f"{where}[{position}]")
    elif kept != computed or type(kept) is not type(computed):
        yield where, _shown(kept), _shown(computed)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"
