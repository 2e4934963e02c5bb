"""What hangs on a work is entered and changed: one page for each kind of part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from openntm.office.access import requires
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.roles import Action
from openntm.works.forms import parts as forms
from openntm.works.services import parts as services
from openntm.works.services.changes import record_change
from openntm.works.views.common import at, seen


@dataclass(frozen=True)
class Part:
    """`named`: the field by which the service finds the one that is changed, empty where none is ever changed."""

    form: type[forms.PartForm]
    service: Callable[..., Any]
    add: Any
    change: Any = ""
    named: str = "pk"


PARTS = {
    "parties": Part(
        forms.PartyForm,
        services.set_party,
        gettext_lazy("Add an organisation"),
        gettext_lazy("Change an organisation"),
    ),
    "contracts": Part(
        forms.ContractForm,
        services.set_contract,
        gettext_lazy("Add a contract"),
        gettext_lazy("Change a contract"),
    ),
    "milestones": Part(
        forms.MilestoneForm,
        services.set_milestone,
        gettext_lazy("Add a milestone"),
        gettext_lazy("Change a milestone"),
    ),
    "money": Part(
        forms.MoneyForm,
        services.set_money,
        gettext_lazy("Add a source of money"),
        gettext_lazy("Change a source of money"),
        "source",
    ),
    "progress": Part(
        forms.ProgressForm,
        services.record_progress,
        gettext_lazy("Record progress"),
        gettext_lazy("Correct the progress of a day"),
        "day",
    ),
    "changes": Part(forms.ChangeForm, record_change, gettext_lazy("Record a change"), named=""),
    "documents": Part(
        forms.DocumentForm,
        services.set_document,
        gettext_lazy("Add a document"),
        gettext_lazy("Change a document"),
    ),
}


class PartName:
    """Of an address: one of the parts above."""

    regex = "|".join(PARTS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


@requires(Action.KEEP_WORKS)
def part_add(request: HttpRequest, code: str, day: str, pk: int, part: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    work, known = seen(request, unit, pk), PARTS[part]
    form = known.form(request.POST or None, request.FILES or None, work=work, initial={"day": first_day(on)})
    words = Words(heading=known.add, said=gettext_lazy("Saved."), lead=work.name, button=gettext_lazy("Save"))
    return entry(request, form, known.service, back=back_to(part, code, day, pk), given={"work": pk}, words=words)


@requires(Action.KEEP_WORKS)
def part_change(request: HttpRequest, code: str, day: str, pk: int, part: str, row: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    work, known = seen(request, unit, pk), PARTS[part]
    rows = getattr(work, part).all() if known.named else getattr(work, part).none()
    one = get_object_or_404(rows, pk=row)
    form = known.form(request.POST or None, request.FILES or None, work=work, initial=known.form.initial_of(one))
    if "file" in form.fields:
        form.fields["file"].required = False  # the one that stands there stays
    given = {"work": pk}
    if known.named == "pk":
        given["pk"] = row
    else:
        form.fields[known.named].disabled = True
    words = Words(heading=known.change, said=gettext_lazy("Saved."), lead=work.name, button=gettext_lazy("Save"))
    return entry(request, form, known.service, back=back_to(part, code, day, pk), given=given, words=words)


def back_to(part: str, code: str, day: str, pk: int) -> str:
    return f"{at('work', code, day, pk)}#{part}"
