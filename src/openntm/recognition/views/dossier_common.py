"""What every page of a dossier needs: place and day of its address, the dossier if the person may see it, the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from openntm.office.access import signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.files import FileRefused
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version
from openntm.recognition.access.dossiers import acting_posts, dossiers_visible_to
from openntm.recognition.models import Dossier
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.schema import Procedure
from openntm.recognition.queries.path import lies_with
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.steps import NotYourStep, StepRefused
from openntm.recognition.views.asked import sentences


@dataclass(frozen=True)
class Here:
    """One dossier, seen from an address; `unit` is its own place, `code` the one in the address."""

    code: str
    day: str
    on: date
    by: Person
    dossier: Dossier
    unit: PlaceVersion
    law: Procedure

    @property
    def acts_on(self) -> date:
        """The day that forms begin with: that of the address, today at the latest."""
        return min(self.on, today())

    def may_act_as(self, actor: str | None) -> bool:
        return bool(actor) and bool(acting_posts(self.by, self.law.actors[actor or ""], self.dossier.place))

    @property
    def holds_it(self) -> bool:
        """Whether it is the person's turn."""
        return self.may_act_as(self.law.states[self.dossier.state].held_by)

    def may_add(self, actor: str) -> bool:
        """Whether the person adds parts for the actor while the dossier lies where it lies now."""
        return self.may_act_as(actor) and lies_with(self.dossier, self.law.actors[actor].tier)

    @property
    def words(self) -> dict[str, Any]:
        return {"here": self, "dossier": self.dossier, "unit": self.unit, "on": self.on, "law": self.law}


def here_of(request: HttpRequest, code: str, day: str, pk: int) -> Here:
    unit, on = spot(request, code, day)
    by = signed_in(request)
    found = dossiers_visible_to(by).select_related("place", "assessment", "registration", "decision", "opened_by")
    dossier = get_object_or_404(found, pk=pk)
    if dossier.place_id != unit.place_id and dossier.place_id not in covered([unit.place], on):
        raise Http404
    return Here(code, day, on, by, dossier, nearest_version(dossier.place, on), load_procedure(dossier.procedure))


def refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def act(
    request: HttpRequest,
    here: Here,
    form: forms.Form,
    do: Callable[..., object],
    *,
    title: str,
    lead: str = "",
    button: str,
    done: str,
    danger: bool = False,
    to: str = "dossier",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one act: it restates the act, does it, or says in words why not."""
    if form.is_valid():
        try:
            do(**form.cleaned_data)
            messages.success(request, done)
            return redirect(f"recognition:{to}", here.code, here.day, here.dossier.pk)
        except NotYourStep:
            raise PermissionDenied from None
        except (StepRefused, Refused) as refused:
            tell(form, refused)
        except FileRefused as refused:
            form.add_error("upload" if "upload" in form.fields else None, str(refused))
    context = here.words | {"form": form, "title": title, "lead": lead, "button": button, "danger": danger}
    return render(request, "recognition/dossier_act.html", context | (more or {}), status=422 if form.errors else 200)


def tell(form: forms.Form, refused: StepRefused | Refused) -> None:
    for sentence in sentences(refused):
        form.add_error(refused.field if refused.field in form.fields else None, sentence)
