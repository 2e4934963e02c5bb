"""The public list of sites of a place, and what keepers enter about one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes.drawn import drawn as drawn_code
from openntm.heritage import drawing
from openntm.heritage.access import keeps, rounds_visible_to, sites_kept_by
from openntm.heritage.forms import CustodianForm, EndForm, FileForm, FindForm, SiteForm
from openntm.heritage.queries.positions import shown_position
from openntm.heritage.queries.rounds import round_rows
from openntm.heritage.queries.sites import COLUMNS, SiteRow, line_of, site_rows, sites_of
from openntm.heritage.services import files as file_services
from openntm.heritage.services import sites as services
from openntm.heritage.views.common import at, entered, kept_here, site_here
from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS
from openntm.places.queries import centres_of, subtree
from openntm.places.vietnamese import fold

HEADS = [
    ("name", gettext_lazy("Heritage site")),
    ("kind", gettext_lazy("Kind")),
    ("rank", gettext_lazy("Rank")),
    ("unit", gettext_lazy("Commune of the record")),
    ("round", gettext_lazy("Last condition round")),
]
RANKS = ["treasure", "national_special", "national", "provincial", "inventory", "unstated"]
SORTS: dict[str, Any] = {
    "name": lambda row: row.site.sort_key,
    "kind": lambda row: row.site.kind,
    "rank": lambda row: RANKS.index(row.site.rank),
    "unit": lambda row: row.unit.sort_key,
    "round": lambda row: row.last.visit.day.isoformat() if row.last else "",
}


def sites(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody, as of the day; exact positions of sensitive sites are on neither page nor file."""
    unit, on = spot(request, code, day)
    form = FindForm(request.GET or None)
    found = site_rows(sites_of(unit, on, request.user), on)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    rows = sorted((row for row in found if fits(row, form)), key=SORTS.get(sort, SORTS["name"]), reverse=descending)
    if ending := file_asked(request):
        words = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        about = _("OpenNTM, heritage sites of %(place)s on %(day)s; positions of sensitive sites are coarse") % words
        return download(ending, "heritage", COLUMNS, map(line_of, rows), about, is_open=True)
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context |= {"query": query_without(request, "page", "format"), "marks": marks_of(rows)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["may_keep"] = may(request.user, Action.KEEP_HERITAGE, unit.place, today())
    context["reads"] = may(request.user, Action.READ_FIGURES, unit.place, today())
    return render(request, "heritage/sites.html", context)


def fits(row: SiteRow, form: FindForm) -> bool:
    body = row.custodian.body if row.custodian else ""
    words = fold(f"{row.site.name} {row.site.hamlet} {row.site.parts} {row.unit.full_name} {body}")
    kind, rank = form.wanted("kind"), form.wanted("rank")
    return fold(form.wanted("q")) in words and kind in ("", row.site.kind) and rank in ("", row.site.rank)


def marks_of(rows: list[SiteRow]) -> list[drawing.Mark]:
    """At the public position, else at the centre of the commune."""
    centres = centres_of({row.site.place_id for row in rows})
    spots = [(row, row.spot or centres.get(row.site.place_id)) for row in rows]
    return drawing.drawn((row.site.name, row.unit.name, spot) for row, spot in spots if spot)


@requires(Action.READ_FIGURES)
def site(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    one = site_here(request, unit, pk)
    row = site_rows(type(one).objects.filter(pk=pk), on)[0]
    is_kept = keeps(person, one)
    rounds = rounds_visible_to(person).filter(subject_key=str(pk), day__lte=on)
    context = {"unit": unit, "on": on, "site": one, "row": row, "knows": is_kept}
    context |= {"position": shown_position(one, person), "custodians": one.custodians.all()}
    context |= {"rounds": round_rows(rounds, [one]), "accounts": one.accounts.all(), "holds": one.holds.all()}
    context |= {"files": one.files.select_related("file") if is_kept else (), "may_keep": is_kept and not one.ended_on}
    context["may_check"] = may(person, Action.CHECK_HERITAGE, one.place, today()) and not one.ended_on
    return render(request, "heritage/site.html", context)


@requires(Action.KEEP_HERITAGE)
def site_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    units = sorted(subtree(unit.place, on, COMMUNE_KINDS), key=lambda one: one.sort_key)
    among = sites_of(unit, on, request.user)
    form = SiteForm(request.POST or None, units=units, sites=among, initial={"kind": "unstated", "rank": "unstated"})
    words = Words(heading=_("Add a heritage site"), said=_("The site stands in the register."))
    return entry(request, form, services.add_site, back=at("sites", code, day), words=words)


def site_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, _on = kept_here(request, code, day, pk)
    first = {name: getattr(one, name) for name in SiteForm.base_fields} | {"within": one.within_id}
    form = SiteForm(request.POST or None, sites=sites_kept_by(request.user).exclude(pk=pk), initial=first)
    words = Words(heading=_("Change a heritage site"), said=_("Saved."), lead=one.name, button=_("Save"))
    return entry(request, form, services.change_site, back=at("site", code, day, pk), given={"pk": pk}, words=words)


def site_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, on = kept_here(request, code, day, pk)
    form = EndForm(request.POST or None, initial={"day": first_day(on)})
    lead = _("%(name)s: from that day on it is not in the register. Its page stays and says why.") % {"name": one}
    words = Words(_("Take this site out of the register?"), _("Taken out."), lead, _("Take it out"))
    back = at("site", code, day, pk)
    return entry(request, form, services.end_site, back=back, given={"pk": pk}, is_danger=True, words=words)


def custodian_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, on = kept_here(request, code, day, pk)
    form = CustodianForm(request.POST or None, initial={"day": first_day(on)})
    lead = _("%(name)s: the custodian before stays on record until the day before.") % {"name": one}
    words = Words(_("Enter a custodian"), _("The custodian stands in the register."), lead)
    return entry(request, form, services.hand_over_site, back=at("site", code, day, pk), given={"pk": pk}, words=words)


def file_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, _on = kept_here(request, code, day, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    words = Words(_("Add a picture or document"), _("Kept."), one.name)
    return entry(request, form, file_services.add_file, back=at("site", code, day, pk), given={"pk": pk}, words=words)


def site_file(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    """The whole file, which may hold the exact position: for keepers."""
    one, _on = kept_here(request, code, day, pk)
    kept = get_object_or_404(one.files.select_related("file"), pk=file).file
    return attachment(content(kept), kept.media_type, kept.original_name)


def file_hide(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    one, _on = kept_here(request, code, day, pk)
    get_object_or_404(one.files, pk=file)
    if request.method == "POST":
        file_services.hide_file(by=signed_in(request), pk=pk, file=file)
    return redirect("heritage:site", code, day, pk)


def poster(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    one = site_here(request, unit, pk)
    if request.method == "POST":
        file_services.make_poster(by=person, pk=pk)
        return redirect("heritage:poster", code, day, pk)
    minted = file_services.code_of(one)
    context = {"unit": unit, "on": on, "site": one, "may_keep": keeps(person, one) and not one.ended_on}
    return render(request, "heritage/poster.html", context | (drawn_code(minted) if minted else {}))
