"""What those who keep a vote of households do: draft, list, open, print, enter papers and hands, close, cancel."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import done, first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.listing import page_of
from openntm.participation.access.contributions import outreach_visible_to, refuse_unless
from openntm.participation.forms import polls as forms
from openntm.participation.forms.common import Bare
from openntm.participation.models import OutreachAct, Poll
from openntm.participation.services import poll_votes, polls
from openntm.participation.services.polls import KEEP
from openntm.participation.views.common import at, communes, page_of_made
from openntm.participation.views.polls import seen
from openntm.participation.views.slip_codes import on_paper
from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version

State = Poll.State


def kept(request: HttpRequest, code: str, day: str, pk: int, *states: Poll.State) -> tuple[PlaceVersion, Poll]:
    """The vote that the person keeps, in one of the states; an address from before a change is no page any more."""
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    refuse_unless(signed_in(request), KEEP, one.place)
    if states and one.state not in states:
        raise Http404
    return unit, one


@requires(KEEP)
def poll_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    units = [one for one in communes(unit, on) if may(request.user, KEEP, one.place, today())]
    with override(settings.LANGUAGE_CODE):  # what is put to the households, whoever writes it
        options = "\n".join((_("Agree"), _("Do not agree"), _("Another opinion")))
    form = forms.PollForm(request.POST or None, units=units, initial={"begins": first_day(on), "options": options})
    words = Words(
        _("Prepare a vote of households"),
        _("The draft is saved: now enter the list of households."),
        _("Until it is opened everything may be changed. One household has one vote."),
        _("Save the draft"),
    )
    back, to = at("polls", code, day), page_of_made("poll", code, day)
    return entry(request, form, polls.draft_poll, words=words, back=back, to=to)


@requires(KEEP)
def poll_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = kept(request, code, day, pk, State.DRAFT)
    first = {
        name: getattr(one, name) for name in ("hamlet", "question", "text", "begins", "ends", "households", "source")
    }
    first |= {"matter": one.matter_id, "options": "\n".join(one.options)}
    form = forms.PollForm(request.POST or None, initial=first)
    words = Words(_("Change the draft"), _("The draft is saved."), "", _("Save the draft"))
    return entry(request, form, polls.change_poll, words=words, back=at("poll", code, day, pk), given={"pk": pk})


@requires(KEEP)
def poll_list(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = kept(request, code, day, pk, State.DRAFT)
    labels = "\n".join(one.electors.values_list("label", flat=True))
    form = forms.ListForm(request.POST or None, initial={"labels": labels})
    lead = _("%(count)s households are to stand here. What is saved takes the place of the whole list.")
    words = Words(
        _("List of households"), _("The list is saved."), lead % {"count": one.households}, _("Save the list")
    )
    back = at("poll_households", code, day, pk)
    return entry(request, form, polls.list_households, words=words, back=back, given={"pk": pk})


@requires(KEEP)
def poll_households(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Who stands on the list and who has voted; what, nobody knows."""
    unit, one = kept(request, code, day, pk)
    found = one.electors.filter(has_voted=False) if request.GET.get("only") == "waiting" else one.electors.all()
    context = {"poll": one, "page": page_of(request, found), "unit": unit, "back": at("poll", code, day, pk)}
    context |= {"query": "only=waiting" if request.GET.get("only") == "waiting" else "", "code": code, "day": day}
    return render(request, "participation/polls/households.html", context | {"illustrative": one.illustrative})


@never_cache
@requires(KEEP)
def poll_slips(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The papers to hand out, on the page that answers: their codes are kept nowhere and cannot be shown again."""
    _unit, one = kept(request, code, day, pk, State.OPEN)
    form, back = forms.SlipsForm(request.POST if request.method == "POST" else None), at("poll", code, day, pk)
    if request.method == "POST" and form.is_valid():
        made = done(form, polls.make_slips, by=signed_in(request), pk=pk, **form.cleaned_data)
        if made is not None:
            context = {"poll": one, "place": nearest_version(one.place, one.begins), "back": back}
            context |= {"papers": [paper(one, *each) for each in made], "illustrative": one.illustrative}
            return render(request, "participation/polls/slips.html", context)
    words = _("Slips with new codes are made and shown once, to be printed. Slips that were printed before are void.")
    context = {"form": form, "heading": _("Slips for the households"), "lead": words, "button": _("Make the slips")}
    return render(request, "office/entry.html", context | {"back": back}, status=422 if form.errors else 200)


def paper(one: Poll, elector: Any, token: str) -> dict[str, Any]:
    given = {"elector": elector}
    if not token:
        return given
    return given | on_paper(token, reverse("participation:vote", args=[one.pk, token]), vote_address(one))


def vote_address(one: Poll) -> str:
    return reverse("participation:vote_code", args=[one.pk])


@requires(KEEP)
def poll_enter(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Accepted: the same page again, for the next slip."""
    _unit, one = kept(request, code, day, pk, State.OPEN)
    form = forms.PaperForm(request.POST or None, poll=one)
    lead = _("The choice is kept without the household; of the household is kept that it has voted.")
    words = Words(
        _("Enter a slip of paper"), _("Counted. The choice is kept without the household."), lead, _("Count this vote")
    )
    back, here = at("poll", code, day, pk), lambda _made: request.path
    return entry(request, form, poll_votes.enter_vote, words=words, back=back, given={"pk": pk}, to=here)


@requires(KEEP)
def poll_hands(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = kept(request, code, day, pk, State.OPEN)
    meetings = outreach_visible_to(signed_in(request)).filter(
        kind=OutreachAct.Kind.MEETING, place=one.place, void_why=""
    )
    meetings = meetings.filter(day__range=(one.begins, today()))
    form = forms.HandsForm(request.POST or None, poll=one, meetings=meetings)
    lead = _(
        "Hands are counted as totals. The households named here have voted and cannot vote in another way any more."
    )
    if not meetings.exists():
        lead = _("No meeting is recorded here since %(begins)s: record it first, under outreach.")
        lead %= {"begins": f"{one.begins:%d/%m/%Y}"}
    words = Words(_("Hands raised at a meeting"), _("The hands are counted."), lead, _("Count the hands"))
    back = at("poll", code, day, pk)
    return entry(request, form, poll_votes.record_hands, words=words, back=back, given={"pk": pk})


@requires(KEEP)
def poll_open(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = kept(request, code, day, pk, State.DRAFT)
    lead = _("“%(question)s” is public then. Question, options and the list of %(count)s households stand.")
    words = Words(
        _("Open the vote?"),
        _("The vote is open: make the slips for the households."),
        lead % {"question": one.question, "count": one.households},
        _("Open the vote"),
    )
    form = Bare(request.POST if request.method == "POST" else None)
    return entry(request, form, polls.open_poll, words=words, back=at("poll", code, day, pk), given={"pk": pk})


@requires(KEEP)
def poll_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = kept(request, code, day, pk, State.OPEN)
    lead = _(
        "%(voted)s of %(count)s households have voted. The votes are counted once and for all; the result is public."
    )
    voted = one.electors.filter(has_voted=True).count()
    words = Words(
        _("Close the vote?"),
        _("The vote is closed; its result is public."),
        lead % {"voted": voted, "count": one.households},
        _("Close and count"),
    )
    form, back = forms.ClosePollForm(request.POST or None), at("poll", code, day, pk)
    return entry(request, form, polls.close_poll, words=words, back=back, given={"pk": pk}, is_danger=True)


@requires(KEEP)
def poll_cancel(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = kept(request, code, day, pk, State.DRAFT, State.OPEN)
    lead = _("“%(question)s” is not decided: nothing is counted. The vote stays with your reason.")
    words = Words(
        _("Cancel the vote?"), _("The vote is cancelled."), lead % {"question": one.question}, _("Cancel the vote")
    )
    form, back = forms.CancelPollForm(request.POST or None), at("poll", code, day, pk)
    return entry(request, form, polls.cancel_poll, words=words, back=back, given={"pk": pk}, is_danger=True)
