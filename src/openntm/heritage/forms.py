"""What is filled in about sites, their rounds, and by residents."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.heritage.models import Site
from openntm.office.forms import ReasonForm, choose, day_field, limit
from openntm.office.strangers import StrangerForm
from openntm.places.models import PlaceVersion
from openntm.visits.forms import ItemForm
from openntm.visits.models import Observation, Visit

ALL = [("", gettext_lazy("all"))]


def line(label: Any, length: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def words(
    label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3, most: int = 5000
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=widget)


def degrees(label: Any, help_text: Any = "") -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, max_digits=8, decimal_places=5, required=False, localize=True, widget=widget, help_text=help_text
    )


def picture(label: Any, *, required: bool = False) -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})
    return forms.FileField(label=label, required=required, widget=widget)


class SiteForm(forms.Form):
    """`units`: the communes in which it may lie; asked only where there are several."""

    place = forms.TypedChoiceField(label=gettext_lazy("Commune"), coerce=int)
    name = line(gettext_lazy("Name of the site"), 300, required=True)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Site.Kind.choices)
    rank = forms.ChoiceField(label=gettext_lazy("Rank"), choices=Site.Rank.choices)
    hamlet = line(
        gettext_lazy("Hamlet"), 120, help_text=gettext_lazy("Everybody reads it; leave it empty if it tells too much.")
    )
    within = forms.ModelChoiceField(
        label=gettext_lazy("Belongs to the site"), queryset=Site.objects.none(), required=False
    )
    decision = line(gettext_lazy("Number of the decision"), 100)
    decided_on = day_field(gettext_lazy("Day of the decision"), required=False)
    decided_in = forms.IntegerField(
        label=gettext_lazy("Year of the decision"),
        required=False,
        min_value=1900,
        max_value=2100,
        help_text=gettext_lazy("Where the source gives the year alone."),
    )
    decided_by = line(gettext_lazy("Decided by"), 200)
    parts = words(gettext_lazy("Parts of the site"), required=False, help_text=gettext_lazy("One part a line."))
    story_vi = words(gettext_lazy("Story in Vietnamese"), required=False, rows=6)
    story_en = words(gettext_lazy("Story in English"), required=False, rows=4)
    latitude = degrees(
        gettext_lazy("Latitude"), gettext_lazy("Others are shown the middle of a square of about five kilometres.")
    )
    longitude = degrees(gettext_lazy("Longitude"))
    is_sensitive = forms.BooleanField(
        label=gettext_lazy("Only keepers know the exact position"), required=False, initial=True
    )
    source_title = line(
        gettext_lazy("Source"), 300, help_text=gettext_lazy("Empty: the register of the commune is the source.")
    )
    source_url = line(gettext_lazy("Address of the source"), 600)

    def __init__(self, *args: Any, units: Iterable[PlaceVersion] = (), sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.place_id: unit for unit in units}
        limit(self, "within", sites)
        if len(self.units) < 2:
            del self.fields["place"]
        else:
            choose(self, "place", [(pk, one.full_name) for pk, one in self.units.items()])

    def clean(self) -> dict[str, Any]:
        """`place` as the unit itself; a source that was left empty changes nothing."""
        given: dict[str, Any] = super().clean() or {}
        if self.units and "place" not in self.errors:
            given["place"] = self.units[given.get("place") or next(iter(self.units))].place
        if not given.get("source_title"):
            given = {name: value for name, value in given.items() if not name.startswith("source_")}
        return given


class EndForm(ReasonForm):
    day = day_field(gettext_lazy("First day after the end"))
    field_order = ["day", "reason"]


class CustodianForm(forms.Form):
    body = line(
        gettext_lazy("Custodian"), 200, required=True, help_text=gettext_lazy("A body, a board or a hamlet; public.")
    )
    person = line(
        gettext_lazy("Who answers for it"), 150, help_text=gettext_lazy("Only keepers of the register see it.")
    )
    phone = line(gettext_lazy("Telephone"), 30, help_text=gettext_lazy("Only keepers of the register see it."))
    day = day_field(gettext_lazy("From the day"))


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Picture or document"),
        help_text=gettext_lazy(
            "Everybody sees a copy of a picture without position and camera; documents stay inside."
        ),
    )
    caption = line(gettext_lazy("What it shows"), 300, required=True)


class FindForm(forms.Form):
    """All empty: everything; a wrong filter narrows nothing."""

    q = line(gettext_lazy("Name, hamlet, part"), 100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[*ALL, *Site.Kind.choices], required=False)
    rank = forms.ChoiceField(label=gettext_lazy("Rank"), choices=[*ALL, *Site.Rank.choices], required=False)

    def wanted(self, name: str) -> Any:
        return self.cleaned_data.get(name) or "" if self.is_bound and self.is_valid() else ""


class FindRoundForm(FindForm):
    q = line(gettext_lazy("Name of the site"), 100)
    kind = None  # type: ignore[assignment]
    rank = None  # type: ignore[assignment]
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[*ALL, *Visit.State.choices, ("remedy", gettext_lazy("repairs left"))],
        required=False,
    )


class ProposalForm(StrangerForm):
    text = words(
        gettext_lazy("Your message"),
        rows=6,
        most=3000,
        help_text=gettext_lazy("For instance: its history, a name that is wrong, damage that you saw."),
    )
    contact = line(
        gettext_lazy("How can we reach you?"),
        100,
        help_text=gettext_lazy("Only if you wish. It is forgotten when your message is settled."),
    )
    photo = picture(gettext_lazy("Photo"))
    field_order = ["text", "photo", "contact"]


class PublishForm(forms.Form):
    text = words(
        gettext_lazy("What everybody will read"),
        help_text=gettext_lazy("In the office's words; without names of private persons and without the exact place."),
        rows=5,
    )
    text_en = words(gettext_lazy("The same in English"), required=False)


class StartForm(forms.Form):
    day = day_field(gettext_lazy("Day of the round"))


class ObservationForm(ItemForm):
    severity = forms.ChoiceField(
        label=gettext_lazy("How grave"), choices=Observation.Severity.choices[:2], widget=forms.RadioSelect
    )
    text = words(gettext_lazy("Damage or threat"), most=2000)
    demand = words(gettext_lazy("Repair that is needed"), most=2000)
    due = day_field(gettext_lazy("To be done by"))
    photo = picture(gettext_lazy("Photo"))


class AnswerForm(forms.Form):
    answer = words(gettext_lazy("What was done"), most=2000)
    photo = picture(gettext_lazy("Photo"))


class RemedyForm(forms.Form):
    remedy = words(gettext_lazy("The repair that was seen"), most=2000)


class CloseForm(forms.Form):
    result = words(gettext_lazy("State of the site in a sentence"), most=2000)


class PhotoForm(forms.Form):
    upload = picture(gettext_lazy("Photo"), required=True)
