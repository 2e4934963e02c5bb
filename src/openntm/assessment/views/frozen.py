"""Frozen assessments, and why findings changed between two of them."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.assessment.access import assessments_visible_to, today
from openntm.assessment.delta import delta
from openntm.assessment.models import Assessment
from openntm.assessment.services import NothingToFreeze, freeze_assessment
from openntm.assessment.snapshot import Check, verify_snapshot
from openntm.assessment.spoken import language
from openntm.assessment.views.common import chosen_set, set_named, sets_for, spot, tabs, titled
from openntm.criteria import load_set
from openntm.office.access import may, requires
from openntm.office.roles import Action

SHOWN = 300


@requires(Action.READ_FIGURES)
def assessments(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """What was frozen of the place, and the freezing of the day."""
    place, on = spot(request, code, day)
    may_freeze = may(request.user, Action.FREEZE_ASSESSMENT, place.place, today())
    if request.method == "POST":
        if not may_freeze:
            raise PermissionDenied
        law = set_named(request.POST.get("set", ""))
        try:
            freeze_assessment(by=request.user, place=place, set_id=law.id, on=on)  # type: ignore[arg-type]
            messages.success(request, _("The assessment is frozen."))
        except NothingToFreeze:
            messages.error(request, _("This criteria set judges no unit here on that day."))
        return redirect("assessment:assessments", code, day)
    rows = assessments_visible_to(request.user).filter(place=place.place).defer("content").select_related("frozen_by")
    context = {"place": place, "on": on, "sets": [(one.id, titled(one)) for one in sets_for(on)]}
    context |= {"rows": [(row, titled(load_set(row.set_id))) for row in rows[:100]], "may_freeze": may_freeze}
    return render(request, "assessment/assessments.html", context)


@requires(Action.READ_FIGURES)
def snapshot(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The frozen document: to read whether it comes out again, or as a file."""
    place, on = spot(request, code, day)
    row = get_object_or_404(assessments_visible_to(request.user).select_related("frozen_by"), pk=pk, place=place.place)
    if "file" in request.GET:
        name = f"assessment-{code}-{row.on:%Y-%m-%d}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(row.content.encode(), "application/json", headers=headers)
    check: Check = verify_snapshot(row.content.encode())
    frozen = json.loads(row.content)
    context = {"place": place, "on": on, "row": row, "check": check, "title": titled(load_set(row.set_id))}
    context |= {"frozen": frozen, "illustrative": row.illustrative}
    return render(request, "assessment/snapshot.html", context)


@requires(Action.READ_FIGURES)
def changes(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Why findings changed since the last frozen assessment before, set by set."""
    place, on = spot(request, code, day)
    law = chosen_set(request, on)
    context = {"place": place, "on": on, "tabs": tabs(sets_for(on), law), "set": law}
    rows = assessments_visible_to(request.user).filter(place=place.place, on__lte=on)
    pair = list(rows.filter(set_id=law.id).select_related("frozen_by")[:2]) if law else []
    if law is None or len(pair) < 2:
        return render(request, "assessment/changes.html", context)
    new, old = pair
    found = delta(json.loads(old.content), json.loads(new.content))
    names = _names(old) | _names(new)
    lang, titles = language(), law.by_id
    context["changes"] = [
        {
            "place": names.get(one.place, one.place),
            "indicator": one.indicator,
            "title": getattr(titles[one.indicator].title, lang) if one.indicator in titles else "",
            "old": one.old,
            "new": one.new,
            "said": [sentence[lang] for sentence in one.said],
        }
        for one in found[:SHOWN]
    ]
    turned = sum(one.old != one.new for one in found)
    context |= {"old": old, "new": new, "count": len(found), "turned": turned}
    context["illustrative"] = old.illustrative or new.illustrative
    return render(request, "assessment/changes.html", context)


def _names(row: Assessment) -> dict[str, str]:
    return {case["place"]: case["unit"].get("name", case["place"]) for case in json.loads(row.content)["places"]}
