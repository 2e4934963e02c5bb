"""The signing of a decision, on a page that restates what it decides, for whom, and what follows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.office.access import requires, signed_in, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.forms.decisions import SignForm
from openntm.recognition.models import Dossier
from openntm.recognition.queries.decisions import announce_by, next_number, rules
from openntm.recognition.queries.naming import dossier_name
from openntm.recognition.queries.signing import signing_posts, waiting_for
from openntm.recognition.services.decisions import (
    refuse_ended,
    refuse_unless_decidable,
    sign_decision,
    signing_post,
    subject_of,
)
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.register import issuer_of
from openntm.recognition.views.asked import done, first_day, spot


@requires(Action.SIGN_DECISIONS)
def decision_sign(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """First what is to be signed, then the same restated; only the second page signs."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    waiting = waiting_for(person)
    choices = [
        (one.pk, f"{dossier_name(one, today())}: {one.get_title_display()}, {one.year}") for one, _vote in waiting
    ]
    posts = signing_posts(person, waiting[0][0]) if waiting else []
    begin = first_day(on)
    first = {"day": begin, "number": next_number(posts[0].place if posts else unit.place, begin.year)}
    form = SignForm(
        request.POST or None, dossiers=choices, initial=first | {"dossiers": request.GET.getlist("dossier")}
    )
    context: dict[str, object] = {"unit": unit, "on": on, "form": form}
    context["waiting"] = [(one, dossier_name(one, today()), vote) for one, vote in waiting]
    if form.is_valid():
        chosen = [dossier for dossier, _vote in waiting if dossier.pk in form.cleaned_data["dossiers"]]
        if request.POST.get("confirmed") and (made := done(form, sign_decision, by=person, **form.cleaned_data)):
            messages.success(request, _("The decision is signed and stands in the register."))
            return redirect("recognition:decision", code, day, made.pk)
        if not form.errors and (restated := restate(person, form, chosen)):
            context |= restated | {"chosen": [(one, dossier_name(one, today())) for one in chosen]}
            return render(request, "recognition/decision_confirm.html", context)
    return render(request, "recognition/decision_sign.html", context, status=422 if form.errors else 200)


def restate(person: Person, form: SignForm, chosen: list[Dossier]) -> dict[str, object]:
    """What the decision will say; empty where a rule is against it already."""
    day = form.cleaned_data["day"]
    try:
        refuse_unless_decidable(chosen, day)
        post = signing_post(person, chosen)
        refuse_ended([post.place, *(dossier.place for dossier in chosen)], day)
    except Refused as refused:
        form.add_error(None, str(refused))
        return {}
    except PermissionDenied:
        form.add_error(None, _("No post of yours signs for all of these units at once."))
        return {}
    subject = subject_of(chosen, day, get_language() or "vi")
    return {
        "asked": form.cleaned_data,
        "issuer": issuer_of(post.place, day),
        "subject": subject,
        "announce_by": announce_by(day),
        "within": rules()["announce_within"],
        "holder": post.person if post.person != person else None,
        "is_illustrative": person.is_demonstration or any(dossier.illustrative for dossier in chosen),
    }
