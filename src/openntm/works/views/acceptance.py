"""Acceptance and hand-over of a work: opened by the owner's side, judged by the board, confirmed by the Front."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openntm.office.access import may, today
from openntm.office.entry import Words, entry
from openntm.office.files.serve import print_out_answer
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.works.access import boards_visible_to, is_front_of, works_kept_by, works_visible_to
from openntm.works.access.boards import sitting
from openntm.works.forms import supervision as forms
from openntm.works.models import Acceptance, Work
from openntm.works.queries.demands import open_findings
from openntm.works.queries.register import here
from openntm.works.services import acceptance as services
from openntm.works.services.printing import print_acceptance
from openntm.works.views.common import at, entered_supervision, file_answer


def work_of(person: Person, unit: PlaceVersion, pk: int) -> Work:
    """For whoever reads at its place or sits on its board."""
    work = get_object_or_404(here(works_visible_to(person), unit).select_related("place"), pk=pk)
    if may(person, Action.READ_FIGURES, work.place, today()) or boards_visible_to(person).filter(work=work).exists():
        return work
    raise Http404


def acceptance(request: HttpRequest, code: str, day: str, work: int) -> HttpResponse:
    unit, on, person = entered_supervision(request, code, day)
    one = work_of(person, unit, work)
    rows = one.acceptances.select_related("board")
    headed = rows.filter(board__members__in=seats_as_head(person)).values_list("pk", flat=True)
    context = {"unit": unit, "on": on, "work": one, "rows": rows, "open": open_findings(one)}
    context |= {"keeps": works_kept_by(person).filter(pk=work).exists(), "leads": is_front_of(person, one.place)}
    context["headed"] = set(headed)
    return render(request, "works/acceptance.html", context)


def seats_as_head(person: Person) -> Any:
    return sitting(person).filter(role="head").values("pk")


def acceptance_open(request: HttpRequest, code: str, day: str, work: int) -> HttpResponse:
    unit, _on, person = entered_supervision(request, code, day)
    one = work_of(person, unit, work)
    if not works_kept_by(person).filter(pk=work).exists():
        raise PermissionDenied
    form = forms.AcceptanceForm(request.POST or None, request.FILES or None, initial={"day": today()})
    lead = _("%(work)s. The board is asked for its opinion next.") % {"work": one}
    words = Words(heading=_("Open an acceptance"), said=_("The acceptance is open."), lead=lead)
    back = at("acceptance", code, day, work)
    return entry(request, form, services.open_acceptance, back=back, given={"work": work}, words=words)


def row_of(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Acceptance, str, Person]:
    unit, _on, person = entered_supervision(request, code, day)
    rows = here(Acceptance.objects.filter(board__in=boards_visible_to(person).values("pk")), unit, "work__place")
    made = get_object_or_404(rows.select_related("work__place", "board", "minutes"), pk=pk)
    return made, at("acceptance", code, day, made.work_id), person


def acceptance_opinion(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    made, back, person = row_of(request, code, day, pk)
    if not Acceptance.objects.filter(pk=pk, board__members__in=seats_as_head(person)).exists():
        raise PermissionDenied
    form = forms.OpinionForm(request.POST or None, initial={"opinion": made.opinion, "text": made.opinion_text})
    lead = _("%(work)s. The head signs; the Front confirms.") % {"work": made.work}
    words = Words(heading=_("Opinion of the board"), button=_("Sign as head of the board"), said=_("Saved."), lead=lead)
    return entry(request, form, services.give_opinion, back=back, given={"pk": pk}, words=words)


def acceptance_confirm(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    made, back, person = row_of(request, code, day, pk)
    if not is_front_of(person, made.work.place):
        raise PermissionDenied
    lead = f"{made.work}. {made.get_opinion_display()}. {made.opinion_text}"
    words = Words(heading=_("Confirm the opinion?"), button=_("Confirm for the Front"), said=_("Saved."), lead=lead)
    form = django_forms.Form(request.POST or None)
    return entry(request, form, services.confirm_opinion, back=back, given={"pk": pk}, words=words)


def acceptance_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    made, back, person = row_of(request, code, day, pk)
    if not works_kept_by(person).filter(pk=made.work_id).exists():
        raise PermissionDenied
    lead = _("%(work)s. A final acceptance hands the work over; nothing can be changed after it.") % {"work": made.work}
    words = Words(
        heading=_("Close the acceptance?"), button=_("Close it"), said=_("The acceptance is closed."), lead=lead
    )
    form = forms.HandOverForm(request.POST or None)
    return entry(request, form, services.close_acceptance, back=back, given={"pk": pk}, words=words, is_danger=True)


def acceptance_file(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    made, _back, _person = row_of(request, code, day, pk)
    return file_answer(made.minutes)


@require_POST
def acceptance_print(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    made, _back, person = row_of(request, code, day, pk)
    return print_out_answer(request.POST.get("format"), lambda: print_acceptance(by=person, pk=made.pk))
