"""Sittings of appraisal councils: called, opened with those present, closed."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openntm.office.access import may, requires, signed_in, today
from openntm.office.listing import page_of
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.recognition.access.councils import councils_visible_to, items_visible_to, members_on, sittings_visible_to
from openntm.recognition.forms.councils import CallForm, CloseForm, DiscussionForm, PresentForm
from openntm.recognition.models import Sitting, SittingItem
from openntm.recognition.queries.authors import prepared_by
from openntm.recognition.queries.councils import outcome_of_item
from openntm.recognition.queries.naming import dossier_name
from openntm.recognition.queries.sittings import agenda, needed
from openntm.recognition.queries.voting import least_count, voting_rules
from openntm.recognition.services.sittings import (
    call_sitting,
    close_sitting,
    note_discussion,
    open_sitting,
    waiting_dossiers,
)
from openntm.recognition.views.asked import done, first_day, posted, spot
from openntm.recognition.views.councils import seen as council_seen

MOST = 50


@requires(Action.READ_FIGURES)
def sittings(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Of an authority its council's sittings; of a unit beneath when its dossiers came before a council."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    own = sittings_visible_to(person).filter(council__place=unit.place, day__lte=max(on, today())).distinct()
    page = page_of(request, own.prefetch_related("items", "present"))
    brought = items_visible_to(person).filter(dossier__place=unit.place).distinct()
    context = {"unit": unit, "on": on, "page": page, "may_run": may(person, Action.RUN_COUNCILS, unit.place, today())}
    context["brought"] = [(item, outcome_of_item(item)) for item in brought.order_by("-sitting__day")[:MOST]]
    seats = councils_visible_to(person).filter(place=unit.place).distinct()
    context["councils"] = [one for one in seats if one.valid_to is None or one.valid_to > today()]
    return render(request, "recognition/sittings.html", context)


def sitting(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = seen(request, unit, pk)
    context = {"unit": unit, "on": on, "sitting": found, "rows": agenda(found, signed_in(request))}
    context |= {"members": members_on(found.day).filter(council=found.council), "present": found.present.all()}
    context |= {"needed": needed(found), "may_run": runs(request, found), "illustrative": found.council.illustrative}
    context |= {"later": found.day > today()}
    context["is_verified"] = all(voting_rules(item.dossier).verified for item in found.items.select_related("dossier"))
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "recognition/agenda.html" if is_part else "recognition/sitting.html", context)


@requires(Action.RUN_COUNCILS)
def sitting_call(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    council = council_seen(request, unit, pk)
    waiting = waiting_dossiers(signed_in(request), council)
    choices = [(one.pk, f"{dossier_name(one, on)}: {one.get_title_display()}, {one.year}") for one in waiting]
    form = CallForm(request.POST or None, dossiers=choices, initial={"day": first_day(on)})
    if form.is_valid() and (made := done(form, call_sitting, by=signed_in(request), council=pk, **form.cleaned_data)):
        messages.success(request, _("The sitting is called."))
        return redirect("recognition:sitting", code, day, made.pk)
    context = {"unit": unit, "on": on, "form": form, "heading": _("Call a sitting"), "lead": council.name}
    context |= {"button": _("Call the sitting"), "back": reverse("recognition:council", args=[code, day, pk])}
    context["empty"] = "" if waiting else _("No dossier is being appraised and waits for a sitting.")
    return render(request, "recognition/act.html", context)


@requires(Action.RUN_COUNCILS)
def sitting_open(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Who prepared a dossier is named beside: they may be present, and may not vote on it."""
    unit, on = spot(request, code, day)
    found = seen(request, unit, pk)
    members = list(members_on(found.day).filter(council=found.council))
    authors = {one for item in found.items.all() for one in prepared_by(item.dossier)}
    mark = _("prepared a dossier on the list: does not vote on it")
    choices = [
        (one.pk, f"{one.person}, {one.organisation}" + (f" ({mark})" if one.person_id in authors else ""))
        for one in members
    ]
    form = PresentForm(posted(request), members=choices)
    if form.is_valid() and done(form, open_sitting, by=signed_in(request), pk=pk, **form.cleaned_data):
        messages.success(request, _("The sitting is open: members vote on their own screens."))
        return redirect("recognition:sitting", code, day, pk)
    counts = {"needed": least_count(len(members), found.quorum_percent), "members": len(members)}
    lead = _("It takes %(needed)s of %(members)s members to open the sitting.") % counts
    context = {"unit": unit, "on": on, "form": form, "heading": _("Open the sitting"), "lead": lead}
    context |= {"button": _("Open the sitting"), "back": reverse("recognition:sitting", args=[code, day, pk])}
    return render(request, "recognition/act.html", context)


@requires(Action.RUN_COUNCILS)
def sitting_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Restates who has not voted: their silence counts against the dossier."""
    unit, on = spot(request, code, day)
    found = seen(request, unit, pk)
    form = CloseForm(posted(request))
    if form.is_valid() and done(form, close_sitting, by=signed_in(request), pk=pk, **form.cleaned_data):
        messages.success(request, _("The sitting is closed; its results stand below."))
        return redirect("recognition:sitting", code, day, pk)
    context = {"unit": unit, "on": on, "form": form, "sitting": found, "rows": agenda(found, signed_in(request))}
    return render(request, "recognition/sitting_close.html", context)


@requires(Action.RUN_COUNCILS)
def discussion(request: HttpRequest, code: str, day: str, pk: int, item: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = item_seen(request, unit, pk, item)
    form = DiscussionForm(posted(request), initial={"discussion": found.discussion})
    if form.is_valid() and done(form, note_discussion, by=signed_in(request), item=item, **form.cleaned_data):
        messages.success(request, _("Noted for the minutes."))
        return redirect("recognition:sitting", code, day, pk)
    lead = f"{dossier_name(found.dossier, found.sitting.day)}, {found.dossier.get_title_display()}"
    context = {"unit": unit, "on": on, "form": form, "heading": _("Discussion"), "lead": lead, "button": _("Save")}
    return render(
        request, "recognition/act.html", context | {"back": reverse("recognition:sitting", args=[code, day, pk])}
    )


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Sitting:
    """Under the authority whose council sits, or a unit whose dossier came before it."""
    here = Q(council__place=unit.place) | Q(items__dossier__place=unit.place)
    return get_object_or_404(sittings_visible_to(signed_in(request)).filter(here).distinct(), pk=pk)


def item_seen(request: HttpRequest, unit: PlaceVersion, pk: int, item: int) -> SittingItem:
    rows = SittingItem.objects.filter(sitting=seen(request, unit, pk)).select_related(
        "sitting__council", "dossier__place"
    )
    found = rows.filter(pk=item).first()
    if found is None:
        raise Http404
    return found


def runs(request: HttpRequest, found: Sitting) -> bool:
    return may(request.user, Action.RUN_COUNCILS, found.council.place, today())
