"""The pages of registrations: the list with what came of each, registering, withdrawing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.exports import WRITERS, download
from openntm.office.listing import heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS, DISTRICT_KINDS, Kind, PlaceVersion
from openntm.places.queries import subtree
from openntm.places.vietnamese import fold, sort_key
from openntm.recognition.access.registrations import registrations_visible_to
from openntm.recognition.forms.registrations import NarrowForm, RegisterForm, WithdrawForm
from openntm.recognition.queries.registrations import Registered, registrations_on, standing, with_outcome
from openntm.recognition.services import registrations as services
from openntm.steering.models import Registration, Title

REGISTERING = (*DISTRICT_KINDS, Kind.XA, Kind.THON)
SORTS: dict[str, Callable[[Registered], Any]] = {
    "place": lambda row: sort_key(row.name),
    "title": lambda row: list(Title.values).index(row.registration.title),
    "year": lambda row: row.registration.year,
    "outcome": lambda row: row.outcome.label,
}
HEADS = [
    ("place", gettext_lazy("Unit")),
    ("title", gettext_lazy("Title")),
    ("year", gettext_lazy("Year")),
    ("outcome", gettext_lazy("State now")),
]
REFUSED: dict[type[Exception], tuple[str, Any]] = {
    services.DayInFuture: ("day", gettext_lazy("The day must not lie in the future.")),
    services.YearPast: (
        "year",
        gettext_lazy("The year was over on that day, or the title cannot be aimed at in it yet."),
    ),
    services.PlaceEnded: ("unit", gettext_lazy("The unit does not stand on that day.")),
    services.OutsideProgramme: ("title", gettext_lazy("This unit cannot register for this title.")),
    services.HamletNotNamed: (
        "holder",
        gettext_lazy("Name the hamlet for the title of a model hamlet, and only for that one."),
    ),
    services.TitleHeld: ("title", gettext_lazy("The title, or one above it, was held on that day already.")),
    services.AlreadyRegistered: ("year", gettext_lazy("It is registered for this title and year already.")),
}


def registrations(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Everybody reads place, title, year and source; the rest is for those who may read there."""
    unit, on = spot(request, code, day)
    is_insider = may(request.user, Action.READ_FIGURES, unit.place, today())
    found = registrations_on(unit.place, on)
    rows = with_outcome(found if is_insider else standing(found, on), on)
    form = NarrowForm(request.GET or None, years=[row.registration.year for row in rows], is_insider=is_insider)
    narrowed = sorted_rows(narrow(rows, form), request.GET, is_insider=is_insider)
    if ending := request.GET.get("format"):
        return file_of(ending, unit, on, narrowed, is_insider=is_insider)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    context = {
        "unit": unit,
        "on": on,
        "form": form,
        "page": page_of(request, narrowed),
        "all": len(rows),
        "query": query_without(request, "page", "format"),
        "heads": list(heads(request, HEADS[: None if is_insider else -1], sort, descending=descending)),
        "is_insider": is_insider,
        "may_prepare": unit.kind == Kind.XA and may(request.user, Action.PREPARE_DOSSIERS, unit.place, today()),
        "may_register": unit.stands_on(on) and may(request.user, Action.REGISTER_TITLES, unit.place, today()),
    }
    return render(request, "recognition/registrations.html", context)


def narrow(rows: Iterable[Registered], form: NarrowForm) -> Iterator[Registered]:
    """A wrong filter narrows nothing."""
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    for row in rows:
        fits = (
            fold(wanted.get("q") or "") in fold(row.name),
            wanted.get("title") in ("", None, row.registration.title),
            wanted.get("year") in ("", None, row.registration.year),
            wanted.get("outcome") in ("", None, row.outcome.value),
        )
        if all(fits):
            yield row


def sorted_rows(rows: Iterable[Registered], query: Any, *, is_insider: bool) -> list[Registered]:
    """Newest year first unless a column is asked for."""
    key = query.get("sort", "")
    if key not in SORTS or (key == "outcome" and not is_insider):
        return sorted(rows, key=lambda row: (-row.registration.year, SORTS["title"](row), SORTS["place"](row)))
    return sorted(rows, key=SORTS[key], reverse=query.get("order") == "desc")


def file_of(ending: str, unit: PlaceVersion, on: date, rows: Iterable[Registered], *, is_insider: bool) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    headings = [_("Unit"), _("Title"), _("Year"), _("Source"), _("Marks")]
    more = [_("State now"), _("Registered on"), _("Letter"), _("Reason")] if is_insider else []
    about = _("OpenNTM, registrations of %(place)s, as of %(day)s") % {
        "place": unit.full_name,
        "day": f"{on:%d/%m/%Y}",
    }
    lines = (line_of(row, is_insider=is_insider) for row in rows)
    return download(ending, "registrations", [*headings, *more], lines, about)


def line_of(row: Registered, *, is_insider: bool) -> list[str | int]:
    kept = row.registration
    marks = [_("illustrative")] if kept.illustrative else [] if kept.verified else [_("unverified")]
    line: list[str | int] = [row.name, kept.get_title_display(), kept.year, kept.source_title, ", ".join(marks)]
    if not is_insider:
        return line
    return [*line, str(row.outcome.label), kept.registered_on.isoformat(), kept.document, kept.reason]


@requires(Action.REGISTER_TITLES)
def registration_new(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = [one for one in subtree(unit.place, on) if one.kind in REGISTERING]
    units = sorted(found, key=lambda one: (one.kind in DISTRICT_KINDS, one.kind == Kind.THON, one.sort_key))
    chosen = request.GET.get("unit") or (unit.place_id if unit.kind in COMMUNE_KINDS else None)
    first = {"day": min(on, today()), "year": min(on, today()).year, "unit": chosen, "title": request.GET.get("title")}
    form = RegisterForm(request.POST or None, units=units, initial=first)
    if form.is_valid() and registered(request, form, units):
        messages.success(request, _("Registered."))
        return redirect("recognition:registrations", code, day)
    context = {"unit": unit, "day": day, "form": form, "has_units": bool(units)}
    return render(request, "recognition/registration_new.html", context, status=422 if form.errors else 200)


def registered(request: HttpRequest, form: RegisterForm, units: Iterable[PlaceVersion]) -> Registration | None:
    given = dict(form.cleaned_data)
    place = next(unit.place for unit in units if unit.place_id == given["unit"])
    given |= {"place": place, "title": Title(given["title"])}
    del given["unit"]
    try:
        return services.register_title(by=signed_in(request), **given)
    except services.PrerequisiteMissing as missing:
        form.add_error("title", _("The unit must hold this title first: %(title)s.") % {"title": missing.asks.label})
    except tuple(REFUSED) as refused:
        form.add_error(*REFUSED[type(refused)])
    return None


@requires(Action.REGISTER_TITLES)
def registration_withdraw(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = registrations_visible_to(signed_in(request)).filter(place=unit.place, state=Registration.State.REGISTERED)
    kept = get_object_or_404(found, pk=pk)
    form = WithdrawForm(request.POST or None, initial={"day": today()})
    if form.is_valid():
        try:
            services.withdraw_registration(by=signed_in(request), pk=pk, **form.cleaned_data)
            messages.success(request, _("Withdrawn. The registration and the reason stay on record."))
            return redirect("recognition:registrations", code, day)
        except services.DayInFuture:
            form.add_error("day", _("The day must not lie in the future."))
        except services.DayBeforeRegistration:
            form.add_error("day", _("Not before the day of the registration."))
    row = with_outcome([kept], on)[0]
    context = {"unit": unit, "day": day, "form": form, "row": row}
    return render(request, "recognition/registration_withdraw.html", context, status=422 if form.errors else 200)
