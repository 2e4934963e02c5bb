"""A person's own posts lent to a colleague for some days, and those lent to them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.office import services
from openntm.office.access import lent_to, posts_on, signed_in, today
from openntm.office.access.colleagues import colleagues_of, delegations_of
from openntm.office.forms import LendForm
from openntm.office.models import Post
from openntm.office.queries import held_posts


@login_required
def delegations(request: HttpRequest) -> HttpResponse:
    person, on = signed_in(request), today()
    given = list(delegations_of(person).order_by("-valid_from", "-pk")[:50])
    names = {post.pk: post for post in held_posts(Post.objects.filter(pk__in=[one.post_id for one in given]))}
    lent = lent_to(person, on)
    holders = {post.pk: post.person for post in lent}
    context: dict[str, Any] = {"posts": held_posts(posts_on(person, on)), "on": on}
    context["given"] = [(one, names[one.post_id], one.valid_to > max(on, one.valid_from)) for one in given]
    context["lent"] = [(post, holders[post.pk]) for post in held_posts(lent)]
    return render(request, "office/delegations.html", context)


@login_required
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    person, on = signed_in(request), today()
    post = get_object_or_404(posts_on(person, on), pk=pk)
    form = LendForm(request.POST or None, initial={"valid_from": on}, colleagues=colleagues_of(post, on))
    if form.is_valid():
        try:
            services.lend_post(by=person, post=pk, on=on, **form.cleaned_data)
            messages.success(
                request, _("The post is lent for these days. What the deputy does is done on your behalf.")
            )
            return redirect("office:delegations")
        except services.OutsideThePost:
            form.add_error(
                "valid_to", _("The days must lie ahead and within those of your post, at least one of them.")
            )
        except services.PostLent:
            form.add_error("valid_from", _("This post is lent to somebody on some of these days already."))
        except (services.NoColleague, services.LentToYourself):
            form.add_error("deputy", _("Choose a colleague who holds a post at the same place."))
    context = {"form": form, "post": held_posts(Post.objects.filter(pk=pk))[0]}
    return render(request, "office/lend.html", context, status=422 if form.errors else 200)


@login_required
def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    found = get_object_or_404(delegations_of(person), pk=pk)
    if request.method == "POST":
        try:
            services.end_delegation(by=person, pk=pk, on=today())
            messages.success(request, _("The delegation has ended."))
        except services.DelegationOver:
            messages.error(request, _("This delegation had ended before."))
        return redirect("office:delegations")
    post = held_posts(Post.objects.filter(pk=found.post_id))[0]
    return render(request, "office/delegation_end.html", {"delegation": found, "post": post})
