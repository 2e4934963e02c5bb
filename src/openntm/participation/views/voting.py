"""How a household votes online: its code, the question, once more to confirm, thanks; no account, no cookie."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.office.access import today
from openntm.office.refused import Refused
from openntm.office.strangers import no_address
from openntm.participation.forms.polls import VoteForm
from openntm.participation.models import Elector, Poll
from openntm.participation.services.poll_refusals import NotAResident, VotedAlready
from openntm.participation.services.poll_votes import receive_vote, refuse_vote, resident
from openntm.participation.strangers import shown, stranger
from openntm.participation.views.slip_codes import ask_code, unknown_code
from openntm.places.queries import nearest_version

ASK, OVER = "participation/polls/vote.html", "participation/polls/vote_over.html"


@stranger
def vote_code(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever types the code; of a vote that is over the result stands instead."""
    one = asked_of(pk)
    if one.state != Poll.State.OPEN:
        unit = nearest_version(one.place, today())
        return redirect(in_language_of("participation:poll", unit.code, today().isoformat(), one.pk))
    return ask_code(request, one.question, request.path, partial(in_language_of, "participation:vote", one.pk))


@stranger
def vote(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    one = asked_of(pk)
    try:
        elector = resident(one, token)
    except NotAResident:
        return unknown_code(request, one.question, reverse("participation:vote_code", args=[pk]))
    try:
        refuse_vote(one, elector)
        return asked(request, one, elector, token)
    except Refused as refused:
        context = about(one, elector) | {"refused": refused, "has_voted": isinstance(refused, VotedAlready)}
        return shown(request, OVER, context, status=409 if request.method == "POST" else 200)


def asked(request: HttpRequest, one: Poll, elector: Elector, token: str) -> HttpResponse:
    """Sent: what was chosen once more; confirmed: the same address again, which then says thanks."""
    form = VoteForm(request.POST if request.method == "POST" else None, poll=one)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and form.is_trapped:
        form.add_error(None, _("Leave the hidden field “Website” empty and send again."))
    elif is_sent and request.POST.get("sure"):
        with no_address():
            receive_vote(pk=one.pk, shown=token, option=form.cleaned_data["option"])
        return redirect(in_language_of("participation:vote", one.pk, token))
    context = about(one, elector) | {"form": form}
    if is_sent and not form.errors:
        context |= {"chosen": form.cleaned_data["option"], "chosen_text": one.options[form.cleaned_data["option"]]}
    return shown(request, ASK, context, status=422 if form.errors else 200)


def asked_of(pk: int) -> Poll:
    return get_object_or_404(Poll.objects.filter(opened_on__isnull=False).select_related("place"), pk=pk)


def in_language_of(name: str, *args: Any) -> str:
    return reverse(name, args=args) + ("?lang=en" if get_language() == "en" else "")


def about(one: Poll, elector: Elector) -> dict[str, Any]:
    unit = nearest_version(one.place, one.begins)
    return {"poll": one, "elector": elector, "unit": unit, "heading": _("Vote of households")}
