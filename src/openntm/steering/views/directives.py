"""The register of documents of a place on a day, one document, and its files."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.access import files_visible_to, may, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.exports import WRITERS, download
from openntm.office.files import content, public_copy
from openntm.office.files.serve import attachment, copy_attachment
from openntm.office.listing import heads, page_of, query_without
from openntm.office.queries import place_names
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.steering.access.directives import (
    directives_kept_by,
    directives_visible_to,
    in_registers_of,
    may_attach,
    tasks_visible_to,
)
from openntm.steering.access.tasks import may_give
from openntm.steering.forms.directives import FindForm
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import (
    SUFFERED,
    in_force,
    is_replaced,
    relations_of,
    relations_to,
    standing,
    with_relations_to,
)
from openntm.steering.queries.finding import found_by
from openntm.steering.queries.register import ORDERS, Row, filtered, ordered, rows_of, years_of

MOST = 20_000
HEADS = [
    ("number", gettext_lazy("Number")),
    ("issued", gettext_lazy("Issued")),
    ("issuer", gettext_lazy("Issuer")),
]
COLUMNS = [
    gettext_lazy("Number"),
    gettext_lazy("Kind"),
    gettext_lazy("Direction"),
    gettext_lazy("Issued"),
    gettext_lazy("Takes effect on"),
    gettext_lazy("Issuer"),
    gettext_lazy("Signer"),
    gettext_lazy("Abstract"),
    gettext_lazy("State"),
    gettext_lazy("Reason"),
    gettext_lazy("Kept in the register of"),
    gettext_lazy("Public"),
    gettext_lazy("Source"),
    gettext_lazy("Verified"),
]


@dataclass(frozen=True)
class Asked:
    """What the address asks of the register: the documents seen, those found, and the words to mark."""

    unit: PlaceVersion
    on: date
    form: FindForm
    seen: QuerySet[Directive]
    found: QuerySet[Directive]
    needles: list[str]
    sort: str
    descending: bool

    @property
    def ids(self) -> list[int]:
        return ordered(self.found, self.sort, descending=self.descending)


def asked_register(request: HttpRequest, code: str, day: str) -> Asked:
    """A wrong filter finds nothing and says why."""
    unit, on = spot(request, code, day)
    seen = directives_visible_to(request.user).filter(in_registers_of(unit, on), issued__lte=on)
    form = FindForm(request.GET, years=years_of(seen))
    sort = request.GET.get("sort", "")
    descending = request.GET.get("order") == "desc" if sort in ORDERS else True
    found, needles = seen.none(), list[str]()
    if form.is_valid():
        given = form.cleaned_data
        found, needles = found_by(seen, given["q"])
        names = {name: given[name] for name in ("kind", "direction", "year")}
        found = filtered(found, on, force=given["standing"], **names)
    return Asked(unit, on, form, seen, found, needles, sort if sort in ORDERS else "issued", descending)


@require_safe
def directives(request: HttpRequest, code: str, day: str) -> HttpResponse:
    register = asked_register(request, code, day)
    page = page_of(request, register.ids)
    context: dict[str, Any] = {
        "unit": register.unit,
        "on": register.on,
        "form": register.form,
        "page": page,
        "rows": list(rows_of(page, register.on, register.needles)),
        "all": register.seen.count(),
        "over": standing(register.seen, "over", register.on).count(),
        "is_filtered": any(request.GET.get(name) for name in register.form.fields),
        "may_register": may(request.user, Action.REGISTER_DIRECTIVES, register.unit.place, today()),
        "heads": list(heads(request, HEADS, register.sort, descending=register.descending)),
        "query": query_without(request, "page"),
    }
    return render(request, "steering/directives.html", context)


@require_safe
def directives_export(request: HttpRequest, code: str, day: str, ending: str) -> HttpResponse:
    """All that was found, not only the page that is shown."""
    if ending not in WRITERS:
        raise Http404
    register = asked_register(request, code, day)
    said = {"place": register.unit.full_name, "day": register.on.strftime("%d/%m/%Y")}
    about = (
        _("OpenNTM, register of directives of %(place)s, as of %(day)s; the source of each stands in its row") % said
    )
    rows = (line(row) for row in rows_of(register.ids[:MOST], register.on))
    is_open = not register.found.filter(is_public=False).exists()
    return download(ending, f"directives-{code}-{day}", COLUMNS, rows, about, is_open=is_open)


def line(row: Row) -> list[str]:
    one = row.directive
    return [
        one.number,
        one.get_kind_display(),
        one.get_direction_display(),
        one.issued.isoformat(),
        one.starts.isoformat(),
        one.issuer_vi,
        one.signer,
        one.abstract_vi,
        str(row.force.state.label),
        row.force.reason,
        row.register or _("national"),
        _("yes") if one.is_public else _("no"),
        one.source_url or one.source_title,
        _("yes") if one.verified else _("no"),
    ]


@require_safe
def directive(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    seen = directives_visible_to(request.user)
    one = get_object_or_404(with_relations_to(seen), pk=pk)
    tasks = list(tasks_visible_to(request.user, one).select_related("place", "given_by"))
    names = place_names({task.place.key for task in tasks} | ({one.place.key} if one.place else set()))
    is_kept = directives_kept_by(request.user).filter(pk=pk).exists()
    reach = covered([unit.place], max(on, today())) if tasks else frozenset[int]()  # whose tasks have a page under it
    context: dict[str, Any] = {
        "unit": unit,
        "on": on,
        "directive": one,
        "force": in_force(one, on),
        "register": names.get(one.place.key, "") if one.place else "",
        "does": relations_of(one, seen),
        "suffers": [(SUFFERED[DirectiveRelation.Kind(row.kind)], row) for row in relations_to(one, seen, on)],
        "attachments": one.attachments.select_related("file").defer("text", "text_key"),
        "tasks": [(row, names.get(row.place.key, ""), row.place_id in reach) for row in tasks],
        "may_give": bool(unit.stands_on(on) and may_give(request.user, unit.place, today())),
        "targets": one.targets.filter(said_on__lte=on),
        "is_kept": is_kept,
        "may_change": is_kept and not is_replaced(one, today()),
        "may_attach": may_attach(request.user, one, unit.place),
    }
    return render(request, "steering/directive.html", context)


@require_safe
def directive_file(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    """For whoever may see the document; pictures without metadata, except for those who may read at its place."""
    one = get_object_or_404(directives_visible_to(request.user), pk=pk)
    stored = get_object_or_404(one.attachments.select_related("file").defer("text", "text_key"), pk=file).file
    is_own = files_visible_to(request.user, today(), Action.READ_FIGURES).filter(pk=stored.pk).exists()
    copy = None if is_own else public_copy(stored)
    if copy is not None:
        return copy_attachment(copy, f"{pk}-{file}")
    return attachment(content(stored), stored.media_type, stored.original_name)
