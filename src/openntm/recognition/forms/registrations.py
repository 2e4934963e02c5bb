"""What is filled in to register for a title, to withdraw, and to narrow the list."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import ReasonForm, choose, day_field, limit
from openntm.places.models import Kind, PlaceVersion
from openntm.recognition.queries.registrations import Outcome
from openntm.steering.ladder import ladder
from openntm.steering.models import Directive, Title

LAST_YEAR = 2050


def labelled(titles: Iterable[Title]) -> list[tuple[str, Any]]:
    return [(title.value, title.label) for title in titles]


class RegisterForm(forms.Form):
    """`units` are those that may register from the place of the address."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), coerce=int)
    title = forms.ChoiceField(label=gettext_lazy("Title"))
    holder = forms.CharField(
        label=gettext_lazy("Hamlet"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For the title of a model hamlet only: its name, without the word for hamlet."),
    )
    year = forms.IntegerField(label=gettext_lazy("Year in which it is to be reached"), max_value=LAST_YEAR)
    day = day_field(gettext_lazy("Registered on"), help_text=gettext_lazy("The day of the act; today or earlier."))
    document = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Number and day of the unit's own letter."),
    )
    directive = forms.ModelChoiceField(
        label=gettext_lazy("Plan that took it up"), queryset=Directive.objects.none(), required=False
    )

    def __init__(self, *args: Any, units: Sequence[PlaceVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {Kind(unit.kind) for unit in units}
        fitting = [
            title for title, rung in ladder().items() if kinds & rung.kinds or (rung.is_hamlet and Kind.XA in kinds)
        ]
        choose(self, "unit", [(unit.place_id, unit.full_name) for unit in units])
        choose(self, "title", labelled(fitting))
        limit(self, "directive", Directive.objects.filter(is_public=True).order_by("-issued", "number"))


class WithdrawForm(ReasonForm):
    day = day_field(gettext_lazy("Withdrawn on"), help_text=gettext_lazy("The day of the act; today or earlier."))
    field_order = ["day", "reason"]


class NarrowForm(forms.Form):
    """All empty: every registration. What came of them is for those who may read there."""

    q = forms.CharField(label=gettext_lazy("Unit or hamlet"), max_length=100, required=False)
    title = forms.ChoiceField(label=gettext_lazy("Title"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)
    outcome = forms.ChoiceField(label=gettext_lazy("State now"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], is_insider: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "title": labelled(Title),
            "year": [(year, str(year)) for year in sorted(set(years), reverse=True)],
            "outcome": list(Outcome.choices),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all")), *offered]
        if not is_insider:
            del self.fields["outcome"]
