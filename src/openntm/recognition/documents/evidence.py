"""Danh mục minh chứng: the files behind the figures of a dossier, each with its hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from openntm.criteria import CriteriaSet
from openntm.office.documents import Column, Document, Group, Paragraph, Table
from openntm.recognition.documents.head import Head, Request, document
from openntm.recognition.documents.words import number

COLUMNS = (
    Column("TT", 1.2, "center"),
    Column("Chỉ tiêu", 1.5, "center"),
    Column("Tên tệp", 4),
    Column("Dung lượng", 1.9, "right"),
    Column("Mã kiểm tra SHA-256", 6.4),
    Column("Cũng có trong", 2.2),
)
UNITS = ((1_000_000, "MB"), (1_000, "kB"), (1, "byte"))


@dataclass(frozen=True)
class EvidenceFile:
    """One file behind an indicator; `also` names the other dossiers that lean on the same file."""

    criterion: str
    indicator: str
    name: str
    size: int
    sha256: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    head: Head
    request: Request
    law: CriteriaSet
    files: tuple[EvidenceFile, ...]


def evidence_list(facts: Evidence) -> Document:
    distinct = len({file.sha256 for file in facts.files})
    without = [one for one in facts.law.criteria if one.id not in {file.criterion for file in facts.files}]
    bare = f" Chưa có minh chứng: tiêu chí {', '.join(one.id for one in without)}." if without else ""
    return document(
        facts.head,
        "DM",
        title="DANH MỤC MINH CHỨNG",
        abstract=f"Kèm theo hồ sơ đề nghị xét, công nhận {facts.request.what}",
        blocks=(
            Paragraph(f"Danh mục gồm {number(distinct)} tệp minh chứng cho {count(facts)} tiêu chí.{bare}"),
            Table(
                COLUMNS,
                tuple(rows(facts)) or (Group("Chưa có tệp minh chứng nào."),),
                note="Tệp có cùng mã kiểm tra là cùng một tệp, giống nhau đến từng byte.",
            ),
        ),
        receivers=("Hồ sơ", "Lưu: VT, NTM"),
    )


def count(facts: Evidence) -> str:
    named = {file.criterion for file in facts.files}
    return f"{len(named)}/{len(facts.law.criteria)}"


def rows(facts: Evidence) -> Iterator[tuple[str, ...] | Group]:
    place = 0
    for one in facts.law.criteria:
        files = [file for file in facts.files if file.criterion == one.id]
        if files:
            yield Group(f"Tiêu chí {one.id}. {one.title.vi}: {len(files)} tệp")
        for file in files:
            place += 1
            yield str(place), file.indicator, file.name, size(file.size), file.sha256, "; ".join(file.also)


def size(bytes_: int) -> str:
    most, unit = next((pair for pair in UNITS if bytes_ >= pair[0]), UNITS[-1])
    return f"{number((Decimal(bytes_) * 10 // most) / 10)} {unit}"
