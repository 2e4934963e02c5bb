"""Posts given and ended by administrators, each on a page that says what it does."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.office import services
from openntm.office.access import people_visible_to, places_of, posts_visible_to, requires, signed_in, today
from openntm.office.forms import PostEndForm, PostGiveForm
from openntm.office.queries import held_posts, units_of
from openntm.office.roles import MAY, Action, Role


@requires(Action.MANAGE_PEOPLE)
def post_give(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(people_visible_to(request.user, today()), pk=pk)
    reach = places_of(request.user, today(), Action.MANAGE_PEOPLE)
    first = {"valid_from": today(), "role": Role.COMMUNE_OFFICER}
    form = PostGiveForm(request.POST or None, reach=reach, on=today(), initial=first)
    if form.is_valid():
        given = {**form.cleaned_data, "place": form.cleaned_data["unit"], "role": Role(form.cleaned_data["role"])}
        del given["unit"]
        try:
            services.give_post(by=signed_in(request), person=found, on=today(), **given)
            messages.success(request, _("The post was given."))
            return redirect("office:person", pk)
        except services.PostHeld:
            form.add_error(None, _("The person already holds this post on some of these days."))
        except services.YourOwnPost:
            form.add_error(None, _("Nobody gives themselves a post: ask another administrator."))
        except services.PlaceOutOfReach:
            form.add_error("unit", _("No place of yours has this code or name."))
    content = {"form": form, "shown": found, "units": units_of(reach, today()), "roles": roles()}
    return render(request, "office/post_give.html", content)


def roles() -> list[tuple[Any, list[Any]]]:
    """What each role may do, in words."""
    return [(role.label, [action.label for action in Action if action in MAY[role]]) for role in Role]


@requires(Action.MANAGE_PEOPLE)
def post_end(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    found = get_object_or_404(posts_visible_to(request.user, today()).select_related("person"), pk=post, person=pk)
    form = PostEndForm(request.POST or None, initial={"valid_to": today()})
    if form.is_valid():
        try:
            services.end_post(by=signed_in(request), pk=post, on=today(), **form.cleaned_data)
            messages.success(request, _("The post ends on the day you chose."))
            return redirect("office:person", pk)
        except services.YourOwnPost:
            form.add_error(None, _("Nobody ends their own post: ask another administrator."))
        except services.PostEnded:
            form.add_error("valid_to", _("The day must not lie before the post began or after its known end."))
    held = held_posts(posts_visible_to(request.user, today()).filter(pk=post))[0]
    return render(request, "office/post_end.html", {"form": form, "shown": found.person, "post": held})
