"""The page on which a person sees their own account."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openntm.office.access import posts_on, signed_in, today, tokens_of
from openntm.office.forms import TokenForm
from openntm.office.models import Token
from openntm.office.queries import held_posts
from openntm.office.services import make_token, withdraw_token


@login_required
def account(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    content: dict[str, Any] = {
        "posts": held_posts(posts_on(person, today())),
        "has_second_factor": is_mfa_enabled(person),
    }
    content["tokens"] = tokens_of(person, today())
    content["has_calendar"] = tokens_of(person, today(), Token.Purpose.CALENDAR).exists()
    return render(request, "office/account.html", content)


@login_required
def token_make(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None, initial={"purpose": request.GET.get("purpose", "")})
    content: dict[str, Any] = {"form": form}
    if form.is_valid():
        content["token"], content["secret"] = make_token(by=signed_in(request), on=today(), **form.cleaned_data)
    return render(request, "office/token_make.html", content)


@require_POST
@login_required
def token_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(tokens_of(signed_in(request), today()), pk=pk)
    withdraw_token(by=signed_in(request), pk=pk)
    messages.success(request, _("The token %(name)s no longer opens anything.") % {"name": token})
    return redirect("office:account")
