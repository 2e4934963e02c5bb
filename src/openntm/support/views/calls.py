"""The pages of calls: what is open, one call with what is left of it, who has not applied yet, and to apply."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, reach, requires, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import first_day, spot
from openntm.office.exports import download
from openntm.office.files import keep
from openntm.office.listing import file_asked, page_of, query_without
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.vietnamese import fold
from openntm.produce.access import keeping
from openntm.produce.models import Certificate, Plot, Producer
from openntm.steering.models import Registration
from openntm.support.access import may_apply, refuse_unless
from openntm.support.forms.applications import ApplyForm
from openntm.support.forms.fields import ActForm
from openntm.support.forms.schemes import CALL_STATES, FindCallForm
from openntm.support.models import BY_TITLE, Applicant, Call, State
from openntm.support.queries.applications import waiting_registrations
from openntm.support.queries.schemes import amount_text, calls_on, row_of_call, state_of
from openntm.support.services.applications import apply_for_support
from openntm.support.services.ceilings import left_of
from openntm.support.services.schemes import set_budget, set_last_day
from openntm.support.views.common import act, at, call_of

HEADINGS = [
    *(gettext_lazy("Call"), gettext_lazy("Scheme"), gettext_lazy("Amount"), gettext_lazy("First day")),
    *(gettext_lazy("Last day"), gettext_lazy("State"), gettext_lazy("Letter"), gettext_lazy("Marks")),
]


def calls(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody: until when one may apply for what."""
    unit, on = spot(request, code, day)
    every = [(one, state_of(one, on), amount_text(one.scheme, one.terms)) for one in calls_on(unit.place, on)]
    order = ["open", "later", "closed"]
    every.sort(key=lambda row: (order.index(row[1]), row[0].closes.toordinal() * (1 if row[1] == "open" else -1)))
    form = FindCallForm(request.GET or None)
    words, wanted = fold(form.wanted("q")), form.wanted("state")
    rows = [
        row for row in every if wanted in ("", row[1]) and words in fold(f"{row[0].title} {row[0].scheme.title_vi}")
    ]
    if ending := file_asked(request):
        told = _("OpenNTM, calls for applications of %(place)s, as of %(day)s")
        names = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, "support-calls", HEADINGS, map(line_of, rows), told % names, is_open=True)
    context = {"unit": unit, "on": on, "page": page_of(request, rows), "all": len(every), "form": form}
    context |= {"open": sum(state == "open" for _call, state, _text in every)}
    return render(request, "support/calls.html", context | {"query": query_without(request, "page", "format")})


def line_of(row: tuple[Call, str, str]) -> list[Any]:
    one, state, text = row
    scheme = one.scheme
    line = [
        one.title,
        in_language(scheme, "title"),
        text,
        one.opens,
        one.closes,
        dict(CALL_STATES)[state],
        one.document,
    ]
    return [*line, _("illustrative") if one.illustrative else ""]


def call(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Its terms are public; what is left of the money and who waits is for those who read where it is paid."""
    unit, on = spot(request, code, day)
    one = call_of(unit, on, pk)
    payer = one.scheme.place
    context: dict[str, Any] = {"unit": unit, "on": on, "call": one, "state": state_of(one, on)}
    context |= {"row": row_of_call(one, on), "scheme": one.scheme}
    context |= {"amount": amount_text(one.scheme, one.terms), "may_apply": applies(request, one, unit)}
    context["is_insider"] = may(request.user, Action.READ_FIGURES, payer, today())
    if may(request.user, Action.READ_FIGURES, unit.place, today()):
        context["waiting"] = len(waiting_registrations(one, unit.place, on))
    if context["is_insider"]:
        context |= {"limits": limits_of(one), "counts": counts_of(one)}
        context |= {"may_keep": may(request.user, Action.KEEP_SCHEMES, payer, today())}
        is_ready = one.terms.amount_published and one.applications.filter(state=State.APPRAISED).exists()
        context["may_approve"] = is_ready and may(request.user, Action.APPROVE_SUPPORT, payer, today())
    return render(request, "support/call.html", context)


def applies(request: HttpRequest, one: Call, unit: PlaceVersion) -> bool:
    """Applications are made at a commune, while the call is open."""
    if unit.kind not in COMMUNE_KINDS or not may(request.user, Action.APPLY_SUPPORT, unit.place, today()):
        return False
    is_late = today() > one.closes  # what came on paper in time is entered by the commune
    return one.opens <= today() and (not is_late or may(request.user, Action.READ_FIGURES, unit.place, today()))


def limits_of(one: Call) -> list[dict[str, Any]]:
    names = {"budget": _("Budget of the call"), "all": _("Cap in all"), "quota": _("Quota")}
    rows = left_of(one, one.terms).items()
    return [{"name": names[of], "most": most, "taken": taken, "left": most - taken} for of, (most, taken) in rows]


def counts_of(one: Call) -> list[tuple[str, int]]:
    found = dict(one.applications.order_by().values_list("state").annotate(count=Count("pk")))
    return [(str(state.label), found[state.value]) for state in State if state.value in found]


@requires(Action.READ_FIGURES)
def budget(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = call_of(unit, on, pk)
    refuse_unless(signed_in(request), Action.KEEP_SCHEMES, one.scheme.place)
    form = ActForm(request.POST or None, names=["budget", "reason"], initial={"budget": one.budget})
    words: dict[str, Any] = {
        "heading": _("Change the budget of the call"),
        "said": _("The budget is changed."),
        "lead": one.title,
    }
    return act(request, form, set_budget, back=at("call", code, day, pk), given={"call": one}, **words)


@requires(Action.READ_FIGURES)
def last_day(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = call_of(unit, on, pk)
    refuse_unless(signed_in(request), Action.KEEP_SCHEMES, one.scheme.place)
    form = ActForm(request.POST or None, names=["closes", "reason"], initial={"closes": one.closes})
    words: dict[str, Any] = {"heading": _("Change the last day of the call"), "said": _("The last day is changed.")}
    words["lead"] = f"{one.title}, {in_language(one.scheme, 'title')}"
    return act(request, form, set_last_day, back=at("call", code, day, pk), given={"call": one}, **words)


@requires(Action.READ_FIGURES)
def registered(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Communes and hamlets that are registered for a title and have no application in the call yet."""
    unit, on = spot(request, code, day)
    one = call_of(unit, on, pk)
    rows = waiting_registrations(one, unit.place, on)
    mine = reach(request.user, today(), Action.APPLY_SUPPORT)
    context = {"unit": unit, "on": on, "call": one, "rows": rows, "mine": mine, "state": state_of(one, today())}
    return render(request, "support/registered.html", context)


@requires(Action.APPLY_SUPPORT)
def apply(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    person, one = signed_in(request), call_of(unit, on, pk)
    if unit.kind not in COMMUNE_KINDS and not request.GET.get("registration"):
        raise Http404
    kept = registration_of(request, one, unit)
    if one.scheme.kind in BY_TITLE and kept is None:
        return redirect(at("registered", code, day, pk))
    choices = choices_of(person, unit)
    is_officer = may(person, Action.READ_FIGURES, unit.place, today())
    if not is_officer and (Applicant.PRODUCER not in one.scheme.applicants or not choices["producer"].exists()):
        raise PermissionDenied
    first = {"day": first_day(on), "quantity": 1 if kept else None}
    form = ApplyForm(
        request.POST or None,
        request.FILES or None,
        call=one,
        choices=choices,
        prefilled=kept is not None,
        initial=first | only(choices),
    )
    if not is_officer:
        del form.fields["day"]

    @transaction.atomic  # what is refused keeps no upload
    def service(by: Person, evidence: Any = (), **given: Any) -> Any:
        given.setdefault("day", today())  # what came on paper in time is entered by the commune alone
        stored = [keep(file, by, place=unit.place) for file in evidence]
        if may_apply(by, unit.place, given.get("producer")):
            return apply_for_support(by=by, call=one, place=unit.place, registration=kept, files=stored, **given)
        raise PermissionDenied

    about = [(_("Scheme"), in_language(one.scheme, "title")), (_("Call"), one.title), (_("Unit"), unit.full_name)]
    about += [(_("Registration"), f"{kept.holder} {kept.get_title_display()} {kept.year}".strip())] if kept else []
    about.append((_("Amount"), amount_text(one.scheme, one.terms)))
    words: dict[str, Any] = {
        "heading": _("Apply for support"),
        "button": _("Hand in"),
        "said": _("The application is handed in."),
    }

    def there(made: Any) -> str:
        return at("application", code, day, made.pk)

    return act(request, form, service, back=at("call", code, day, pk), about=about, after=there, **words)


def registration_of(request: HttpRequest, one: Call, unit: PlaceVersion) -> Registration | None:
    """The one that the application is prefilled from, of this unit."""
    asked = request.GET.get("registration", "")
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    found = Registration.objects.filter(place=unit.place, year=one.year, state=Registration.State.REGISTERED)
    return get_object_or_404(found, pk=int(asked[:18]))


def choices_of(person: Person, unit: PlaceVersion) -> dict[str, QuerySet[Any]]:
    """The producers for whom the person applies there, and what is theirs."""
    here = Producer.objects.filter(place__in=covered([unit.place], today()), ended_on__isnull=True)
    if not may(person, Action.READ_FIGURES, unit.place, today()):
        here = here.filter(pk__in=keeping(person).values("producer"))
    mine = here.values("pk")
    plots = Plot.objects.filter(area__producer__in=mine).select_related("area")
    return {"producer": here, "certificate": Certificate.objects.filter(holder__in=mine), "plot": plots}


def only(choices: dict[str, QuerySet[Any]]) -> dict[str, Any]:
    """Where there is one to choose from, it is chosen."""
    found = {name: list(rows[:2]) for name, rows in choices.items()}
    return {name: rows[0].pk for name, rows in found.items() if len(rows) == 1}
