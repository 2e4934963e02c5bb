"""`openntm sets`: the law's data, checked, listed and shown."""

from collections.abc import Iterator
from pathlib import Path

import click

from openntm.criteria import CriteriaSet, SetNotFound, SetRefused, check_file, load_set, set_ids
from openntm.criteria.types import Asked, Part, Threshold
from openntm.criteria.units import UNITS


@click.group("sets")
def command() -> None:
    """Criteria sets: check a file, list what is there, show one."""


@command.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Worked cases of the set.")
def check(paths: tuple[Path, ...], cases: Path | None) -> None:
    """Refuse a set or a province's decision that is wrong: one line a problem, FILE:LINE: RULE: MESSAGE.

    A folder stands for the YAML files in it. The worked cases are read from --cases, from STEM.cases.yaml
    beside the set, or from the folder `cases` next to it.
    """
    files = [file for path in paths for file in (_files(path) if path.is_dir() else [path])]
    problems = [problem for file in files for problem in check_file(file, cases)]
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(1)
    click.echo(f"{len(files)} checked, no problems")


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.yaml")) if not path.name.endswith(".cases.yaml")]


@command.command("list")
@click.option("--examples", is_flag=True, help="Also the set that explains the kinds of rules.")
def list_sets(examples: bool) -> None:
    """The sets that come with OpenNTM."""
    for name in set_ids(examples=examples):
        law = load_set(name)
        until = law.ends or "…"
        size = f"{len(law.criteria)} criteria, {len(law.indicators)} of {law.indicators_declared} indicators"
        click.echo(f"{law.id:32} {law.starts} – {until}  {size}  {law.title.vi}")


@command.command("show")
@click.argument("set_id")
def show(set_id: str) -> None:
    """Indicators, parts, attributes and thresholds of a set (an id or a file)."""
    try:
        law = load_set(set_id)
    except (SetNotFound, SetRefused) as error:
        raise click.UsageError(str(error).splitlines()[0])
    for line in _lines(law):
        click.echo(line)


def _lines(law: CriteriaSet) -> Iterator[str]:
    yield f"{law.id} {law.title.vi} ({law.title.en}), {law.starts} – {law.ends or '…'}"
    if law.example_of:
        yield f"  ! {law.example_of.vi}"
    for name, attribute in law.attributes.items():
        yield f"  attribute:{name} ({attribute.kind}) {attribute.title.vi}"
    for asked in law.prerequisites:
        yield from _asked_lines(asked.id, asked, "  ")
    for criterion in law.criteria:
        yield f"  {criterion.id} {criterion.title.vi}{'' if criterion.complete else ' (incomplete)'}"
        for indicator in law.indicators_of[criterion.id]:
            yield from _asked_lines(indicator.id, indicator, "    ")


def _asked_lines(figure_id: str, asked: Asked, indent: str) -> Iterator[str]:
    yield f"{indent}{figure_id} {asked.title.vi} [{UNITS[asked.unit].name_vi}]{_only(asked)}"
    for row in asked.thresholds:
        yield f"{indent}    {_row(asked, row)}"
    for part in asked.parts:
        yield from _asked_lines(f"{figure_id}:{part.id}", part, f"{indent}  ")


def _only(asked: Asked) -> str:
    """For which communes, and between which days, a part or indicator is asked."""
    limits = [f"if {asked.applies_when}"] if asked.applies_when else []
    if isinstance(asked, Part):
        limits += [f"regions {', '.join(asked.regions)}"] if asked.regions else []
        limits += [f"when {asked.when}"] if asked.when else []
        limits += [f"{asked.starts or '…'} – {asked.ends or '…'}"] if asked.starts or asked.ends else []
    return f" ({'; '.join(limits)})" if limits else ""


def _row(asked: Asked, row: Threshold) -> str:
    values = ", ".join(
        f"{column} {'yes' if value is True else value}" for column, value in row.values.items() if value is not None
    )
    if row.relative_to:
        values = f"{row.relative_to.percent}% of {row.relative_to.set} {row.relative_to.indicator}"
    mark = "" if row.verified else " (not verified)"
    left = row.left_to or asked.set_by
    what = values or (f"left to the {left}" if left != "national" else "unknown")
    side = "" if asked.direction == "yes" else f"{asked.direction} "
    return f"{side}{what}; {row.starts} – {row.ends or '…'}; {row.act} {row.clause or ''}{mark}"
