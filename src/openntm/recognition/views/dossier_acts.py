"""The acts on a dossier, each on a page that restates it: steps, returns, what it rests on, what others said of it."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from openntm.assessment.access import assessments_visible_to
from openntm.assessment.spoken import language
from openntm.office.access.cover import covered
from openntm.recognition.forms.dossiers import BindForm, ReturnForm, StepForm
from openntm.recognition.forms.opinions import AnswerForm, UploadForm
from openntm.recognition.models import ReturnPoint
from openntm.recognition.procedure.engine import checked, open_transitions
from openntm.recognition.procedure.schema import RETURNED
from openntm.recognition.queries.facts import facts_of
from openntm.recognition.queries.parts import versions_of
from openntm.recognition.queries.path import returned_to
from openntm.recognition.queries.snapshots import case_of
from openntm.recognition.queries.standing import returns_open
from openntm.recognition.services.binding import bind_assessment, freeze_and_bind, is_being_prepared
from openntm.recognition.services.parts import answer_point, hand_in_part
from openntm.recognition.services.steps import take_step
from openntm.recognition.views.dossier_common import Here, act, here_of, refuse_unless

OFFERED = 20


def step(request: HttpRequest, code: str, day: str, pk: int, transition: str) -> HttpResponse:
    """A step, or a return when the name is that of a return."""
    here = here_of(request, code, day, pk)
    if any(one.id == transition for one in here.law.returns):
        return give_back(request, here, transition)
    open_now = open_transitions(here.law, here.dossier.state, here.acts_on, returned_to(here.dossier))
    found = next((one for one in open_now if one.id == transition and one.to != RETURNED), None)
    if found is None:
        raise Http404
    refuse_unless(here.may_act_as(found.actor))
    form = StepForm(
        request.POST or None,
        needs_reason=found.needs_reason,
        due=here.dossier.due,
        initial={"day": here.acts_on},
    )
    consequence = getattr(found.consequence, language()) if found.consequence else ""
    words: dict[str, Any] = {
        "title": getattr(found.says, language()),
        "button": getattr(found.says, language()),
        "lead": consequence,
        "done": _("The step is taken."),
        "danger": found.to == "withdrawn",
        "more": {
            "lines": checked(here.law, found, facts_of(here.dossier, here.acts_on)),
            "to": here.law.states[found.to],
            "step": found,
        },
    }
    return act(request, here, form, partial(take_step, by=here.by, pk=pk, transition=transition), **words)


def give_back(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    found = next((one for one in returns_open(here.dossier, here.by, here.acts_on) if one.rule.id == name), None)
    if found is None:
        raise Http404
    refuse_unless(found.is_mine)
    targets = [(key, getattr(state, language())) for key, state in found.targets]
    form = ReturnForm(request.POST or None, targets=targets, due=here.dossier.due, initial={"day": here.acts_on})

    def returned(to: str, **given: Any) -> object:
        return take_step(by=here.by, pk=here.dossier.pk, transition=f"{name}-{to}", **given)

    words: dict[str, Any] = {
        "title": getattr(found.rule.says, language()),
        "button": getattr(found.rule.says, language()),
        "lead": _(
            "The dossier goes back with a reason and a list of points. It is handed in again when each is answered."
        ),
        "done": _("The dossier was returned."),
        "danger": True,
        "more": {"reply": found.rule.reply},
    }
    return act(request, here, form, returned, **words)


def bind(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """An assessment that is frozen already, or the commune's own figures frozen now."""
    here = here_of(request, code, day, pk)
    refuse_unless(here.may_act_as(here.law.states[here.law.first_state].held_by) and is_being_prepared(here.dossier))
    form = BindForm(request.POST or None, offered=offered(here), initial={"on": here.acts_on})

    def bound(assessment: str, on: Any) -> object:
        if assessment == BindForm.NEW:
            return freeze_and_bind(by=here.by, pk=pk, on=on)
        return bind_assessment(by=here.by, pk=pk, assessment=int(assessment), day=here.acts_on)

    words: dict[str, Any] = {
        "title": _("Bind the dossier to a frozen assessment"),
        "button": _("Bind"),
        "lead": _(
            "From now on the dossier rests on it: later figures do not move it. Parts with figures must be made anew."
        ),
        "done": _("The dossier is bound to the frozen assessment."),
    }
    return act(request, here, form, bound, **words)


def offered(here: Here) -> list[tuple[int, str]]:
    """The newest assessments that fit: of the place or of one above it, by the set of the title, not of a later day."""
    rules = here.law.titles[here.dossier.title]
    sets = {one.set for one in rules.sets}
    found = assessments_visible_to(here.by).filter(set_id__in=sets, on__lte=here.acts_on).select_related("place")
    fit = [
        one
        for one in found[:OFFERED]
        if one.set_id in rules.sets_on(one.on)
        and here.dossier.place_id in covered([one.place], here.acts_on)
        and case_of(one, here.dossier.place.key)
    ]
    return [(one.pk, _("of %(day)s, %(sum)s…") % {"day": f"{one.on:%d/%m/%Y}", "sum": one.sha256[:12]}) for one in fit]


def part(request: HttpRequest, code: str, day: str, pk: int, part: str) -> HttpResponse:
    """Its versions, and a file as the next one."""
    here = here_of(request, code, day, pk)
    asked = here.law.part_by_id.get(part)
    if asked is None:
        raise Http404
    if not here.may_add(asked.by):
        refuse_unless(request.method != "POST")
        context = here.words | {
            "title": getattr(asked, language()),
            "versions": versions_of(here.dossier).get(part, []),
        }
        return render(request, "recognition/dossier_act.html", context)
    form = UploadForm(request.POST or None, request.FILES or None)
    words: dict[str, Any] = {
        "title": getattr(asked, language()),
        "button": _("Hand in"),
        "lead": _("A file that is handed in becomes the newest version; earlier ones are kept."),
        "done": _("The part was handed in."),
        "more": {"versions": versions_of(here.dossier).get(part, [])},
    }
    return act(request, here, form, partial(hand_in_part, by=here.by, pk=pk, part=part), **words)


def point(request: HttpRequest, code: str, day: str, pk: int, point: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    found = get_object_or_404(ReturnPoint, pk=point, step__dossier=here.dossier)
    target = here.law.by_id[found.step.transition].back_to
    refuse_unless(here.may_act_as(here.law.states[target].held_by))
    form = AnswerForm(request.POST or None, initial={"day": here.acts_on, "answer": found.answer})
    words: dict[str, Any] = {
        "title": _("Answer a point of the return"),
        "button": _("Answer"),
        "lead": found.text,
        "done": _("The point was answered."),
    }
    return act(request, here, form, partial(answer_point, by=here.by, pk=pk, point=point), **words)
