"""Why findings changed between two frozen assessments: the figure, a correction, the rule, or the unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from openntm.assessment.sheets.words import Said, said
from openntm.assessment.snapshot import Json

UNIT, RULE, CORRECTION, FIGURE, ENGINE = "unit", "rule", "correction", "figure", "engine"
WHOLE_UNIT = ("code", "name", "kind", "valid_from")


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator of one place: how it stood, how it stands, and every cause with a sentence."""

    place: str
    indicator: str
    old: str
    new: str
    causes: tuple[str, ...]
    said: tuple[Said, ...]


def delta(old: Json, new: Json) -> list[Change]:
    """Places are matched by their lasting key where the snapshots have one; a place in only one of them is a change."""
    before, after = _by_key(old), _by_key(new)
    found: list[Change] = []
    for key in dict.fromkeys((*before, *after)):
        if key in before and key in after:
            found.extend(_changes(before[key], after[key], old, new))
        else:
            found.append(_came_or_went(before.get(key), after.get(key)))
    return found


def _by_key(snapshot: Json) -> dict[str, Json]:
    return {case.get("unit", {}).get("key") or case["place"]: case for case in snapshot["places"]}


def _came_or_went(old: Json | None, new: Json | None) -> Change:
    case = new or old or {}
    sentence = (
        said(_("The unit is assessed for the first time.")) if new else said(_("The unit is no longer assessed."))
    )
    return Change(case["place"], "", "", "", (UNIT,), (sentence,))


def _changes(old: Json, new: Json, before: Json, after: Json) -> Iterator[Change]:
    was, now = old["findings"]["indicators"], new["findings"]["indicators"]
    unit = list(_unit(old, new))
    for indicator in dict.fromkeys((*was, *now)):
        one, other = was.get(indicator), now.get(indicator)
        if one == other and _figures(old, indicator) == _figures(new, indicator):
            continue
        causes = [*_rule(one, other), *_figure(old, new, indicator)]
        causes += unit if not causes or _applies_otherwise(one, other) else []
        causes = causes or [_engine(before, after)]
        names = tuple(dict.fromkeys(name for name, _sentence in causes))
        sentences = tuple(sentence for _name, sentence in causes)
        yield Change(new["place"], indicator, _verdict(one), _verdict(other), names, sentences)


def _verdict(finding: Json | None) -> str:
    return "" if finding is None else str(finding["verdict"])


def _applies_otherwise(old: Json | None, new: Json | None) -> bool:
    """Another column, or applicable on one side only: the unit itself made the difference."""
    column = [(one or {}).get("row") or {} for one in (old, new)]
    left_out = [_verdict(one) == "not_applicable" for one in (old, new)]
    return column[0].get("column") != column[1].get("column") or left_out[0] != left_out[1]


def _unit(old: Json, new: Json) -> Iterator[tuple[str, Said]]:
    was, now = old.get("unit", {}), new.get("unit", {})
    if any(was.get(name) != now.get(name) for name in WHOLE_UNIT):
        names = {"old": _name(was, old), "new": _name(now, new)}
        yield UNIT, said(_("The unit changed: %(old)s became %(new)s."), **names)
    for name in ("region", "group"):
        if old[name] != new[name]:
            yield UNIT, said(_("The unit is judged in another column: %(old)s, now %(new)s."), **_pair(old, new, name))
    for name in sorted({*old["attributes"], *new["attributes"]} - {"region", "group"}):
        pair = _pair(old["attributes"], new["attributes"], name)
        if pair["old"] != pair["new"]:
            yield (
                UNIT,
                said(_("What is recorded of the unit changed (%(name)s): %(old)s, now %(new)s."), name=name, **pair),
            )


def _name(unit: Mapping[str, Any], case: Json) -> str:
    return str(unit.get("name") or case["place"])


def _pair(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> dict[str, str]:
    return {"old": str(old.get(name) or "–"), "new": str(new.get(name) or "–")}


def _rule(old: Json | None, new: Json | None) -> Iterator[tuple[str, Said]]:
    """Another row of law, or another value asked; parts count with their indicator."""
    if old is None or new is None:
        yield RULE, said(_("The criteria set asks for something else."))
        return
    if old["row"] != new["row"] or old["needed"] != new["needed"]:
        values = {"old": old["needed"] or "–", "new": new["needed"] or "–"}
        yield (
            RULE,
            said(
                _("The rule changed: asked %(old)s (%(old_act)s), now %(new)s (%(new_act)s)."),
                **values,
                old_act=_act(old),
                new_act=_act(new),
            ),
        )
    for part in dict.fromkeys((*old["parts"], *new["parts"])):
        yield from _rule(old["parts"].get(part), new["parts"].get(part))


def _act(finding: Json) -> str:
    row = finding["row"]
    return f"{row['act']}, {row['clause']}" if row and row["clause"] else str(row["act"]) if row else "–"


def _figures(case: Json, indicator: str) -> dict[str, Json]:
    figures: dict[str, Json] = case["figures"]
    return {name: one for name, one in figures.items() if name == indicator or name.startswith(f"{indicator}:")}


def _figure(old: Json, new: Json, indicator: str) -> Iterator[tuple[str, Said]]:
    was, now = _figures(old, indicator), _figures(new, indicator)
    for name in dict.fromkeys((*was, *now)):
        one, other = was.get(name), now.get(name)
        if (one or {}).get("value") == (other or {}).get("value"):
            continue
        yield _figure_cause(name, one, other)


def _figure_cause(name: str, old: Json | None, new: Json | None) -> tuple[str, Said]:
    if old is None and new is not None:
        return FIGURE, said(_("A figure was reported: %(name)s = %(new)s."), name=name, new=new["value"])
    if new is None and old is not None:
        return CORRECTION, said(_("The figure was withdrawn: %(name)s was %(old)s."), name=name, old=old["value"])
    assert old is not None
    assert new is not None
    pair = {"name": name, "old": old["value"], "new": new["value"]}
    if old.get("day") == new.get("day") and old.get("day"):
        return CORRECTION, said(
            _("The figure of %(day)s was corrected: %(name)s from %(old)s to %(new)s."), day=old["day"], **pair
        )
    return FIGURE, said(_("The figure changed: %(name)s from %(old)s to %(new)s."), **pair)


def _engine(old: Json, new: Json) -> tuple[str, Said]:
    engines = {"old": old["engine"], "new": new["engine"]}
    return ENGINE, said(_("The judge of version %(new)s finds otherwise than that of %(old)s."), **engines)
