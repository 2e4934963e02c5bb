"""The page of one target: from its base over today to its goal, the list behind the count, the units it names."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from openntm.office.access import entries_visible_to, may, today
from openntm.office.asked import spot
from openntm.office.queries import acts, lines_of
from openntm.office.roles import Action
from openntm.recognition.drawing import NARROW, drawing_of
from openntm.recognition.queries.progress import progress_of
from openntm.steering.arithmetic import rounded
from openntm.steering.models import Target
from openntm.steering.queries import check_target, targets_naming
from openntm.steering.queries.named import joined


def target(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = get_object_or_404(targets_naming(unit.place, on), key=key)
    progress = progress_of(found, on)
    entries = entries_visible_to(request.user, today())
    entries = entries.filter(subject_kind=Target._meta.label_lower, subject_key=found.key)
    context = {
        "unit": unit,
        "on": on,
        "target": found,
        "progress": progress,
        "check": check_target(found, closed=progress.closed),
        "drawing": drawing_of(progress),
        "narrow": drawing_of(progress, NARROW),
        "off": rounded(progress.years_off, Decimal("0.1")) if progress.years_off is not None else None,
        "went": joined(state.named for state in progress.names),
        "lines": list(lines_of(acts(among=entries.exclude(verb="target.set")))),
        "first_lines": list(lines_of(acts(among=entries.filter(verb="target.set")))),
        "may_set": found.place == unit.place and may(request.user, Action.SET_TARGETS, unit.place, today()),
        "settable_on": on if unit.stands_on(on) else unit.last_day,
    }
    return render(request, "recognition/target.html", context)
