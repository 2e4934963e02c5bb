"""Finds and loads the sets and overlays that come with the product."""

from datetime import date
from functools import cache
from pathlib import Path

from openntm.criteria.loader import read_document
from openntm.criteria.problems import Problem, SetRefused
from openntm.criteria.schema import read_model
from openntm.criteria.types import CriteriaSet, Overlay

HERE = Path(__file__).parent
SETS, OVERLAYS, CASES = HERE / "sets", HERE / "overlays", HERE / "cases"
EXAMPLES = SETS / "examples"


class SetNotFound(LookupError):
    """No set of that name comes with the product, and no such file is there."""


def set_ids(*, examples: bool = False) -> tuple[str, ...]:
    """The sets of the product; those made to explain the rules only when asked for."""
    return tuple(sorted(name for name, path in _paths().items() if examples or path.parent != EXAMPLES))


def load_set(id_or_path: str | Path) -> CriteriaSet:
    """A set by its id, or from a file; a file that is no set is refused with its lines."""
    known = _paths().get(str(id_or_path))
    if known is not None:
        return _load(known)
    path = Path(id_or_path)
    if not path.is_file():
        raise SetNotFound(f"no criteria set {id_or_path}; known: {', '.join(set_ids(examples=True))}")
    return _load.__wrapped__(path)


def load_overlays(
    set_id: str | None = None, province: str | None = None, *, examples: bool = False
) -> tuple[Overlay, ...]:
    """The provinces' decisions, of one set or one province where asked; made-up ones only when asked for."""
    return tuple(
        overlay
        for overlay in _overlays(examples)
        if set_id in (None, overlay.set) and province in (None, overlay.province)
    )


def sets_in_force(on: date, judges: str = "xa") -> tuple[CriteriaSet, ...]:
    """The sets that judge such places on that day; examples of other provinces are left out."""
    sets = (load_set(name) for name in set_ids())
    return tuple(s for s in sets if judges in s.judges and s.is_in_force(on) and s.example_of is None)


def set_path(set_id: str) -> Path:
    """The file of a set that comes with the product."""
    return _paths()[set_id]


@cache
def _paths() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(SETS.rglob("*.yaml")):
        if path.name.endswith(".cases.yaml"):
            continue
        name = _declared_id(path)
        if name in found:
            raise SetRefused([Problem(str(path), 1, "duplicate-id", f"{found[name]} is {name} too")])
        found[name] = path
    return found


def _declared_id(path: Path) -> str:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("set:"):
            return line.removeprefix("set:").split("#")[0].strip().strip("\"'")
    raise SetRefused([Problem(str(path), 1, "missing", "the file has no line `set: …`")])


@cache
def _load(path: Path) -> CriteriaSet:
    return read_model(CriteriaSet, read_document(path))


@cache
def _overlays(examples: bool) -> tuple[Overlay, ...]:
    return tuple(
        read_model(Overlay, read_document(path))
        for path in sorted(OVERLAYS.rglob("*.yaml"))
        if examples or path.parent.name != "examples"
    )
