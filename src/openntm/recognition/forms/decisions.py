"""How the register is searched, what is signed, and what is recorded of decisions made elsewhere."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import LateReason, choose
from openntm.office.queries import units_named
from openntm.places.models import Place
from openntm.recognition.forms.day_field import day_field
from openntm.recognition.models import Decision, Title

ANY = ("", gettext_lazy("all"))
NUMBER_HELP = gettext_lazy("Running number, stroke, symbol; given once an authority and year.")


class RegisterForm(forms.Form):
    """All empty: the whole register."""

    q = forms.CharField(label=gettext_lazy("Number, subject, issuer or signer"), max_length=150, required=False)
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), required=False, coerce=lambda text: int(text), empty_value=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *Decision.Kind.choices])
    title = forms.ChoiceField(label=gettext_lazy("Title"), required=False, choices=[ANY, *Title.choices])

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "year", [ANY, *((str(year), str(year)) for year in years)])


class SignForm(forms.Form):
    dossiers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Dossiers"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One decision may recognise several units with the same title for the same year."),
    )
    number = forms.CharField(label=gettext_lazy("Number and symbol"), max_length=60, help_text=NUMBER_HELP)
    day = day_field(gettext_lazy("Day of the decision"), help_text=gettext_lazy("The titles count from this day."))
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, dossiers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "dossiers", dossiers)


class AnnounceForm(forms.Form):
    day = day_field(gettext_lazy("Announced on"))
    late_reason = LateReason(
        gettext_lazy("Why it is late"), help_text=gettext_lazy("Needed after the time for it has passed.")
    )


class RecordForm(forms.Form):
    """A decision made elsewhere; units are written one a line, by code or name."""

    number = forms.CharField(label=gettext_lazy("Number and symbol"), max_length=60, help_text=NUMBER_HELP)
    issued = day_field(gettext_lazy("Day of the decision"))
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200)
    is_own = forms.BooleanField(
        label=gettext_lazy("The number belongs to the register of this unit"),
        required=False,
        help_text=gettext_lazy("Leave empty for a decision of a higher or another authority."),
    )
    signer = forms.CharField(label=gettext_lazy("Signed by"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Decision.Kind.choices, widget=forms.RadioSelect)
    title_vi = forms.CharField(label=gettext_lazy("Subject"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    title = forms.ChoiceField(
        label=gettext_lazy("Title"), required=False, choices=[("", gettext_lazy("none")), *Title.choices]
    )
    for_year = forms.IntegerField(label=gettext_lazy("For the year"), required=False, min_value=2010, max_value=2100)
    units = forms.CharField(
        label=gettext_lazy("Units that get the title"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, by code or by name, as on the day of the decision."),
    )
    announced_on = day_field(gettext_lazy("Announced on"), required=False)
    source_title = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Where the decision is written or was read."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, max_length=600, assume_scheme="https"
    )
    verified = forms.BooleanField(
        label=gettext_lazy("I have read the decision itself"),
        required=False,
        help_text=gettext_lazy("Otherwise it is shown as unverified."),
    )

    def __init__(self, *args: Any, reach: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        lines = [line.strip() for line in cleaned.get("units", "").splitlines() if line.strip()]
        cleaned["units"] = self.units_of(lines, cleaned["issued"]) if cleaned.get("issued") else []
        if bool(lines) != bool(cleaned.get("title")):
            self.add_error("title", _("Name the title together with the units that get it, or neither."))
        return cleaned

    def units_of(self, lines: list[str], issued: date) -> list[Place]:
        found = []
        for line in lines:
            units = units_named(line.partition(" · ")[0], self.reach, issued)
            if len(units) != 1:
                said = (
                    _("No unit of yours is “%(name)s”.")
                    if not units
                    else _("Several units are “%(name)s”: give the code.")
                )
                self.add_error("units", said % {"name": line})
            found += [unit.place for unit in units[:1]]
        return found
