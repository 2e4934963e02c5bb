"""Appraisal councils: who sits on them, from when to when."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openntm.office.access import may, requires, signed_in, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.recognition.access.councils import councils_visible_to, members_on
from openntm.recognition.forms.councils import CouncilForm, MemberEndForm, MemberForm
from openntm.recognition.models import Council
from openntm.recognition.services.councils import add_member, end_member, set_up_council
from openntm.recognition.views.asked import done, first_day, spot


@requires(Action.READ_FIGURES)
def councils(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = councils_visible_to(signed_in(request)).filter(place=unit.place).distinct()
    standing = members_on(on)
    rows = [(council, standing.filter(council=council)) for council in found]
    may_run = may(request.user, Action.RUN_COUNCILS, unit.place, today())
    return render(request, "recognition/councils.html", {"unit": unit, "on": on, "rows": rows, "may_run": may_run})


def council(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = seen(request, unit, pk)
    context = {"unit": unit, "on": on, "council": found, "may_run": runs(request, found)}
    context["members"] = found.members.select_related("person")
    context["sittings"] = found.sittings.prefetch_related("items")[:50]
    return render(request, "recognition/council.html", context | {"illustrative": found.illustrative})


@requires(Action.RUN_COUNCILS)
def council_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = CouncilForm(request.POST or None, initial={"valid_from": first_day(on)})
    by = signed_in(request)
    if form.is_valid() and (made := done(form, set_up_council, by=by, place=unit.place, **form.cleaned_data)):
        messages.success(request, _("The council stands. Now name its members."))
        return redirect("recognition:council", code, day, made.pk)
    context = {"unit": unit, "on": on, "form": form, "heading": _("Set up an appraisal council")}
    context |= {"lead": unit.full_name, "button": _("Set up the council")}
    return render(
        request, "recognition/act.html", context | {"back": reverse("recognition:councils", args=[code, day])}
    )


@requires(Action.RUN_COUNCILS)
def member_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = seen(request, unit, pk)
    form = MemberForm(request.POST or None, people=people_at(found), initial={"valid_from": first_day(on)})
    if form.is_valid() and done(form, add_member, by=signed_in(request), pk=pk, **form.cleaned_data):
        messages.success(request, _("The member was added."))
        return redirect("recognition:council", code, day, pk)
    context = {"unit": unit, "on": on, "form": form, "heading": _("Add a member"), "lead": found.name}
    context |= {"button": _("Add the member"), "back": reverse("recognition:council", args=[code, day, pk])}
    return render(request, "recognition/act.html", context)


@requires(Action.RUN_COUNCILS)
def member_end(request: HttpRequest, code: str, day: str, pk: int, member: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = seen(request, unit, pk)
    seat = get_object_or_404(found.members.select_related("person"), pk=member)
    form = MemberEndForm(request.POST or None, initial={"valid_to": first_day(on)})
    words = {"by": signed_in(request), "pk": pk, "member": member}
    if form.is_valid() and done(form, end_member, **words, **form.cleaned_data):
        messages.success(request, _("The membership ends on the day you chose."))
        return redirect("recognition:council", code, day, pk)
    heading = _("End the membership of %(name)s?") % {"name": seat.person}
    lead = f"{seat.get_role_display()}, {seat.organisation}"
    context = {"unit": unit, "on": on, "form": form, "heading": heading, "lead": lead, "is_danger": True}
    context |= {"button": _("End the membership"), "back": reverse("recognition:council", args=[code, day, pk])}
    return render(request, "recognition/act.html", context)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Council:
    visible = councils_visible_to(signed_in(request)).filter(place=unit.place).select_related("place").distinct()
    return get_object_or_404(visible, pk=pk)


def runs(request: HttpRequest, found: Council) -> bool:
    return may(request.user, Action.RUN_COUNCILS, found.place, today())


def people_at(found: Council) -> QuerySet[Person]:
    """Those who hold a post at the council's place today."""
    held = Q(posts__valid_from__lte=today()) & (Q(posts__valid_to__isnull=True) | Q(posts__valid_to__gt=today()))
    people = Person.objects.filter(held, posts__place=found.place, is_active=True)
    return people.distinct().order_by("display_name", "pk")
