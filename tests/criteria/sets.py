"""Small sets for tests, written to a file so that they go through the loader."""

from pathlib import Path

from openntm.criteria import CriteriaSet, load_set

HEAD = """
set: tiny
version: "1"
title: {vi: Bộ thử, en: Tiny set}
level: ntm
judges: [xa]
from: 2022-03-08
to: 2025-12-31
counts: {criteria: 1, indicators: 2}
acts:
  qd1: {number: 1/QĐ-TTg, title: {vi: Quyết định, en: Decision}, verified: true, read: [S1]}
sources: {S1: {url: null, read: made for the test}}
regions:
  - {key: chung, vi: Chỉ tiêu chung, en: General target}
  - {key: tdmnpb, vi: Trung du miền núi phía Bắc, en: Northern Midlands and Mountains}
  - {key: dbsh, vi: Đồng bằng sông Hồng, en: Red River Delta}
criteria:
  - {id: "1", title: {vi: Một, en: One}}
"""
BODY = """
indicators:
  - id: "1.1"
    criterion: "1"
    title: {vi: Có quy hoạch, en: Has a plan}
    kind: boolean
    unit: pass
    direction: yes
    thresholds: [{from: 2022-03-08, act: qd1, clause: "Phụ lục I, chỉ tiêu 1.1", verified: true, values: {all: true}}]
    verified: true
  - id: "1.2"
    criterion: "1"
    title: {vi: Tỷ lệ hộ dùng điện, en: Households with electricity}
    kind: ratio
    unit: percent
    direction: at_least
    thresholds:
      - {from: 2022-03-08, act: qd1, clause: "Phụ lục I, chỉ tiêu 1.2", values: {chung: "98", tdmnpb: "95"}}
"""


def tiny_set(folder: Path, body: str = BODY, head: str = HEAD) -> CriteriaSet:
    """The set of `head` and `body` as the loader reads it."""
    path = folder / "tiny.yaml"
    path.write_text(head + body, encoding="utf-8")
    return load_set(path)
