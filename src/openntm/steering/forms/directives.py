"""What is entered about a document, its relations and its files, and how the register is searched."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose
from openntm.places.vietnamese import clean, fold
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.finding import LONGEST

ANY = [("", gettext_lazy("all"))]
STANDINGS = [
    ("in_force", gettext_lazy("in force on this day")),
    ("over", gettext_lazy("no longer in force")),
    ("not_yet", gettext_lazy("not yet in force")),
]


class DayInput(forms.DateInput):
    """The browser's own calendar; it always speaks ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    formats = ["%Y-%m-%d", "%d/%m/%Y"]
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=DayInput(), input_formats=formats
    )


class FindForm(forms.Form):
    """All empty: the whole register."""

    q = forms.CharField(label=gettext_lazy("Find a document"), max_length=LONGEST, required=False, strip=True)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[*ANY, *Directive.Kind.choices], required=False)
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=[*ANY, *Directive.Direction.choices], required=False
    )
    year = forms.ChoiceField(label=gettext_lazy("Year of issue"), required=False)
    standing = forms.ChoiceField(label=gettext_lazy("In force"), choices=[*ANY, *STANDINGS], required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "year", [*ANY, *((str(one), str(one)) for one in years)])


class DirectiveForm(forms.Form):
    """The same number in the same year is asked about before it is taken."""

    number = forms.CharField(
        label=gettext_lazy("Number and symbol"),
        max_length=60,
        help_text=gettext_lazy("As it is printed, for instance 12/KH-UBND."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Directive.Kind.choices)
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=Directive.Direction.choices, widget=forms.RadioSelect
    )
    issued = day_field(gettext_lazy("Day of issue"))
    effective = day_field(
        gettext_lazy("Takes effect on"),
        required=False,
        help_text=gettext_lazy("Leave empty where the document takes effect on the day of issue."),
    )
    expires = day_field(
        gettext_lazy("No longer in force from"),
        required=False,
        help_text=gettext_lazy("Only where the document itself says so; a document that replaces it is a relation."),
    )
    issuer_vi = forms.CharField(label=gettext_lazy("Issuer"), max_length=200)
    signer = forms.CharField(
        label=gettext_lazy("Signer"), max_length=200, required=False, help_text=gettext_lazy("Name and office.")
    )
    abstract_vi = forms.CharField(
        label=gettext_lazy("Abstract"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Otherwise only people with a post at the place or above it."),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Where it was read"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Leave empty where you have the document itself."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), max_length=600, required=False, assume_scheme="https"
    )
    same_number = forms.BooleanField(
        label=gettext_lazy("It is another document with the same number"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, among: QuerySet[Directive], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among

    def clean_number(self) -> str:
        return clean(self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        issued, effective, expires = (cleaned.get(name) for name in ("issued", "effective", "expires"))
        if issued and effective and effective < issued:
            self.add_error("effective", _("A document takes effect on its day of issue at the earliest."))
        if issued and expires and expires <= (effective or issued):
            self.add_error("expires", _("A document ends after it took effect."))
        if issued and "number" in cleaned and not cleaned.get("same_number"):
            self._ask_about_same(cleaned["number"], issued.year)
        return cleaned

    def _ask_about_same(self, number: str, year: int) -> None:
        """Numbers begin anew each year: only within one may the same number be the same document."""
        same = list(self.among.filter(search_key__startswith=fold(number), issued__year=year).order_by("issued"))
        same = [one for one in same if fold(one.number) == fold(number)][:3]
        if not same:
            return
        self.fields["same_number"].widget = forms.CheckboxInput()
        names = "; ".join(f"{one.number}, {one.issued:%d/%m/%Y}, {one.issuer_vi}" for one in same)
        self.add_error("same_number", _("This number is in the register already: %(names)s.") % {"names": names})

    def fields_of_directive(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "same_number"}


class RelationForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it does"), choices=DirectiveRelation.Kind.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the other document"),
        max_length=60,
        help_text=gettext_lazy("It may be one that is not in the register."),
    )
    issued = day_field(
        gettext_lazy("Its day of issue"),
        required=False,
        help_text=gettext_lazy("Needed only where several documents bear this number."),
    )
    from_day = day_field(
        gettext_lazy("From which day"),
        required=False,
        help_text=gettext_lazy("Leave empty where it works from the day on which this document takes effect."),
    )
    verified = forms.BooleanField(
        label=gettext_lazy("Read in the document itself"),
        required=False,
        help_text=gettext_lazy("Otherwise the relation is shown as unverified."),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, among: QuerySet[Directive], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among
        self.other: Directive | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        wanted, issued = fold(cleaned.get("number", "")), cleaned.get("issued")
        if not wanted:
            return cleaned
        found = [one for one in self.among.filter(search_key__startswith=wanted) if fold(one.number) == wanted]
        found = [one for one in found if one.issued == issued] if issued else found
        if len(found) > 1:
            self.add_error("issued", _("Several documents bear this number: say on which day the other was issued."))
        elif issued and not found:
            self.add_error("issued", _("No document of this number and day is in the register."))
        self.other = found[0] if found else None
        return cleaned

    def hidden_again(self) -> Iterator[SafeString]:
        """What was entered, for the page that asks to confirm it."""
        for field in self:
            if field.name != "confirmed":
                yield field.as_hidden()


class AttachForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, .docx, .xlsx or a picture. Its text is read for the search; a scan has none."),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For instance: the document, Annex I. Leave empty to show the name of the file."),
    )


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The log keeps it."),
    )
