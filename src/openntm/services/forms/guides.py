"""What is filled in about guides: a search, a rating, a change of an office, a poster."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose, day_field
from openntm.office.strangers import StrangerForm
from openntm.office.wording import in_language
from openntm.services.catalogue import Procedure, titles
from openntm.services.models import Change

STARS = [
    (5, gettext_lazy("5 – very easy to understand")),
    (4, gettext_lazy("4 – easy")),
    (3, gettext_lazy("3 – middling")),
    (2, gettext_lazy("2 – hard")),
    (1, gettext_lazy("1 – I did not find what I need")),
]


def everything(group: str) -> list[tuple[str, str]]:
    return [("", _("all")), *((key, in_language(words)) for key, words in titles(group).items())]


class FindForm(forms.Form):
    """All empty: everything; a wrong filter narrows nothing."""

    q = forms.CharField(label=gettext_lazy("What do you want to do?"), max_length=100, required=False)
    event = forms.ChoiceField(label=gettext_lazy("Event of life"), required=False, choices=lambda: everything("events"))
    field = forms.ChoiceField(label=gettext_lazy("Sector"), required=False, choices=lambda: everything("fields"))

    def wanted(self, name: str) -> str:
        return self.cleaned_data.get(name, "") if self.is_bound and self.is_valid() else ""


class RateForm(StrangerForm):
    stars = forms.TypedChoiceField(
        label=gettext_lazy("Your rating"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why? (optional)"),
        help_text=gettext_lazy("Do not write names, telephone numbers or what is personal."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def line(label: Any, length: int, *, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


class ChangeForm(forms.Form):
    """`procedures`: those that one may choose; none chosen means all of the office."""

    slug = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    valid_from = day_field(gettext_lazy("Holds from"))
    desk = line(gettext_lazy("Counter"), 200, help_text=gettext_lazy("Where in the building, as people find it."))
    hours = line(gettext_lazy("Opening hours"), 200)
    phone = line(gettext_lazy("Telephone of the office"), 40, help_text=gettext_lazy("Public: no private number."))
    fee = line(gettext_lazy("Fee here"), 300)
    time = line(gettext_lazy("Time limit here"), 300)
    note = forms.CharField(
        label=gettext_lazy("Remark for readers"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = line(
        gettext_lazy("Source"),
        300,
        required=True,
        help_text=gettext_lazy("The resolution, decision or notice it rests on, with number and day."),
    )

    def __init__(self, *args: Any, procedures: list[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "slug", [("", _("all procedures of the office")), *named(procedures)])

    field_order = ["slug", "valid_from", *Change.SAID, "source"]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PosterForm(forms.Form):
    slugs = forms.MultipleChoiceField(
        label=gettext_lazy("Procedures on the poster"),
        help_text=gettext_lazy("Up to twelve fit on a sheet of A4, all on A3."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, procedures: list[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "slugs", named(procedures))


def named(procedures: list[Procedure]) -> list[tuple[str, str]]:
    return [(one.slug, in_language(one.title)) for one in procedures]
