"""People for administrators: who has an account, and what becomes of it."""

import secrets
from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.office import services
from openntm.office.access import people_visible_to, posts_visible_to, requires, signed_in, today
from openntm.office.forms import PersonAddForm, PersonChangeForm, ReasonForm
from openntm.office.listing import page_of
from openntm.office.models import Person
from openntm.office.queries import people_found, person_posts
from openntm.office.roles import Action


@requires(Action.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:150]
    found = people_found(people_visible_to(request.user, today()), text)
    page = page_of(request, found)
    held = person_posts(page, today())
    content = {"q": text, "page": page, "people": [(one, held.get(one.pk, [])) for one in page]}
    return render(request, "office/people.html", content)


@requires(Action.MANAGE_PEOPLE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    posts = person_posts([found], None).get(found.pk, [])
    mine = set(posts_visible_to(request.user, today()).filter(person=found).values_list("pk", flat=True))
    content = {"shown": found, "posts": [(post, post.pk in mine) for post in posts], "today": today()}
    content["is_self"] = found == request.user
    return render(request, "office/person.html", content)


@requires(Action.MANAGE_PEOPLE)
def person_add(request: HttpRequest) -> HttpResponse:
    form, password = PersonAddForm(request.POST or None), secrets.token_urlsafe(12)
    if form.is_valid():
        try:
            made = services.add_person(by=signed_in(request), password=password, **form.cleaned_data)
            return render(request, "office/password.html", {"shown": made, "password": password, "is_new": True})
        except services.PersonKnown:
            form.add_error("username", _("Somebody already signs in with this name."))
    return render(request, "office/person_form.html", {"form": form})


@requires(Action.MANAGE_PEOPLE)
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    form = PersonChangeForm(request.POST or None, initial=model_to_dict(found, PersonChangeForm.base_fields))
    if form.is_valid() and done(request, form, services.change_person, pk=pk, **form.cleaned_data):
        return redirect("office:person", pk)
    return render(request, "office/person_form.html", {"form": form, "shown": found})


@requires(Action.MANAGE_PEOPLE)
def person_password(request: HttpRequest, pk: int) -> HttpResponse:
    found, password = seen(request, pk), secrets.token_urlsafe(12)
    form = ReasonForm(request.POST or None)
    del form.fields["reason"]
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, form, services.give_password, pk=pk, password=password)
    ):
        return render(request, "office/password.html", {"shown": found, "password": password})
    return confirm(request, "password", form, found)


@requires(Action.MANAGE_PEOPLE)
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = seen(request, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(request, form, services.deactivate_person, pk=pk, **form.cleaned_data):
        messages.success(request, _("%(name)s can no longer sign in.") % {"name": found})
        return redirect("office:person", pk)
    return confirm(request, "deactivate", form, found)


@requires(Action.MANAGE_PEOPLE)
def person_return(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = seen(request, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(request, form, services.return_person, pk=pk, **form.cleaned_data):
        messages.success(request, _("%(name)s can sign in again.") % {"name": found})
        return redirect("office:person", pk)
    return confirm(request, "return", form, found)


def seen(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(people_visible_to(request.user, today()), pk=pk)


def done(request: HttpRequest, form: Any, service: Any, **given: Any) -> bool:
    """The service did it; otherwise the form says why not."""
    try:
        service(by=signed_in(request), on=today(), **given)
    except services.PersonOutOfReach:
        form.add_error(None, _("This is your own account, or the person also holds posts outside your places."))
        return False
    return True


def confirm(request: HttpRequest, act: str, form: Any, found: Person) -> HttpResponse:
    return render(request, "office/confirm.html", {"form": form, "shown": found, "act": act})
