"""Deciding between sources that disagree."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openntm.assessment.access import today
from openntm.assessment.forms import DecideForm
from openntm.assessment.measures import MEASURES, split_measure
from openntm.assessment.models import Figure
from openntm.assessment.queries import conflicts
from openntm.assessment.queries.conflicts import Conflict
from openntm.assessment.services import NoConflict, decide_conflict
from openntm.assessment.spoken import language
from openntm.assessment.views.common import spot
from openntm.criteria import load_set, set_ids
from openntm.office.access import may, requires
from openntm.office.roles import Action
from openntm.places.queries import subtree


@requires(Action.READ_FIGURES)
def disagreements(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Every conflict of the place and its units; those who may decide choose one value and say why."""
    place, on = spot(request, code, day)
    may_decide = may(request.user, Action.DECIDE_CONFLICT, place.place, today())
    form = DecideForm(request.POST or None)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        if form.is_valid() and _decided(request, form):
            return redirect("assessment:disagreements", code, day)
    units = {unit.place_id: unit for unit in subtree(place.place, on)}
    rows = [(units[one.place_id], measure_title(one.measure), one) for one in conflicts(units, on)]
    context = {"place": place, "on": on, "rows": rows, "may_decide": may_decide, "form": form}
    context |= {"open": sum(one.decided is None for _u, _m, one in rows), "illustrative": _has_illustrative(rows)}
    return render(request, "assessment/disagreements.html", context, status=422 if form.errors else 200)


def _has_illustrative(rows: Sequence[tuple[object, str, Conflict]]) -> bool:
    return any(view.illustrative for _unit, _title, one in rows for view in one.values)


def _decided(request: HttpRequest, form: DecideForm) -> bool:
    try:
        decide_conflict(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except (NoConflict, Figure.DoesNotExist):
        form.add_error(None, _("This value is no longer in a conflict."))
        return False
    messages.success(request, _("Decided. Both values stay, with your reason."))
    return True


def measure_title(measure: str) -> str:
    """What a measure is called, whether it is the programme's or an indicator's."""
    if measure in MEASURES:
        return str(getattr(MEASURES[measure], language()))
    set_id, figure = split_measure(measure)
    if set_id not in set_ids(examples=True):
        return measure
    asked = load_set(set_id).by_id
    found = asked.get(figure) or asked.get(figure.rpartition(":")[0])
    return f"{figure} {getattr(found.title, language())}" if found else measure
