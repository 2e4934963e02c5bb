"""The ballot of a member, on a phone first; and counts from paper. A choice is posted and stands in no address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openntm.office.access import requires, signed_in
from openntm.office.roles import Action
from openntm.recognition.forms.councils import PaperForm
from openntm.recognition.models import Ballot
from openntm.recognition.queries.naming import dossier_name
from openntm.recognition.queries.sittings import row_of
from openntm.recognition.services.ballots import cast_ballot, record_paper_votes
from openntm.recognition.services.refused import Refused
from openntm.recognition.views.asked import done, spot
from openntm.recognition.views.sittings import item_seen


def ballot(request: HttpRequest, code: str, day: str, pk: int, item: int) -> HttpResponse:
    """Choose, see the choice restated, confirm; then that one has voted."""
    unit, on = spot(request, code, day)
    found, person = item_seen(request, unit, pk, item), signed_in(request)
    row = row_of(found, person)
    if not (row.may_vote or row.mine) and not found.sitting.council.members.filter(person=person).exists():
        raise PermissionDenied
    choice = request.POST.get("choice", "")
    context = {"unit": unit, "on": on, "row": row, "sitting": found.sitting, "refused": ""}
    context["choices"] = [one for one in Ballot.Choice if one != Ballot.Choice.INVALID] + [Ballot.Choice.INVALID]
    context["chosen"] = Ballot.Choice(choice) if choice in Ballot.Choice.values else None
    context["illustrative"] = found.sitting.council.illustrative
    if context["chosen"] and request.POST.get("confirmed"):
        try:
            cast_ballot(by=person, item=item, choice=choice)
            return redirect(request.path)
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "recognition/ballot.html", context, status=422 if context["refused"] else 200)


@requires(Action.RUN_COUNCILS)
def paper(request: HttpRequest, code: str, day: str, pk: int, item: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found, person = item_seen(request, unit, pk, item), signed_in(request)
    row = row_of(found, person)
    voters = [(one.pk, f"{one.person}, {one.organisation}") for one in row.waiting]
    form = PaperForm(request.POST or None, voters=voters, initial={"voters": [pk for pk, _name in voters]})
    if form.is_valid() and done(form, record_paper_votes, by=person, item=item, **form.cleaned_data):
        messages.success(request, _("The counts are entered."))
        return redirect("recognition:sitting", code, day, pk)
    lead = f"{dossier_name(found.dossier, found.sitting.day)}, {found.dossier.get_title_display()}"
    context = {"unit": unit, "on": on, "form": form, "heading": _("Counts of a vote on paper"), "lead": lead}
    context |= {"button": _("Enter the counts"), "back": reverse("recognition:sitting", args=[code, day, pk])}
    return render(request, "recognition/act.html", context)
