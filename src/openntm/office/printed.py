"""Print-outs and the templates behind them, as pages and services read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.office.models import DocumentTemplate, Post, PrintOut
from openntm.office.queries import held_posts
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries.units import nearest_version, superiors_of

FIELD_MEANINGS: dict[str, Any] = {
    "co_quan_chu_quan": _("superior body"),
    "co_quan_ban_hanh": _("issuing body"),
    "so_ky_hieu": _("number and symbol, with the word before it"),
    "dia_danh_ngay": _("place name and day"),
    "ten_loai": _("kind of document, empty for an official letter"),
    "trich_yeu": _("abstract"),
    "kinh_gui": _("addressees, with the words before them"),
    "tham_quyen": _("who decides, above the legal bases"),
    "can_cu": _("legal bases, paragraph by paragraph"),
    "quyet_dinh": _("the line after the legal bases that says that the body decides"),
    "noi_dung": _("the content with its tables"),
    "noi_nhan": _("receivers, one a line"),
    "ky": _("lines of authority above the signature"),
    "ghi_chu_ky": _("note under them, as: sign with full name"),
    "ten_nguoi_ky": _("name of the signer"),
    "ky_trai": _("the same of the signature on the left, in minutes"),
    "ghi_chu_trai": _("note of the signature on the left"),
    "ten_trai": _("name of the signer on the left"),
    "phu_luc": _("annex, on pages of its own"),
    "dau": _("mark of drafts and illustrative figures, for the head of each page"),
    "ma_qr": _("the code as a picture"),
    "loi_kiem_tra": _("the sentence beside the code"),
    "dia_chi": _("the address under the code"),
}


def standing_print_outs(kind: str, key: str) -> QuerySet[PrintOut]:
    """Those that were not withdrawn, the last one first."""
    return PrintOut.objects.filter(kind=kind, subject_key=key, withdrawn_why="")


def current_print_out(kind: str, key: str) -> PrintOut | None:
    return standing_print_outs(kind, key).first()


def newer_print_out(than: PrintOut) -> PrintOut | None:
    current = current_print_out(than.kind, than.subject_key)
    return current if current and current.pk > than.pk else None


def printing_offices(print_out: PrintOut) -> list[str]:
    """Where the person who made it held posts on that day; no name of a person."""
    on = timezone.localdate(print_out.made_at)
    posts = Post.objects.filter(person=print_out.made_by, valid_from__lte=on)
    held = held_posts(posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)))
    return list(dict.fromkeys(post.place for post in held))


@dataclass(frozen=True)
class InForce:
    """The template of one kind of document at a place: its own, one from above, or the product's."""

    kind: str
    name: Any
    template: DocumentTemplate | None
    unit: PlaceVersion | None
    is_own: bool


def templates_in_force(place: Place, on: date) -> list[InForce]:
    return [in_force(kind, place, on) for kind in settings.DOCUMENT_KINDS]


def in_force(kind: str, place: Place, on: date) -> InForce:
    """The nearest place upwards that has a template of its own."""
    version = nearest_version(place, on)
    for unit in (version, *reversed(superiors_of(version, min(on, version.last_day) if version.valid_to else on))):
        template = own_template(kind, unit.place)
        if template:
            return InForce(kind, settings.DOCUMENT_KINDS[kind], template, unit, unit.place_id == place.pk)
    return InForce(kind, settings.DOCUMENT_KINDS[kind], None, None, False)


def own_template(kind: str, place: Place) -> DocumentTemplate | None:
    """The last word of the place itself; going back to the default is a word too."""
    rows = DocumentTemplate.objects.filter(kind=kind, place=place).select_related("file", "put_by")
    last = rows.first()
    return last if last and last.file else None
