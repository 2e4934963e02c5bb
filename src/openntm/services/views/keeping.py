"""The register of procedures for those who keep the guides of a place: state, changes and their review, ratings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import requires, signed_in
from openntm.office.access.cover import covered
from openntm.office.asked import done, first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.places.models import COMMUNE_KINDS
from openntm.services.access import changes_visible_to, ratings_visible_to
from openntm.services.catalogue import procedures_on, versions
from openntm.services.forms.guides import ChangeForm, DeclineForm
from openntm.services.models import Change, Rating
from openntm.services.queries.register import COLUMNS, ORDER, register_rows, said_in
from openntm.services.services import changes, ratings
from openntm.services.views.common import at

HEADS = [
    ("title", gettext_lazy("Procedure")),
    ("field", gettext_lazy("Sector")),
    ("verified", gettext_lazy("Facts verified")),
    ("stars", gettext_lazy("Ratings")),
]


@requires(Action.KEEP_PROCEDURES)
def procedures(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    rows = register_rows(unit.place, on)
    if sort in ORDER:
        rows = sorted(rows, key=ORDER[sort], reverse=descending)
    if ending := file_asked(request):
        told = _("OpenNTM, register of procedures of %(place)s, as of %(day)s") % {
            "place": unit.full_name,
            "day": on.strftime("%d/%m/%Y"),
        }
        return download(ending, f"procedures-{code}-{day}", COLUMNS, (row.line for row in rows), told)
    own = changes_visible_to(request.user).filter(place__in=covered([unit.place], on))
    page = page_of(request, own)
    context = {
        "unit": unit,
        "on": on,
        "rows": rows,
        "over": sum(bool(row.over) for row in rows),
        "dead": sum(bool(row.dead) for row in rows),
        "heads": list(heads(request, HEADS, sort, descending=descending)),
        "query": query_without(request, "page"),
        "page": page,
        "changes": [(one, title_of(one.slug)) for one in page],
        "is_commune": unit.kind in COMMUNE_KINDS,
        "waiting": ratings_visible_to(request.user).filter(state=Rating.State.WAITING).count(),
    }
    return render(request, "services/procedures.html", context)


def title_of(slug: str) -> str:
    return in_language(versions()[slug][-1].title) if slug in versions() else _("all procedures of the office")


@requires(Action.KEEP_PROCEDURES)
def change_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    first = {"valid_from": first_day(on), "slug": request.GET.get("slug", "")}
    form = ChangeForm(request.POST or None, procedures=procedures_on(on), initial=first)
    words = Words(
        heading=_("Propose a change"),
        said=_("Proposed. Another officer looks through it before readers see it."),
        lead=_(
            "What the office of %(place)s says of its own; it stands in the guides once another officer published it."
        )
        % {"place": unit.full_name},
        button=_("Propose"),
    )
    given = {"place": unit.place}
    return entry(request, form, changes.propose_change, back=at("procedures", code, day), given=given, words=words)


@requires(Action.KEEP_PROCEDURES)
def change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """What is proposed beside what readers see now, and the two answers."""
    unit, on = spot(request, code, day)
    one = get_object_or_404(changes_visible_to(request.user), pk=pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"pk": pk, "publish": "publish" in request.POST, **form.cleaned_data}
        if done(form, changes.decide_change, by=signed_in(request), **given) is not None:
            messages.success(request, _("Decided."))
            return redirect("services:procedures", code, day)
    context = {
        "unit": unit,
        "on": on,
        "change": one,
        "title": title_of(one.slug),
        "rows": said_in(one, on),
        "form": form,
        "may_decide": one.state == Change.State.PROPOSED and one.proposed_by != request.user,
    }
    return render(request, "services/change.html", context, status=422 if form.errors else 200)


@requires(Action.KEEP_PROCEDURES)
def rating_list(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Reasons that wait first, and what looks like spam; each is seen by keepers alone."""
    unit, on = spot(request, code, day)
    seen = ratings_visible_to(request.user).exclude(reason="", is_suspect=False).order_by("-state", "-day", "-pk")
    page = page_of(request, seen)
    rows: list[tuple[Rating, str]] = [(one, title_of(one.slug)) for one in page]
    context: dict[str, Any] = {"unit": unit, "on": on, "page": page, "rows": rows}
    return render(request, "services/ratings.html", context | {"query": query_without(request, "page")})


@requires(Action.KEEP_PROCEDURES)
@require_POST
def rating_moderate(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    get_object_or_404(ratings_visible_to(request.user), pk=pk)
    try:
        ratings.moderate_rating(by=signed_in(request), pk=pk, keep="keep" in request.POST)
        messages.success(request, _("Moderated."))
    except ratings.ModeratedAlready as refused:
        messages.error(request, str(refused))
    return redirect("services:ratings", code, day)
