"""What an archive says of itself: the dossier's story, its files with their hashes, and a chain over all of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openntm.assessment.snapshot import canonical, checksum
from openntm.recognition.archive.container import Content, Outside

FORMAT = "openntm-dossier-1"
NAME, README = "manifest.json", "README.txt"
SECTIONS = (
    "made_by",
    "dossier",
    "steps",
    "consultations",
    "meetings",
    "satisfaction",
    "conditions",
    "reviews",
    "council",
    "decision",
    "assessments",
    "files",
)
Json = dict[str, Any]


class ManifestRefused(ValueError):
    """It is no manifest, or one that was changed; `where` names the part."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@dataclass(frozen=True)
class Kept:
    """One file of the archive; `told` is what else the manifest says of it."""

    path: str
    content: Content
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> Json:
        one = self.content
        sha256, size = (one.sha256, one.size) if isinstance(one, Outside) else (checksum(one), len(one))
        return {"path": self.path, "sha256": sha256, "size": size, **self.told}


def build_manifest(story: Mapping[str, Any], files: list[Kept]) -> bytes:
    """`story` has every section but `files`."""
    sections = {**story, "files": [file.line for file in files]}
    chain = list(links(sections))
    return canonical({"format": FORMAT, **sections, "chain": chain, "sha256": chain[-1]["sha256"]})


def links(sections: Mapping[str, Any]) -> Iterator[Json]:
    """Each step, and each other section, hashed together with the hash before it."""
    before = ""
    for name, content in pieces(sections):
        before = checksum(f"{before}\n{name}\n".encode() + canonical(content))
        yield {"of": name, "sha256": before}


def pieces(sections: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in SECTIONS:
        content = sections[name]
        if name == "steps":
            yield from ((f"steps[{place}]", step) for place, step in enumerate(content))
        else:
            yield name, content


def read_manifest(content: bytes) -> Json:
    """Refused at the first section that is not the one that was written."""
    found = parsed(content)
    try:
        kept, computed = found["chain"], list(links(found))
        for there, here in zip(kept, computed, strict=False):
            if there != here:
                raise ManifestRefused(here["of"])
        if len(kept) != len(computed) or found["sha256"] != computed[-1]["sha256"]:
            raise ManifestRefused("chain")
        _ = [(file["path"] + "", file["sha256"] + "", file["size"] + 0) for file in found["files"]]
        _ = [(one["path"] + "", one["on"] + "", one["set"] + "") for one in found["assessments"]]
    except (LookupError, TypeError, RecursionError) as error:
        raise ManifestRefused("its sections") from error
    if content != canonical(found):
        raise ManifestRefused("its bytes")
    return found


def parsed(content: bytes) -> Json:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ManifestRefused("its form") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ManifestRefused("format")
    if set(found) != {"format", *SECTIONS, "chain", "sha256"}:
        raise ManifestRefused("its sections")
    return found
