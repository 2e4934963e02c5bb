"""A plan as rows of codes and the steps that join them, for tables with certain columns."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk import steps
from openntm.criteria.bulk.steps import Codes, Join, Step
from openntm.criteria.figures import SEXES
from openntm.criteria.types import Code, Plan, Rule


class Node(NamedTuple):
    """The rows of a rule: its code, the code of its own figure (`whole`), and those that tell if it is reported."""

    code: int
    whole: int
    figures: tuple[int, ...]


@dataclass
class Program:
    """Rows: the table's columns, the constants, then what the steps write."""

    columns: tuple[str, ...]
    rows: int = 0
    steps: list[Step] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    whole_names: tuple[str, ...] = ()
    criteria: range = range(0)
    title: int = 0

    @cached_property
    def findings(self) -> NDArray[np.intp]:
        """The rows of indicators and prerequisites."""
        return np.array([self.nodes[name].code for name in self.names], np.intp)

    @cached_property
    def wholes(self) -> NDArray[np.intp]:
        """Of those that have parts, the rows of their own figures."""
        return np.array([self.nodes[name].whole for name in self.whole_names], np.intp)

    @cached_property
    def key(self) -> Hashable:
        """Equal for programs that do the same."""
        steps = tuple((str(step.join), step.rows.shape, step.rows.tobytes()) for step in self.steps)
        return steps, tuple(self.findings.tolist()), tuple(self.wholes.tolist())

    def constant(self, code: Code) -> int:
        return len(self.columns) + code

    def column(self, figure_id: str) -> int:
        """The row of a figure; one that the table does not have was not reported."""
        return self.columns.index(figure_id) if figure_id in self.columns else self.constant(Code.NO_FIGURE)

    def add(
        self, join: Join, columns: Sequence[Sequence[int]] | NDArray[np.intp], fill: Code = Code.NOT_APPLICABLE
    ) -> list[int]:
        """A new row for each of `columns`, which lists the rows that are joined into it."""
        if not len(columns):
            return []
        rows = columns if isinstance(columns, np.ndarray) else self._upright(columns, fill)
        self.steps.append(Step(join, rows, self.rows))
        self.rows += rows.shape[-1]
        return list(range(self.rows - rows.shape[-1], self.rows))

    def _upright(self, columns: Sequence[Sequence[int]], fill: Code) -> NDArray[np.intp]:
        deep = max(1, *map(len, columns))
        filled = [[*column, *[self.constant(fill)] * (deep - len(column))] for column in columns]
        return np.array(filled, np.intp).T.copy()

    def block(self, width: int) -> tuple[Codes, list[Callable[[], None]]]:
        """Codes for that many places with the constants filled in, and what to run on them."""
        codes = np.empty((self.rows, width), np.uint8)
        codes[len(self.columns) : len(self.columns) + len(Code)] = np.array(list(Code), np.uint8)[:, None]
        return codes, [step.on(codes) for step in self.steps]


def program_of(plan: Plan, columns: tuple[str, ...]) -> Program:
    """The steps that judge a block of a table with these columns."""
    program = Program(columns, len(columns) + len(Code))
    by_depth: dict[int, list[Rule]] = {}
    for rule in all_rules(plan):
        by_depth.setdefault(_depth(rule), []).append(rule)
    _place_own(program, all_rules(plan))
    judged = plan.rules | plan.prerequisites
    program.names, program.whole_names = tuple(judged), tuple(name for name, rule in judged.items() if rule.parts)
    for depth in sorted(by_depth.keys() - {0}):
        _place_joined(program, by_depth[depth])
    _place_criteria(program, plan)
    return program


def all_rules(plan: Plan) -> list[Rule]:
    """Indicators, prerequisites and their parts, as far as figures can change them."""
    return [each for rule in (*plan.rules.values(), *plan.prerequisites.values()) for each in _with_parts(rule)]


def _with_parts(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in rule.parts if rule.fixed is None else ():
        yield from _with_parts(part)


def _depth(rule: Rule) -> int:
    """A settled rule needs no part."""
    if rule.fixed is not None or not rule.parts:
        return 0
    return 1 + max(map(_depth, rule.parts))


def _place_own(program: Program, rules: Iterable[Rule]) -> None:
    """The rows of settled rules and of rules judged by their own figure, for both sexes together where asked."""
    sexed = []
    for rule in rules:
        own = program.column(rule.figure_id)
        code = own if rule.fixed is None else program.constant(rule.fixed)
        program.nodes[rule.figure_id] = Node(code, own, (own,))
        sexes = [f"{rule.figure_id}:{sex}" for sex in SEXES if rule.asked.both_sexes and rule.fixed is None]
        if any(sex in program.columns for sex in sexes):
            sexed.append((rule.figure_id, [own, *map(program.column, sexes)]))
    rows = program.add(steps.by_sex, [figures for _, figures in sexed], Code.NO_FIGURE)
    for row, (figure_id, figures) in zip(rows, sexed, strict=True):
        program.nodes[figure_id] = Node(row, row, tuple(figures))


def _place_joined(program: Program, rules: Sequence[Rule]) -> None:
    """The parts of each rule joined in its way, then weighed against its own figure."""
    joined = {name: row for least, some in _by_way(rules).items() for name, row in _joined(program, least, some)}
    both = [rule for rule in rules if rule.asked.needs_own_figure]
    parted = [rule for rule in rules if not rule.asked.needs_own_figure]
    known = [[program.nodes[rule.figure_id].whole, joined[rule.figure_id]] for rule in [*both, *parted]]
    codes = program.add(steps.whole_and_parts, known[: len(both)])
    flags = _any_reported(program, parted)
    codes += program.add(steps.by_parts, [[*pair, flag] for pair, flag in zip(known[len(both) :], flags, strict=True)])
    for rule, code in zip([*both, *parted], codes, strict=True):
        whole = program.nodes[rule.figure_id].whole
        figures = [row for part in rule.parts for row in program.nodes[part.figure_id].figures]
        program.nodes[rule.figure_id] = Node(code, whole, (whole, *figures))


def _by_way(rules: Sequence[Rule]) -> dict[int, list[Rule]]:
    """Rules by how many of their parts must hold; 0 is all of them."""
    ways: dict[int, list[Rule]] = {}
    for rule in rules:
        ways.setdefault(0 if rule.share_all else rule.least, []).append(rule)
    return ways


def _joined(program: Program, least: int, rules: Sequence[Rule]) -> Iterator[tuple[str, int]]:
    join = steps.at_least(least) if least else steps.all_of
    rows = program.add(join, [[program.nodes[part.figure_id].code for part in rule.parts] for rule in rules])
    return zip([rule.figure_id for rule in rules], rows, strict=True)


def _any_reported(program: Program, rules: Sequence[Rule]) -> list[int]:
    """For each rule, whether anything was reported of a part that applies."""
    if not rules:
        return []
    nodes = [[program.nodes[part.figure_id] for part in rule.parts] for rule in rules]
    flags = iter(program.add(steps.reported, [node.figures for own in nodes for node in own], Code.NO_FIGURE))
    rows = np.full((2, max(map(len, nodes)), len(rules)), program.constant(Code.NOT_APPLICABLE), np.intp)
    for at, own in enumerate(nodes):
        rows[0, : len(own), at] = [node.code for node in own]
        rows[1, : len(own), at] = [next(flags) for _ in own]
    return program.add(steps.any_reported, rows)


def _place_criteria(program: Program, plan: Plan) -> None:
    """Criteria after their indicators; an incomplete one is never better than "no threshold"."""
    law, unknown = plan.criteria_set, program.constant(Code.NO_THRESHOLD)
    own = [[program.nodes[i.id].code for i in law.indicators_of[criterion.id]] for criterion in law.criteria]
    short = [
        [] if criterion.complete and rows else [unknown] for criterion, rows in zip(law.criteria, own, strict=True)
    ]
    criteria = program.add(steps.all_of, [a + b for a, b in zip(own, short, strict=True)])
    program.criteria = range(criteria[0], criteria[-1] + 1)
    _place_following(program, plan, dict(zip([c.id for c in law.criteria], criteria, strict=True)))
    asked = [program.nodes[name].code for name in plan.prerequisites]
    program.title = program.add(steps.title, [[*criteria, *asked]])[0]


def _place_following(program: Program, plan: Plan, criteria: Mapping[str, int]) -> None:
    """A prerequisite that nobody reported is answered by the criteria it follows from."""
    rules = [rule for rule in plan.prerequisites.values() if rule.follows_from and rule.needed.value is not None]
    joined = program.add(steps.all_of, [[criteria[name] for name in rule.follows_from] for rule in rules])
    known = [[program.nodes[rule.figure_id].code, row] for rule, row in zip(rules, joined, strict=True)]
    for rule, row in zip(rules, program.add(steps.reported_or_following, known), strict=True):
        program.nodes[rule.figure_id] = program.nodes[rule.figure_id]._replace(code=row)
