"""What is filled in about consultations, opinions, the meeting, the satisfaction of residents, conditions, parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import Whole, day_field
from openntm.recognition.models import Opinion

WORDS = forms.Textarea(attrs={"rows": 4})
ANY, YES, NO = "", "yes", "no"


MOST_AT_A_MEETING = 30_000
MOST_DIGITS = 8
MOST_DEBT = 10**15  # dong


def count_field(label: Any, *, least: int = 0, most: int = 1_000_000, help_text: Any = "") -> forms.IntegerField:
    return Whole(label=label, min_value=least, max_value=most, help_text=help_text)


class ConsultationForm(forms.Form):
    begins = day_field(gettext_lazy("First day"))
    ends = day_field(gettext_lazy("Last day"), help_text=gettext_lazy("The day itself still counts."))
    shown_at = forms.CharField(
        label=gettext_lazy("Where the report is shown"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For instance: commune office, culture houses of all hamlets."),
    )


class BroadcastsForm(forms.Form):
    broadcasts = count_field(
        gettext_lazy("Broadcasts so far"), most=1_000, help_text=gettext_lazy("All in all, not only new ones.")
    )
    ends = day_field(gettext_lazy("Last day of the consultation"))


class OpinionForm(forms.Form):
    origin = forms.ChoiceField(label=gettext_lazy("Whose opinion"), choices=Opinion.From.choices)
    who = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Of a body or a hamlet. Names of residents are never shown outside."),
    )
    people = count_field(gettext_lazy("People of this opinion"), least=1)
    agrees = forms.ChoiceField(
        label=gettext_lazy("Agrees to propose the title"),
        choices=[(YES, gettext_lazy("yes")), (NO, gettext_lazy("no")), (ANY, gettext_lazy("says something else"))],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(label=gettext_lazy("What it says"), max_length=5000, required=False, widget=WORDS)
    day = day_field(gettext_lazy("Day"), help_text=gettext_lazy("Within the days of the consultation."))
    upload = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("PDF, Word, Excel or a picture.")
    )

    def clean_agrees(self) -> bool | None:
        return {YES: True, NO: False}.get(self.cleaned_data["agrees"])


class AnswerForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Answer"), max_length=5000, widget=WORDS)
    day = day_field(gettext_lazy("Day"))


class MeetingForm(forms.Form):
    day = day_field(gettext_lazy("Day of the meeting"))
    invited = count_field(gettext_lazy("Invited"), least=1, most=MOST_AT_A_MEETING)
    present = count_field(gettext_lazy("Present"), most=MOST_AT_A_MEETING)
    in_favour = count_field(gettext_lazy("In favour"), most=MOST_AT_A_MEETING)
    chair = forms.CharField(label=gettext_lazy("Chair"), max_length=150)
    secretary = forms.CharField(label=gettext_lazy("Secretary"), max_length=150)
    remarks = forms.CharField(label=gettext_lazy("Remarks"), max_length=5000, required=False, widget=WORDS)


class SatisfactionForm(forms.Form):
    begins = day_field(gettext_lazy("First day"))
    ends = day_field(gettext_lazy("Last day"))
    households = count_field(gettext_lazy("Households of the place"), least=1)
    answered = count_field(gettext_lazy("Households that answered"))
    satisfied = count_field(gettext_lazy("Households satisfied on the whole"))
    contents = forms.CharField(
        label=gettext_lazy("Content by content"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on a line: name; answers; satisfied. For instance: Roads; 700; 655"),
    )
    run_by = forms.CharField(label=gettext_lazy("Who asked"), max_length=200)

    def clean_contents(self) -> list[tuple[str, int, int]]:
        return [content_of(line) for line in self.cleaned_data["contents"].splitlines() if line.strip()]


def content_of(line: str) -> tuple[str, int, int]:
    name, *counts = [piece.strip() for piece in line.rsplit(";", 2)]
    if len(counts) != 2 or not name or not all(one.isdecimal() and len(one) < MOST_DIGITS for one in counts):
        raise forms.ValidationError(_("This line cannot be read: %(line)s") % {"line": line.strip()[:80]})
    return name[:200], int(counts[0]), int(counts[1])


class ConditionForm(forms.Form):
    """An amount for a debt, yes or no for the rest."""

    amount = Whole(
        label=gettext_lazy("Outstanding debt, in dong"),
        min_value=0,
        max_value=MOST_DEBT,
        help_text=gettext_lazy("0 if there is none."),
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("Holds"),
        choices=[(YES, gettext_lazy("yes")), (NO, gettext_lazy("no"))],
        widget=forms.RadioSelect,
    )
    document = forms.CharField(
        label=gettext_lazy("Paper that confirms it"),
        max_length=200,
        help_text=gettext_lazy("Number, day and body: 45/CAT-PV01, 12/01/2024, provincial police."),
    )
    day = day_field(gettext_lazy("Day"))
    upload = forms.FileField(label=gettext_lazy("File"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["holds" if kind == "no_amount" else "amount"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        amount = cleaned.get("amount")
        cleaned["holds"] = amount == 0 if "amount" in self.fields else cleaned.get("holds") == YES
        return cleaned


class UploadForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, Word, Excel or a picture. Earlier versions are kept.")
    )
