"""`check_file` refuses a set with the file, the line and the rule."""

import pytest
from click.testing import CliRunner

from openntm.criteria import check_file, load_set, set_ids
from openntm.portal.commands.sets import command

from .sets import BODY, HEAD

CASES = """
- name: Met
  date: 2023-12-31
  region: tdmnpb
  figures: {"1.1": true, "1.2": "95"}
  expect: {"1.1": met, "1.2": met}
- name: Just not met
  date: 2023-12-31
  region: tdmnpb
  figures: {"1.1": false, "1.2": "94.99"}
  expect: {"1.1": not_met, "1.2": {verdict: not_met, gap: "0.01"}}
- name: Not reported
  date: 2023-12-31
  expect: {"1.1": unknown/no_figure, "1.2": unknown/no_figure}
"""
PART = """
    combine: all
    parts:
      - id: a
        title: {vi: Phần, en: Part}
        kind: boolean
        unit: pass
        thresholds: [{from: 2022-03-08, act: qd1, values: {all: true}}]
"""


@pytest.fixture
def check(tmp_path):
    def _check(text: str = HEAD + BODY, cases: str = CASES):
        (tmp_path / "tiny.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "tiny.cases.yaml").write_text(cases, encoding="utf-8")
        return check_file(tmp_path / "tiny.yaml")

    return _check


def test_a_good_set_has_no_problems(check):
    assert check() == []


WRONG = [
    ('tdmnpb: "95"', "tdmnpb: 95", "unquoted-figure"),
    ('tdmnpb: "95"', "tdmnpb: 95.5", "unquoted-figure"),
    ('tdmnpb: "95"', 'tdmnpb: "95,5"', "wrong-value"),
    ('tdmnpb: "95"', 'tdmnpb: "1e2"', "wrong-value"),
    ('tdmnpb: "95"', 'tdmnp: "95"', "unknown-region"),
    ("unit: percent", "unit: procent", "unknown-unit"),
    ("act: qd1, clause: ", "clause: ", "no-source"),
    ("act: qd1, clause: ", "act: qd9, clause: ", "unknown-act"),
    ('id: "1.2"', 'id: "1.1"', "duplicate-id"),
    ('id: "1.2"', "id: 1.2", "unquoted-figure"),
    ("kind: ratio", "kind: share", "unknown-word"),
    ("direction: at_least", "direction: yes", "wrong-value"),
    ("unit: percent", "unit: percent\n    unit: percent", "duplicate-key"),
    ("unit: percent", "unit: percent\n    colour: red", "unknown-key"),
    ("unit: percent", "unit: percent\n    no: red", "unquoted-key"),
    ("unit: percent", "unit: percent\n    combine: all", "no-parts"),
    ("unit: percent", f"unit: percent{PART.replace('combine: all', 'k: null')}", "no-combine"),
    ("unit: percent", f"unit: percent{PART.replace('combine: all', 'combine: at_least_k')}", "at-least-k"),
    ("unit: percent", "unit: percent\n    applies_when: a and b", "bad-when"),
    ("unit: percent", "unit: percent\n    applies_when: has_market", "unknown-attribute"),
    ("unit: percent", "unit: percent\n    read: [S7]", "unknown-source"),
    ("unit: percent", "unit: percent\n    measure: {kind: fall, years: 2}", "measure"),
    ("{from: 2022-03-08, act: qd1, clause: ", "{from: 2022-03-08, to: 2022-01-01, act: qd1, clause: ", "dates"),
    ("{from: 2022-03-08, act: qd1, clause: ", "{from: 2026-03-08, act: qd1, clause: ", "dates"),
    ("{from: 2022-03-08, act: qd1, clause: ", "{from: 8/3/2022, act: qd1, clause: ", "wrong-value"),
    ("indicators: 2}", "indicators: 3}", "counts"),
    ("criteria: 1, indicators", "criteria: 2, indicators", "counts"),
    ("to: 2025-12-31", "to: 2021-12-31", "dates"),
    ('criterion: "1"', 'criterion: "7"', "unknown-criterion"),
    ("verified: true, read: [S1]}", "verified: true}", "unread"),
]


@pytest.mark.parametrize(("right", "wrong", "rule"), WRONG)
def test_a_wrong_set_is_refused_with_its_line(check, right, wrong, rule):
    text = HEAD + BODY
    at = text.rindex(right)
    changed = text[:at] + wrong + text[at + len(right) :]
    problems = [problem for problem in check(changed) if problem.rule == rule]
    line = text[:at].count("\n") + 1
    assert problems, check(changed)
    assert any(abs(problem.line - line) <= 8 for problem in problems)


def test_two_rows_for_one_region_on_one_day_are_refused(check):
    row = '      - {from: 2023-01-01, act: qd1, clause: x, values: {tdmnpb: "96"}}\n'
    (problem,) = [p for p in check(HEAD + BODY.rstrip() + "\n" + row) if p.rule != "case-fails"]
    assert (problem.rule, problem.message) == ("overlapping-dates", "two rows give a value for tdmnpb on 2023-01-01")
    assert problem.line == (HEAD + BODY).rstrip().count("\n") + 2


def test_an_indicator_without_its_three_cases_is_refused(check):
    problems = check(
        cases=CASES.replace('"1.2": unknown/no_figure', '"1.1": met').replace('"1.1": unknown/no_figure, ', "")
    )
    assert [problem.rule for problem in problems] == ["case-fails", "three-cases", "three-cases"]


def test_a_case_that_does_not_come_out_is_refused_with_its_line(check):
    (problem,) = check(cases=CASES.replace('gap: "0.01"', 'gap: "0.02"'))
    assert (problem.rule, problem.line) == ("case-fails", 7)
    assert problem.message == '"Just not met": 1.2 gap: expected 0.02, came out as 0.01'


def test_a_set_without_cases_is_refused(tmp_path):
    (tmp_path / "tiny.yaml").write_text(HEAD + BODY, encoding="utf-8")
    assert [problem.rule for problem in check_file(tmp_path / "tiny.yaml")] == ["no-cases"]


@pytest.mark.parametrize(
    "content", [b"", b"[1, 2]", b"a: [", b"\xff\xfe\x00", b"&a [*a]", b"a: &x [*x]", b"? [a]\n: b", b"\x00"]
)
def test_a_file_that_is_no_set_is_refused(tmp_path, content):
    path = tmp_path / "hostile.yaml"
    path.write_bytes(content)
    assert check_file(path)


OVERLAY = """
overlay: province_x
set: rule_kinds_example
province: x
region: tdmnpb
title: {vi: Quyết định, en: Decision}
from: 2022-06-01
acts: {p: {number: 1/QĐ-UBND, title: {vi: Quyết định, en: Decision}}}
values:
  - {indicator: "kind-3", from: 2022-06-01, act: p, values: {all: "96"}}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ('"96"', '"94.9"', "loosens"),
        ("set: rule_kinds_example", "set: rule_kinds", "unknown-set"),
        ('"kind-3"', '"kind-99"', "unknown-indicator"),
        ("act: p", "act: q", "unknown-act"),
        ("{all:", "{zone_1:", "unknown-region"),
    ],
)
def test_a_province_may_tighten_and_not_loosen(tmp_path, right, wrong, rule):
    path = tmp_path / "overlay.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    assert check_file(path) == []
    path.write_text(OVERLAY.replace(right, wrong), encoding="utf-8")
    assert rule in {problem.rule for problem in check_file(path)}


def test_the_command_prints_one_line_a_problem_and_fails(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(HEAD + BODY.replace('tdmnpb: "95"', "tdmnpb: 95"), encoding="utf-8")
    result = CliRunner().invoke(command, ["check", str(path)])
    assert result.exit_code == 1
    assert result.output.startswith(f"{path}:36: unquoted-figure: ")


def test_the_command_lists_and_shows_sets():
    assert set(set_ids()) <= {line.split()[0] for line in CliRunner().invoke(command, ["list"]).output.splitlines()}
    shown = CliRunner().invoke(command, ["show", "rule_kinds_example"]).output
    assert "kind-12:a" in shown
    assert "attribute:schools_in_commune" in shown
    assert CliRunner().invoke(command, ["show", "nothing"]).exit_code == 2


def test_the_example_is_not_listed_unless_asked_for():
    assert "rule_kinds_example" not in set_ids()
    assert load_set("rule_kinds_example").example_of is not None
