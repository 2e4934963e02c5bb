"""Guides for everybody: the list of a place and day, and one guide on a small page without a cookie."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openntm.codes.scanning.asking import client_address, language_of
from openntm.office.access import today
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, query_without
from openntm.office.wording import in_language
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, place_at
from openntm.services.catalogue import FACTS, PORTAL, Procedure, Reading, acts, procedure_on, sources, titles
from openntm.services.forms.guides import FindForm, RateForm
from openntm.services.queries.guides import (
    by_field,
    checked_at,
    commune_over,
    found_guides,
    mean_of,
    nearest_guides,
    portal_link,
    said_by_office,
    said_with_source,
    superseded,
)
from openntm.services.services.ratings import rate_guide
from openntm.services.services.refusals import RatedAlready

COLUMNS = [
    gettext_lazy("Procedure"),
    gettext_lazy("Sector"),
    gettext_lazy("National code"),
    gettext_lazy("Time limit"),
    gettext_lazy("Fee"),
    gettext_lazy("Body in charge"),
    gettext_lazy("Holds from"),
    gettext_lazy("Facts verified"),
]

NAMES = {
    "code": gettext_lazy("National code"),
    "who": gettext_lazy("Who may use it"),
    "documents": gettext_lazy("What to bring"),
    "channels": gettext_lazy("What to do"),
    "time": gettext_lazy("Time limit"),
    "fee": gettext_lazy("Fee"),
    "result": gettext_lazy("What you receive"),
    "body": gettext_lazy("Body in charge"),
    "acts": gettext_lazy("Legal basis"),
}


@require_safe
def guides(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """By field; found with or without accents."""
    unit, on = spot(request, code, day)
    form = FindForm(request.GET or None)
    found = found_guides(on, form.wanted("q"), form.wanted("field"), form.wanted("event"))
    if ending := file_asked(request):
        told = _("OpenNTM, guides to procedures, as of %(day)s; what is not verified was not read in its act") % {
            "day": on.strftime("%d/%m/%Y")
        }
        return download(ending, f"procedures-{day}", COLUMNS, map(line, found), told, is_open=True)
    commune = commune_over(unit.place, on)
    context = {
        "unit": unit,
        "on": on,
        "form": form,
        "groups": [(titles("fields")[key], those) for key, those in by_field(found)],
        "events": titles("events").items(),
        "count": len(found),
        "at": commune.code if commune and commune.stands_on(today()) else "",
        "event": form.wanted("event"),
        "is_filtered": any(form.wanted(name) for name in form.fields),
        "nearest": [] if found else nearest_guides(on, form.wanted("q")),
        "phone": said_by_office(commune.place, "", on).get("phone", "") if commune and not found else "",
        "portal": PORTAL,
        "query": query_without(request, "format"),
    }
    return render(request, "services/guides.html", context)


def line(one: Procedure) -> list[Any]:
    words = (one.time, one.fee, one.body)
    said = [in_language(one.title), in_language(titles("fields")[one.field]), one.code, *map(in_language, words)]
    return [*said, one.valid_from, f"{len(one.verified)}/{len(FACTS)}"]


# No token against foreign forms: no cookie speaks for who rates, so a foreign page could do no more than anybody may.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """`on`: as it was on that day; `at`: with what the office of that place says; `large`: large print."""
    with override(language_of(request.GET.get("lang", ""), get_language() or "")):
        on, unit = day_asked(request), unit_asked(request)
        one = procedure_on(slug, on)
        if one is None:
            raise Http404
        form = RateForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return rated(request, one, unit, on, form)
        return shown(request, one, unit, on, form, 422 if form.errors else 200)


def facts_of(reading: Reading) -> str:
    """In the order of the page."""
    return "; ".join(str(NAMES[name]) for name in FACTS if name in reading.facts)


def day_asked(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", "")) if "on" in request.GET else today()
    except ValueError:
        raise Http404 from None


def unit_asked(request: HttpRequest) -> PlaceVersion | None:
    """The commune that the address names, today; a wrong one is left out."""
    try:
        return commune_over(place_at(request.GET.get("at", "")[:60], today()).place, today())
    except PlaceNotFound:
        return None


def rated(request: HttpRequest, one: Procedure, unit: PlaceVersion | None, on: date, form: RateForm) -> HttpResponse:
    thanks = redirect(address(request, one.slug, rated="1"))
    try:
        place = unit.place if unit else None
        given = form.given() | {"place": place, "trapped": form.is_trapped}
        rate_guide(slug=one.slug, address=client_address(request), **given)
    except RatedAlready as refused:
        form.add_error(None, str(refused))
        answer = shown(request, one, unit, on, form, 429)
        answer["Retry-After"] = str(until_tomorrow())
        return answer
    return thanks


def until_tomorrow() -> int:
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return int((midnight - now).total_seconds()) + 1


def address(request: HttpRequest, slug: str, **changed: str) -> str:
    """The guide with what the address asks for already; an empty value leaves that out."""
    query = request.GET.copy()
    query.pop("rated", None)
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return reverse("services:guide", args=[slug]) + (f"?{query.urlencode()}" if query else "")


def shown(
    request: HttpRequest, one: Procedure, unit: PlaceVersion | None, on: date, form: RateForm, status: int
) -> HttpResponse:
    is_large, language = request.GET.get("large") == "1", get_language() or ""
    office, check = said_with_source(unit.place, one.slug, on) if unit else {}, checked_at(one.slug)
    others = [other for slug in one.related if (other := procedure_on(slug, on))]
    context = {
        "heading": in_language(one.title),
        "one": one,
        "unit": unit,
        "on": on,
        "is_past": on != today(),
        "office": {name: text for name, (text, _source) in office.items()},
        "office_source": {name: source for name, (_text, source) in office.items()},
        "acts": [(acts()[act.number], act.article) for act in one.acts],
        "over": superseded([act.number for act in one.acts], on),
        "known": {name: (name in one.verified, one.read_in(name)) for name in FACTS},
        "readings": [(reading, sources()[reading.source], facts_of(reading)) for reading in one.readings],
        "unverified": [name for name in FACTS if name not in one.verified],
        "check": check,
        "portal_link": portal_link(check),
        "mean": mean_of(one.slug),
        "portal": PORTAL,
        "form": form,
        "is_rated": request.GET.get("rated") == "1",
        "is_large": is_large,
        "size_url": address(request, one.slug, large="" if is_large else "1"),
        "language_url": address(request, one.slug, lang="en" if language == "vi" else "vi"),
        "others": [(other, address(request, other.slug)) for other in others],
        "list_url": reverse("services:guides", args=[unit.code, today().isoformat()]) if unit else "",
    }
    answer = render(request, "services/guide.html", context, status=status)
    answer["Content-Language"] = language
    return answer
