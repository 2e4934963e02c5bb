"""The tables of a report on a period: titles, criteria, indicators, targets and tasks, as of its last day."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from openntm.assessment.models import Assessment
from openntm.criteria import load_set
from openntm.places.models import HAMLET_KINDS, Kind, Place
from openntm.places.queries import territory
from openntm.recognition.queries.titles import records_in_force
from openntm.steering.models import Target, Task, Title
from openntm.steering.queries import check_target, targets_on

FORM = Path(__file__).parent / "data" / "report-form.yaml"
MOST_INDICATORS = 15
Json = dict[str, Any]


@cache
def form() -> Json:
    """The headings, with the tables that stand under each."""
    found: Json = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    return found


def tables_of(place: Place, begins: date, ends: date, assessment: Assessment) -> list[Json]:
    """Each table with its titles in both languages, its columns and rows of plain values; the order is the form's."""
    frozen = json.loads(assessment.content)
    return [
        tasks_table(place, begins, ends),
        titles_table(place, ends),
        communes_table(frozen),
        indicators_table(frozen, assessment.set_id),
        targets_table(place, ends),
    ]


def table(key: str, vi: str, en: str, columns: list[tuple[str, str, str]], rows: list[list[Any]]) -> Json:
    """`columns` are (Vietnamese, English, kind: text or number)."""
    named = [{"vi": one, "en": other, "kind": kind} for one, other, kind in columns]
    return {"key": key, "title": {"vi": vi, "en": en}, "columns": named, "rows": rows}


def titles_table(place: Place, on: date) -> Json:
    units = [unit for unit in territory(place, on) if unit.kind == Kind.XA]
    ids = {unit.place_id for unit in units}
    held = records_in_force(on, counted=True).filter(place__in=[*ids, place.pk])
    rows: list[list[Any]] = []
    for title in Title:
        found = [
            record for record in held if record.title == title and (record.place_id in ids or title.startswith("d"))
        ]
        if found:
            is_hamlet = title == Title.MODEL_HAMLET
            of = None if is_hamlet else 1 if title.startswith("district") else len(units)
            rows.append([str(title.value), len({(one.place_id, one.holder) for one in found}), of])
    columns = [("Danh hiệu", "Title", "title"), ("Số đơn vị", "Units", "number"), ("Trên tổng số", "Of", "number")]
    return table("titles", "Danh hiệu đang giữ", "Titles held", columns, rows)


def communes_table(frozen: Json) -> Json:
    rows = [
        [
            case["unit"].get("name", case["place"]),
            int(case["findings"]["criteria_met"]),
            int(case["findings"]["criteria_total"]),
            int(case["findings"]["indicators_met"]),
            int(case["findings"]["indicators_total"]),
        ]
        for case in frozen["places"]
        if case["unit"].get("kind") not in HAMLET_KINDS
    ]
    columns = [
        ("Xã", "Commune", "text"),
        ("Tiêu chí đạt", "Criteria met", "number"),
        ("Tổng số tiêu chí", "Criteria", "number"),
        ("Chỉ tiêu đạt", "Indicators met", "number"),
        ("Tổng số chỉ tiêu", "Indicators", "number"),
    ]
    return table(
        "communes", "Kết quả từng xã theo số liệu đã chốt", "Results by commune, frozen figures", columns, rows
    )


def indicators_table(frozen: Json, set_id: str) -> Json:
    """The indicators that most communes miss; not met and unknown are told apart."""
    missed, unknown = Counter[str](), Counter[str]()
    for case in frozen["places"]:
        for name, finding in case["findings"]["indicators"].items():
            missed[name] += finding["verdict"] == "not_met"
            unknown[name] += finding["verdict"] == "unknown"
    asked = load_set(set_id).by_id
    short = sorted((name for name in asked if missed[name] + unknown[name]), key=lambda n: (-missed[n], -unknown[n]))
    rows = [
        [name, asked[name].title.vi, asked[name].title.en, missed[name], unknown[name]]
        for name in short[:MOST_INDICATORS]
    ]
    columns = [
        ("Chỉ tiêu", "Indicator", "text"),
        ("Nội dung", "Content", "vi"),
        ("Nội dung", "Content", "en"),
        ("Số xã chưa đạt", "Not met", "number"),
        ("Số xã chưa xác định", "Unknown", "number"),
    ]
    return table("indicators", "Chỉ tiêu nhiều xã chưa đạt nhất", "Indicators missed most", columns, rows)


def targets_table(place: Place, on: date) -> Json:
    rows = [[target.title_vi, target.title_en, *final_of(target), *said(target)] for target in targets_on(place, on)]
    columns = [
        ("Mục tiêu", "Target", "vi"),
        ("Mục tiêu", "Target", "en"),
        ("Từ", "From", "number"),
        ("Đến", "To", "number"),
        ("Thời hạn", "Due", "day"),
        ("Đối chiếu phép tính", "Reckoning", "vi"),
        ("Đối chiếu phép tính", "Reckoning", "en"),
    ]
    return table("targets", "Mục tiêu kế hoạch", "Targets", columns, rows)


def final_of(target: Target) -> Iterator[str | None]:
    yield str(target.final.low) if target.final else None
    yield str(target.final.high) if target.final else None


def said(target: Target) -> Iterator[str]:
    check = check_target(target)
    yield from (target.due.isoformat(), check.message_vi, check.message_en)


def tasks_table(place: Place, begins: date, ends: date) -> Json:
    """Tasks of the place and of the units under it that were open in the period, counted as of its last day."""
    ids = [place.pk, *(unit.place_id for unit in territory(place, ends))]
    given = Task.objects.filter(place__in=ids, given_on__lte=ends).exclude(state=Task.State.WITHDRAWN)
    given = given.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=begins))
    tasks = list(given.values_list("given_on", "due", "closed_on"))
    closed = sum(end is not None and end <= ends for _start, _due, end in tasks)
    late = sum(due < ends and (end is None or end > ends) for _start, due, end in tasks)
    new = sum(start >= begins for start, _due, _end in tasks)
    rows: list[list[Any]] = [[len(tasks), new, closed, len(tasks) - closed, late]]
    columns = [
        ("Nhiệm vụ trong kỳ", "Tasks of the period", "number"),
        ("Giao mới", "New", "number"),
        ("Đã chấp nhận kết quả", "Accepted", "number"),
        ("Còn lại", "Open", "number"),
        ("Trong đó quá hạn", "Of these overdue", "number"),
    ]
    return table("tasks", "Nhiệm vụ đã giao", "Tasks given", columns, rows)
