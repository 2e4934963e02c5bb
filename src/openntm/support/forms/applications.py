"""What is filled in to apply for support, to find applications, and to approve a list."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from openntm.office.forms import Dong, choose, day_field, limit, quantity_field
from openntm.office.wording import in_language
from openntm.produce.models import Certificate, Producer
from openntm.support.forms.fields import Files, FindForm, everything
from openntm.support.models import HOUSES, Application, Call, Kind, State

BY_PLOT = (*HOUSES, Kind.GROWING)


class FindApplicationForm(FindForm):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=lambda: everything(State.choices), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is supported"), choices=lambda: everything(Kind.choices), required=False
    )
    call = forms.ChoiceField(label=gettext_lazy("Call"), required=False)
    turn = forms.ChoiceField(
        label=gettext_lazy("Whose turn"),
        choices=lambda: everything([("mine", gettext_lazy("mine"))]),
        required=False,
    )

    def __init__(self, *args: Any, calls: Iterable[Call] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {str(one.pk): f"{one.title} · {in_language(one.scheme, 'title')}" for one in calls}
        choose(self, "call", everything(named.items()))


class Named(forms.ModelChoiceField):
    """The field is left out where there is nothing to choose."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(queryset=Producer.objects.none(), label=label, required=False, help_text=help_text)


class ApplyForm(forms.Form):
    producer = Named(gettext_lazy("Producer"))
    hamlet = forms.CharField(label=gettext_lazy("Hamlet"), max_length=100, required=False)
    certificate = Named(gettext_lazy("Certificate"))
    plot = Named(gettext_lazy("Plot"))
    thing = forms.CharField(
        label=gettext_lazy("What is to be supported"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("By name and place, as “the road from the bridge to the school”: it is paid for once."),
    )
    quantity = quantity_field(gettext_lazy("Number or quantity"))
    cost = Dong(gettext_lazy("Cost (dong)"), required=False)
    asked = Dong(gettext_lazy("Amount asked for (dong)"), required=False)
    day = day_field(gettext_lazy("Handed in on"), help_text=gettext_lazy("While the call is open."))
    evidence = Files(gettext_lazy("Evidence"), help_text=gettext_lazy("Photos, PDF, Word or Excel files."))

    def __init__(
        self, *args: Any, call: Call, choices: dict[str, QuerySet[Any]], prefilled: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            limit(self, name, rows)
        self.fields["quantity"].label = f"{self.fields['quantity'].label} ({call.scheme.get_unit_display()})"
        for name in unneeded(call, prefilled):
            self.fields.pop(name, None)
        for name in [name for name, rows in choices.items() if name in self.fields and not rows.exists()]:
            del self.fields[name]
        for name in needed(call):
            if name in self.fields:
                self.fields[name].required = True


class HandInAgainForm(ApplyForm):
    """What the return may ask to correct: not who applies, nor for which plot or registration."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        given = {name: getattr(application, name) for name in ("thing", "cost", "asked", "certificate")}
        given["quantity"] = Decimal(f"{application.quantity.normalize():f}")
        kwargs["initial"] = given | kwargs.get("initial", {})
        theirs = Certificate.objects.filter(holder=application.producer)
        super().__init__(*args, call=application.call, choices={"certificate": theirs}, prefilled=False, **kwargs)
        kept = {"certificate", "quantity", "cost", "asked", "day", "evidence"}
        kept |= {"thing"} if application.thing_key.startswith("text:") else set()
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.fields["evidence"].label = gettext_lazy("More evidence")
        self.fields["day"].help_text = ""


def unneeded(call: Call, prefilled: bool) -> Iterable[str]:
    """A registration says who and what; a work has no certificate; a cost is asked for where a share is paid."""
    applicants, kind = set(call.scheme.applicants), call.scheme.kind
    if prefilled:
        yield from ("producer", "hamlet", "certificate", "plot", "thing")
    if "producer" not in applicants:
        yield from ("producer", "certificate", "plot")
    if "hamlet" not in applicants:
        yield "hamlet"
    if kind not in BY_PLOT:
        yield "plot"
    if kind in (Kind.VIETGAP, Kind.STAMPS):
        yield "thing"
    if call.terms.share is None:
        yield "cost"


def needed(call: Call) -> Iterable[str]:
    """What the service would miss otherwise; a plot has its own name."""
    if set(call.scheme.applicants) == {"producer"}:
        yield "producer"
    if set(call.scheme.applicants) == {"hamlet"}:
        yield "hamlet"
    if call.scheme.kind == Kind.VIETGAP or call.terms.asks_certificate:
        yield "certificate"
    if call.scheme.kind in HOUSES:
        yield "plot"
    if call.scheme.kind not in BY_PLOT:
        yield "thing"
    yield "cost"  # asked for only where a share of it is paid


class ApproveForm(forms.Form):
    applications = forms.MultipleChoiceField(
        label=gettext_lazy("Applications"), widget=forms.CheckboxSelectMultiple, required=False
    )
    number = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=80)
    day = day_field(gettext_lazy("Day of the decision"))

    def __init__(self, *args: Any, rows: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "applications", list(rows))

    def clean_applications(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["applications"]]
