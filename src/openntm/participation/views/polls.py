"""Votes of households: the list, and one of them with its rule and, when it is closed, its result. Both are public."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, reach, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.participation.access.polls import polls_visible_to
from openntm.participation.forms.polls import FindPollForm
from openntm.participation.models import Poll
from openntm.participation.queries.polls import LIST, RESULT, Result, list_lines, poll_rows, says
from openntm.participation.services.polls import KEEP
from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version
from openntm.places.vietnamese import sort_key

HEADS = [
    ("question", gettext_lazy("Question")),
    ("days", gettext_lazy("Days")),
    ("state", gettext_lazy("State")),
    ("voted", gettext_lazy("Voted of all households")),
    ("outcome", gettext_lazy("Outcome")),
]
SORTS: dict[str, Any] = {
    "question": lambda row: sort_key(row.poll.question),
    "days": lambda row: (row.poll.begins, row.poll.pk),
    "state": lambda row: list(Poll.State).index(row.poll.state),
    "voted": lambda row: (row.voted is not None, row.voted),
    "outcome": lambda row: (row.result is not None, row.result and str(row.result.outcome)),
}


def polls(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = polls_visible_to(request.user).filter(place__in=covered([unit.place], today()))
    found = found.exclude(state__in=[Poll.State.CLOSED, Poll.State.CANCELLED], begins__gt=on)
    form = FindPollForm(request.GET or None)
    if state := form.wanted("state"):
        found = found.filter(state=state)
    readable = reach(request.user, today(), Action.READ_FIGURES)
    rows = [row for row in poll_rows(found, on, readable) if says(row, form.wanted("q"))]
    sort, descending = request.GET.get("sort", "days"), request.GET.get("order", "desc") == "desc"
    rows.sort(key=SORTS.get(sort, SORTS["days"]), reverse=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, votes of households of %(place)s") % {"place": unit.full_name}
        # Who reads there gets drafts too, and how many have voted so far: that is no open data.
        is_open = not may(request.user, Action.READ_FIGURES, unit.place, today())
        return download(ending, "household-votes", LIST, list_lines(rows), about, is_open=is_open)
    page = page_of(request, rows)
    context = {
        "unit": unit,
        "on": on,
        "page": page,
        "form": form,
        "may_keep": may(request.user, KEEP, unit.place, today()),
    }
    context |= {"query": query_without(request, "page", "format"), "is_filtered": bool(request.GET)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["illustrative"] = any(row.poll.illustrative for row in page)
    return render(request, "participation/polls/polls.html", context)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Poll:
    found = polls_visible_to(request.user).filter(place__in=covered([unit.place], today()))
    return get_object_or_404(found.select_related("place", "meeting"), pk=pk)


def poll(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(request, unit, pk)
    result = Result(one) if one.state == Poll.State.CLOSED else None
    place = nearest_version(one.place, one.begins)
    if result and (ending := file_asked(request)):
        told = f"{place.full_name}: {one.question}"
        return download(ending, f"household-vote-{one.pk}", RESULT, result.lines, told, is_open=True)
    threshold = one.matter.threshold
    context = {"code": code, "on": on, "poll": one, "place": place, "result": result, "illustrative": one.illustrative}
    context |= {"threshold": threshold, "needed": one.needed or (threshold and threshold.needed(one.households))}
    context |= {"may_keep": may(request.user, KEEP, one.place, today()), "is_online": takes_online(one)}
    if may(request.user, Action.READ_FIGURES, one.place, today()):
        context |= {"listed": one.electors.count(), "voted": one.electors.filter(has_voted=True).count()}
    return render(request, "participation/polls/poll.html", context)


def takes_online(one: Poll) -> bool:
    is_now = one.state == Poll.State.OPEN and one.begins <= today() <= one.ends
    return is_now and one.matter.online.allowed
