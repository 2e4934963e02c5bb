"""What is filled in about a recall."""

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import ReasonForm
from openntm.produce.forms.common import FindForm


class RecallForm(ReasonForm):
    """The reason is public."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who scans a stamp of the lot reads it; name no person."),
    )
    exercise = forms.TypedChoiceField(
        label=gettext_lazy("Recall or exercise"),
        choices=[
            ("", gettext_lazy("recall: the pages are red at once")),
            ("1", gettext_lazy("exercise: nothing is shown outside, receivers are listed and the time is taken")),
        ],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    field_order = ["exercise", "reason"]

    def clean_exercise(self) -> bool:
        return bool(self.cleaned_data["exercise"])


class EndRecallForm(ReasonForm):
    back_to_sale = forms.TypedChoiceField(
        label=gettext_lazy("What becomes of the lot"),
        choices=[("", gettext_lazy("closed: nothing of it is sold any more")), ("1", gettext_lazy("back to sale"))],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    field_order = ["back_to_sale", "reason"]


class FindRecallForm(FindForm):
    q = forms.CharField(label=gettext_lazy("Lot, product or producer"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("open", gettext_lazy("open")),
            ("ended", gettext_lazy("recall over")),
            ("exercise", gettext_lazy("exercise")),
        ],
    )
