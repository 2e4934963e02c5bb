"""The pages on which is entered what others said of a dossier."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from openntm.assessment.spoken import language
from openntm.office.listing import page_of
from openntm.recognition.forms.opinions import (
    AnswerForm,
    BroadcastsForm,
    ConditionForm,
    ConsultationForm,
    MeetingForm,
    OpinionForm,
    SatisfactionForm,
)
from openntm.recognition.models import Consultation, Opinion, PublicComment
from openntm.recognition.services.opinions import (
    add_opinion,
    answer_opinion,
    close_consultation,
    confirm_condition,
    open_consultation,
    record_broadcasts,
    record_meeting,
    record_satisfaction,
    tier_held,
)
from openntm.recognition.views.dossier_common import act, here_of, refuse_unless


def consultation_open(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    rule = here.law.consultations.get(tier_held(here.dossier))
    if rule is None or not here.holds_it:
        raise PermissionDenied
    last = here.dossier.since + timedelta(days=int(rule.days) - 1)
    form = ConsultationForm(request.POST or None, initial={"begins": here.dossier.since, "ends": last})
    words: dict[str, Any] = {
        "title": _("Open a consultation"),
        "button": _("Open"),
        "lead": _("The rules ask for at least %(days)s days.") % {"days": rule.days},
        "done": _("The consultation is open."),
    }
    return act(request, here, form, partial(open_consultation, by=here.by, pk=pk), **words)


def consultation(request: HttpRequest, code: str, day: str, pk: int, period: int) -> HttpResponse:
    """Broadcasts and the last day."""
    here = here_of(request, code, day, pk)
    found = get_object_or_404(Consultation, pk=period, dossier=here.dossier)
    refuse_unless(here.holds_it)
    form = BroadcastsForm(request.POST or None, initial={"broadcasts": found.broadcasts, "ends": found.ends})

    def changed(broadcasts: int, ends: Any) -> object:
        if broadcasts != found.broadcasts:
            record_broadcasts(by=here.by, pk=period, broadcasts=broadcasts)
        return found if ends == found.ends else close_consultation(by=here.by, pk=period, ends=ends)

    words: dict[str, Any] = {
        "title": _("Broadcasts and end of the consultation"),
        "button": _("Save"),
        "done": _("The consultation was changed."),
    }
    return act(request, here, form, changed, **words)


def opinions(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """All of them, those without an answer first."""
    here = here_of(request, code, day, pk)
    found = Opinion.objects.filter(consultation__dossier=here.dossier).select_related("consultation", "file")
    rows = sorted(found, key=lambda one: (bool(one.answer) or one.agrees is True, -one.day.toordinal()))
    page = page_of(request, rows)
    context = here.words | {"page": page, "query": "", "may_answer": here.holds_it}
    comments = PublicComment.objects.filter(consultation__dossier=here.dossier)
    context["comments"] = comments.filter(state=PublicComment.State.NEW).order_by("is_suspect", "at", "pk")
    return render(request, "recognition/opinions.html", context | {"illustrative": here.dossier.illustrative})


def opinion_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    refuse_unless(here.holds_it or here.may_act_as("front"))
    first = {"day": here.acts_on, "people": 1, "agrees": "yes"}
    first["origin"] = Opinion.From.FRONT if here.may_act_as("front") else Opinion.From.HAMLET
    form = OpinionForm(request.POST or None, request.FILES or None, initial=first)
    words: dict[str, Any] = {
        "title": _("Record an opinion"),
        "button": _("Record"),
        "done": _("The opinion was recorded."),
    }
    return act(request, here, form, partial(add_opinion, by=here.by, pk=pk), **words)


def opinion_answer(request: HttpRequest, code: str, day: str, pk: int, opinion: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    found = get_object_or_404(Opinion, pk=opinion, consultation__dossier=here.dossier)
    refuse_unless(here.holds_it)
    form = AnswerForm(request.POST or None, initial={"day": here.acts_on, "answer": found.answer})
    words: dict[str, Any] = {
        "title": _("Answer an opinion"),
        "button": _("Answer"),
        "lead": found.text or found.get_origin_display(),
        "done": _("The opinion was answered."),
    }
    return act(request, here, form, partial(answer_opinion, by=here.by, dossier=pk, pk=opinion), **words)


def meeting(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    rule = here.law.votes.get("meeting")
    refuse_unless(here.holds_it and rule is not None)
    form = MeetingForm(request.POST or None, initial={"day": here.acts_on})
    words: dict[str, Any] = {
        "title": _("Record the meeting"),
        "button": _("Record"),
        "lead": _("At least %(share)s%% of those present must be in favour.") % {"share": rule.share if rule else ""},
        "done": _("The meeting was recorded."),
    }
    return act(request, here, form, partial(record_meeting, by=here.by, pk=pk), **words)


def satisfaction(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    refuse_unless(here.may_act_as("front"))
    first = {"ends": here.acts_on, "run_by": getattr(here.law.actors["front"].named(here.acts_on), language())}
    form = SatisfactionForm(request.POST or None, initial=first)
    words: dict[str, Any] = {
        "title": _("Record the satisfaction of residents"),
        "button": _("Record"),
        "done": _("The survey was recorded."),
    }
    return act(request, here, form, partial(record_satisfaction, by=here.by, pk=pk), **words)


def condition(request: HttpRequest, code: str, day: str, pk: int, condition: str) -> HttpResponse:
    here = here_of(request, code, day, pk)
    asked = next((one for one in here.law.conditions if one.id == condition), None)
    if asked is None:
        raise Http404
    refuse_unless(here.holds_it)
    form = ConditionForm(request.POST or None, request.FILES or None, kind=asked.kind, initial={"day": here.acts_on})
    words: dict[str, Any] = {
        "title": _("Confirm a condition"),
        "button": _("Record"),
        "lead": getattr(asked, language()),
        "done": _("The condition was recorded."),
    }
    return act(request, here, form, partial(confirm_condition, by=here.by, pk=pk, condition=condition), **words)
