"""Whether a Word file of an office can take the place of the product's template; refused whole, with the reason."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes

from openntm.office.documents.shape import (
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Points,
    Signature,
    Table,
    Verification,
)
from openntm.office.documents.word import default_template, environment, fields, render_docx

# What a document may not lose by a change of template; the others an office may write out as fixed text.
NEEDED = (
    "so_ky_hieu", "dia_danh_ngay", "trich_yeu", "kinh_gui", "can_cu", "noi_dung", "noi_nhan", "ky", "ten_nguoi_ky",
    "ky_trai", "ten_trai", "phu_luc", "dau", "ma_qr", "dia_chi",
)  # fmt: skip
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not)
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
W_INSTR = qn("w:instr")
FETCHING = re.compile(r"INCLUDE(PICTURE|TEXT)|DDE|(?<!HYPER)LINK|IMPORT|EMBED|DATABASE", re.IGNORECASE)
LARGEST, UNPACKED = 2_000_000, 10_000_000
SAMPLE = Document(
    superior="ỦY BAN NHÂN DÂN TỈNH",
    issuer="ỦY BAN NHÂN DÂN HUYỆN",
    number="01/QĐ-UBND",
    place_name="Huyện",
    day=date(2020, 3, 5),
    title="QUYẾT ĐỊNH",
    abstract="Về việc thử mẫu văn bản",
    addressees=("Nơi nhận thử",),
    authority="CHỦ TỊCH",
    bases=("Căn cứ thử",),
    decides="QUYẾT ĐỊNH:",
    blocks=(
        Heading("I. PHẦN THỬ"),
        Paragraph("Đoạn văn thử."),
        Points(("Điểm thử",)),
        Table((Column("TT"), Column("Nội dung", 4)), (Group("Nhóm"), ("1", "Ô thử"))),
    ),
    signatures=(Signature(("THƯ KÝ",), name="Người ký thứ nhất"), Signature(("CHỦ TỊCH",), name="Người ký thứ hai")),
    receivers=("Lưu: VT",),
    annex=(Paragraph("Phụ lục thử."),),
    mark="DỰ THẢO",
    verification=Verification("THU", "HTTPS://EXAMPLE.VN/Q/THU"),
)


class TemplateRefused(Exception):
    """Carries the sentence for the person who handed the template in."""


def check_template(content: bytes) -> None:
    """Raises TemplateRefused; a template that passes has been rendered once."""
    if len(content) > LARGEST:
        raise TemplateRefused(_("A template may be 2 MB large at most: make its pictures smaller."))
    refuse_foreign_parts(content)
    named = names_in(content)
    if unknown := sorted(named - set(known_fields())):
        raise TemplateRefused(_("These fields do not exist: %(names)s.") % {"names": ", ".join(unknown)})
    if missing := [name for name in NEEDED if name not in named]:
        raise TemplateRefused(
            _("These fields are missing, their content would be lost: %(names)s.") % {"names": ", ".join(missing)}
        )
    try:
        render_docx(SAMPLE, content)
    except Exception:
        raise TemplateRefused(_("A document could not be made from it: start again from the default template."))


def refuse_foreign_parts(content: bytes) -> None:
    """No macros, no embedded objects, nothing fetched from elsewhere when the document is opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(member.file_size for member in package.infolist()) > UNPACKED:
                raise TemplateRefused(_("A template may be 2 MB large at most: make its pictures smaller."))
            if "word/document.xml" not in package.namelist():
                raise TemplateRefused(_("This is not a Word file (.docx)."))
            for member in package.namelist():
                refuse_part(member, package.read(member) if member.endswith((".xml", ".rels")) else b"")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, SyntaxError, RuntimeError):
        raise TemplateRefused(_("This is not a Word file (.docx)."))


def refuse_part(name: str, xml: bytes) -> None:
    lower = name.lower()
    tree = parse_xml(xml) if xml else None
    nodes_in = [] if tree is None else [node for node in tree.iter() if isinstance(node.tag, str)]
    if "vba" in lower or any("macroEnabled" in value for node in nodes_in for value in node.attrib.values()):
        raise TemplateRefused(_("The file contains macros. Save it as .docx and hand it in again."))
    if lower.startswith(("word/embeddings/", "word/activex/")) or any(
        node.tag.endswith("}altChunk") for node in nodes_in
    ):
        raise TemplateRefused(_("The file contains embedded objects: take them out and hand it in again."))
    has_doctype = tree is not None and bool(tree.getroottree().docinfo.doctype)
    if has_doctype or any(fetches(node) for node in nodes_in) or FETCHING.search(instructions(nodes_in)):
        raise TemplateRefused(_("The file fetches something from elsewhere when it is opened: take that out."))


def fetches(node: Any) -> bool:
    """Links that a reader clicks are allowed, everything else outside the file is not."""
    if node.tag.rpartition("}")[2] != "Relationship" or node.get("TargetMode", "").strip().lower() != "external":
        return False
    return not node.get("Type", "").endswith("/hyperlink")


def instructions(nodes_in: Iterable[Any]) -> str:
    """The field codes of a part, which Word may have cut into pieces, one after the other."""
    kept = [node.get(W_INSTR, "") + " " for node in nodes_in if node.get(W_INSTR)]
    return "".join([*kept, *(node.text or "" for node in nodes_in if node.tag.endswith("}instrText"))])


def names_in(content: bytes) -> set[str]:
    """The fields that the template names; anything but fields and conditions on them is refused."""
    named: set[str] = set()
    try:
        for source in sources(content):
            tree = environment().parse(source)
            if any(not isinstance(node, ALLOWED) for node in walked(tree)):
                raise TemplateRefused(_("Between braces may stand only the names of fields, and conditions on them."))
            named |= {node.name for node in tree.find_all(nodes.Name)}
    except TemplateError:
        raise TemplateRefused(_("A field is not written right: each one needs two braces before and after its name."))
    return named


def sources(content: bytes) -> Iterator[str]:
    """Every part that is rendered, found as docxtpl finds them: by their relations, whatever their names."""
    try:
        word = DocxTemplate(io.BytesIO(content))
        word.init_docx()
        yield word.patch_xml(word.get_xml())
        for kind in (word.HEADER_URI, word.FOOTER_URI):
            for _key, part in word.get_headers_footers(kind):
                yield word.patch_xml(word.get_part_xml(part))
        for part in word.docx.part.package.parts:
            if part.content_type == FOOTNOTES:
                yield word.patch_xml(part.blob.decode("utf-8"))
        properties = word.docx.core_properties
        for name in ("author", "comments", "identifier", "language", "subject", "title"):
            yield getattr(properties, name)
    except (KeyError, ValueError, UnicodeDecodeError, SyntaxError):
        raise TemplateRefused(_("This is not a Word file (.docx)."))


def walked(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from walked(child)


def known_fields() -> list[str]:
    word = DocxTemplate(io.BytesIO(default_template()))
    return list(fields(SAMPLE, word))
