"""The page on which a person sees their own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openntm.office.access import posts_on, today
from openntm.office.queries import held_posts


@login_required
def account(request: HttpRequest) -> HttpResponse:
    posts = held_posts(posts_on(request.user, today()))
    return render(request, "office/account.html", {"posts": posts, "has_second_factor": is_mfa_enabled(request.user)})
