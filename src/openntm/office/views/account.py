"""The page on which a person sees their own account."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openntm.office import channels, services
from openntm.office.access import posts_on, signed_in, today, tokens_of
from openntm.office.forms import ChannelsForm, TokenForm
from openntm.office.models import Token
from openntm.office.queries import held_posts


@login_required
def account(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    content: dict[str, Any] = {
        "posts": held_posts(posts_on(person, today())),
        "has_second_factor": is_mfa_enabled(person),
    }
    content["tokens"] = tokens_of(person, today())
    content["told_by"] = [channels.title_of(name) for name in settings.CHANNELS if channels.reaches(name, person)]
    content["may_choose"] = bool(channels.offered() or person.mobile)  # a number can be taken back at any time
    content["has_calendar"] = tokens_of(person, today(), Token.Purpose.CALENDAR).exists()
    return render(request, "office/account.html", content)


@login_required
def account_channels(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if not channels.offered() and not person.mobile:
        raise Http404
    form = ChannelsForm(request.POST or None, initial={"mobile": person.mobile, "told_by": person.told_by})
    if "stop" in request.POST:
        services.choose_channels(by=person, mobile="", told_by=[])
        messages.success(request, _("Your number is deleted, and nothing is sent there any more."))
        return redirect("office:account")
    if form.is_valid():
        try:
            services.choose_channels(by=person, **form.cleaned_data)
            messages.success(request, _("Saved: this is how you are told from now on."))
            return redirect("office:account")
        except services.NumberMissing:
            form.add_error("mobile", _("Write the number at which you want to be told."))
    content = {"form": form, "shown": person, "is_offered": bool(channels.offered())}
    return render(request, "office/account_channels.html", content, status=422 if form.errors else 200)


@login_required
def token_make(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None, initial={"purpose": request.GET.get("purpose", "")})
    content: dict[str, Any] = {"form": form}
    if form.is_valid():
        content["token"], content["secret"] = services.make_token(
            by=signed_in(request), on=today(), **form.cleaned_data
        )
    return render(request, "office/token_make.html", content)


@require_POST
@login_required
def token_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(tokens_of(signed_in(request), today()), pk=pk)
    services.withdraw_token(by=signed_in(request), pk=pk)
    messages.success(request, _("The token %(name)s no longer opens anything.") % {"name": token})
    return redirect("office:account")
