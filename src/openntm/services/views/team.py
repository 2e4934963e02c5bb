"""Community digital teams and their helper sessions, for a phone."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, requires, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.services.access import may_record, sessions_visible_to, teams_visible_to
from openntm.services.catalogue import procedures_on
from openntm.services.forms.team import SessionFields, SessionForm, TeamEndForm, TeamForm, first_of
from openntm.services.models import Session
from openntm.services.queries.team import months_of, names_of, topics_of, topics_said
from openntm.services.services import team as services
from openntm.services.services.refusals import SignedAlready
from openntm.services.views.common import at, units_in

HEADS = [
    ("day", gettext_lazy("Day")),
    ("place", gettext_lazy("Hamlet")),
    ("team", gettext_lazy("Team")),
    ("people", gettext_lazy("People helped")),
    ("state", gettext_lazy("State")),
]
ORDER = {"day": "day", "place": "place__key", "team": "team__name", "people": "people", "state": "state"}
COLUMNS = [
    gettext_lazy("Day"),
    gettext_lazy("Hamlet"),
    gettext_lazy("Team"),
    gettext_lazy("Hours"),
    gettext_lazy("Helpers present"),
    gettext_lazy("People helped"),
    gettext_lazy("Helped with"),
    gettext_lazy("State"),
]


def entered(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date]:
    """For whoever reads figures there or records sessions there."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    if not any(may(person, action, unit.place, today()) for action in (Action.READ_FIGURES, Action.RECORD_SESSIONS)):
        raise Http404
    return unit, on


def sessions(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = entered(request, code, day)
    reach = covered([unit.place], on)
    seen = sessions_visible_to(request.user).filter(place__in=reach, day__lte=on)
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in ORDER else "day"
    descending = request.GET.get("order") == "desc" if "sort" in request.GET else True
    found = seen.order_by(("-" if descending else "") + ORDER[sort], "-pk").prefetch_related("helped")
    if ending := file_asked(request):
        told = _("OpenNTM, helper sessions of %(place)s, up to %(day)s; only numbers, no names of residents") % {
            "place": unit.full_name,
            "day": on.strftime("%d/%m/%Y"),
        }
        names = names_of(found)
        return download(ending, f"sessions-{code}-{day}", COLUMNS, (line(one, names) for one in found), told)
    page = page_of(request, found)
    signed = seen.filter(state=Session.State.SIGNED)
    teams = teams_visible_to(request.user).filter(place__in=reach, valid_from__lte=on)
    context: dict[str, Any] = {
        "unit": unit,
        "on": on,
        "page": page,
        "names": names_of(page),
        "months": months_of(seen)[:12],
        "topics": topics_of(signed)[:12],
        "teams": teams,
        "team_names": names_of(teams),
        "may_record": may_record(request.user, unit.place),
        "heads": list(heads(request, HEADS, sort, descending=descending)),
        "query": query_without(request, "page", "format"),
    }
    return render(request, "services/sessions.html", context)


def line(one: Session, names: dict[int, str]) -> list[Any]:
    helped = "; ".join(f"{name}: {total}" for name, total in topics_said(one))
    head = [one.day, names.get(one.place_id, ""), one.team.name, one.hours, one.helpers, one.people]
    return [*head, helped, one.get_state_display()]


@requires(Action.RECORD_SESSIONS)
def session_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    teams = teams_visible_to(request.user).filter(place__in=covered([unit.place], on), ended_on=None)
    if not teams:
        messages.info(request, _("Enter the team first; then its sessions can be recorded."))
        return redirect("services:team_add", code, day)
    lists: dict[str, Any] = {"units": units_in(unit, on), "procedures": procedures_on(today()), "teams": teams}
    first = {"day": first_day(on), "team": teams.first() if teams.count() == 1 else None}
    form = SessionForm(request.POST or None, initial=first, **lists)
    words = Words(
        heading=_("Record a helper session"),
        said=_("Kept. Look through it and sign it."),
        lead=_("Only numbers: how many people, and with what. No names of residents."),
        button=_("Keep"),
    )

    def made(one: Session) -> str:
        return at("session", code, day, one.pk)

    return entry(request, form, services.record_session, back=at("sessions", code, day), words=words, to=made)


def session(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """What was recorded; signed by whoever may record there."""
    unit, on = entered(request, code, day)
    one = seen(request, unit, pk)
    if request.method == "POST":
        try:
            services.sign_session(by=signed_in(request), pk=pk)
            messages.success(request, _("Signed: the session counts now."))
        except SignedAlready as refused:
            messages.error(request, str(refused))
        return redirect("services:session", code, day, pk)
    context = {
        "unit": unit,
        "on": on,
        "session": one,
        "place": names_of([one]).get(one.place_id, ""),
        "topics": list(topics_said(one)),
        "may_change": one.state == Session.State.OPEN and may_record(request.user, one.place),
    }
    return render(request, "services/session.html", context)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Session:
    rows = sessions_visible_to(request.user).filter(place__in=covered([unit.place], today()))
    found: Session = get_object_or_404(rows.prefetch_related("helped"), pk=pk)
    return found


@requires(Action.RECORD_SESSIONS)
def session_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    form = SessionFields(request.POST or None, procedures=procedures_on(today()), initial=first_of(one))
    words = Words(heading=_("Change a helper session"), said=_("Saved."), lead=str(one), button=_("Save"))
    back = at("session", code, day, pk)
    return entry(request, form, services.change_session, back=back, given={"pk": pk}, words=words)


@requires(Action.RECORD_SESSIONS)
def team_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = TeamForm(request.POST or None, units=units_in(unit, on), initial={"valid_from": first_day(on)})
    words = Words(_("Enter a community digital team"), _("The team stands in the register."), button=_("Save"))
    return entry(request, form, services.add_team, back=at("sessions", code, day), words=words)


@requires(Action.RECORD_SESSIONS)
def team_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = get_object_or_404(teams_visible_to(request.user).filter(place__in=covered([unit.place], on)), pk=pk)
    form = TeamEndForm(request.POST or None, initial={"day": first_day(on)})
    words = Words(heading=_("End this team?"), said=_("Recorded."), lead=one.name, button=_("End the team"))
    back = at("sessions", code, day)
    return entry(request, form, services.end_team, back=back, given={"pk": pk}, is_danger=True, words=words)
