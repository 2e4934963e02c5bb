"""The criteria of a dossier in their three layers, and the reviewing of them, which saves as one goes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.office.access import signed_in
from openntm.office.models import Person
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.forms.reviews import ReviewForm
from openntm.recognition.models import Dossier
from openntm.recognition.queries.authors import authors_of
from openntm.recognition.queries.charge import charges
from openntm.recognition.queries.naming import dossier_name
from openntm.recognition.queries.reviews import STATES, ReviewRow, review_table
from openntm.recognition.services.reviews import in_charge, review_criterion, reviewing_posts
from openntm.recognition.views.asked import done, first_day, spot


def reviews(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    person = signed_in(request)
    seen = dossiers_visible_to(person).select_related("place", "assessment")
    dossier = get_object_or_404(seen, pk=pk)
    layer = next((layer for layer, state in STATES.items() if state == dossier.state), None)
    refused = None
    if request.method == "POST":
        criterion = request.POST.get("criterion", "")
        refused = ReviewForm(request.POST, auto_id=f"c{criterion}_%s")
        words = {"by": person, "pk": pk, "layer": layer or "appraisal", "criterion": criterion}
        if refused.is_valid() and done(refused, review_criterion, **words, **refused.cleaned_data):
            messages.success(request, _("Criterion %(criterion)s: saved.") % {"criterion": criterion})
            return redirect(f"{request.get_full_path()}#criterion-{criterion}")
    rows = review_table(dossier)
    mine = reviewable(person, dossier, layer, rows)
    shown = chosen(rows, request.GET.get("show", ""), mine, layer)
    context = {"unit": unit, "on": on, "dossier": dossier, "name": dossier_name(dossier, on), "layer": layer}
    context |= {
        "rows": with_forms(shown, mine, layer, refused, first_day(on)),
        "show": request.GET.get("show", ""),
        "count": len(rows),
    }
    context |= progress(rows, layer) | {"mine": len(mine), "charges": charges(), "illustrative": dossier.illustrative}
    return render(request, "recognition/reviews.html", context, status=422 if refused else 200)


def reviewable(person: Person, dossier: Dossier, layer: str | None, rows: list[ReviewRow]) -> set[str]:
    """The criteria that the person may review now."""
    posts = reviewing_posts(person, dossier, layer) if layer else []
    authors = authors_of(dossier)
    posts = [post for post in posts if not {person.pk, post.person_id} & authors]
    return {row.criterion for row in rows if any(in_charge(post, row.department) for post in posts)}


def chosen(rows: list[ReviewRow], show: str, mine: set[str], layer: str | None) -> list[ReviewRow]:
    if show == "mine":
        return [row for row in rows if row.criterion in mine]
    if show == "missing" and layer:
        return [row for row in rows if row.of(layer) is None]
    return [row for row in rows if row.differs] if show == "differing" else rows


def with_forms(
    rows: list[ReviewRow], mine: set[str], layer: str | None, refused: ReviewForm | None, day: date
) -> list[tuple[ReviewRow, ReviewForm | None, bool]]:
    """(row, its form if the person may review it, whether it stands open)."""
    found = []
    for row in rows:
        form = form_of(row, layer, day) if row.criterion in mine and layer else None
        is_refused = refused is not None and refused.data.get("criterion") == row.criterion
        found.append((row, refused if is_refused else form, is_refused))
    return found


def form_of(row: ReviewRow, layer: str, day: date) -> ReviewForm:
    known = row.of(layer)
    first: dict[str, Any] = {"day": day}
    if known:
        first |= {name: getattr(known, name) for name in ("verdict", "comment", "seen_on_the_ground")}
    return ReviewForm(initial=first, auto_id=f"c{row.criterion}_%s")


def progress(rows: list[ReviewRow], layer: str | None) -> dict[str, int]:
    """Of the layer at work, or of appraisal."""
    found = [review for row in rows if (review := row.of(layer or "appraisal"))]
    failed = sum(review.verdict == "not_met" for review in found)
    return {"confirmed": len(found) - failed, "failed": failed, "differing": sum(row.differs for row in rows)}
