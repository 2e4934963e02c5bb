"""What strangers write about a consultation or a decision, and what those who read it decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.strangers import StrangerForm
from openntm.recognition.forms.opinions import ANY, NO, WORDS, YES

ASIDE = gettext_lazy("Only if you wish. Never published; deleted with the answer.")


class CommentForm(StrangerForm):
    agrees = forms.ChoiceField(
        label=gettext_lazy("Do you agree to propose the title?"),
        choices=[(YES, gettext_lazy("yes")), (NO, gettext_lazy("no")), (ANY, gettext_lazy("I say something else"))],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("What do you say?"),
        help_text=gettext_lazy("Name no person: it is read first, then published with the answer."),
        max_length=3000,
        widget=WORDS,
    )
    field_order = ["agrees", "text", "website"]

    def clean_agrees(self) -> bool | None:
        return {YES: True, NO: False}.get(self.cleaned_data["agrees"])


class AskReviewForm(StrangerForm):
    reason = forms.CharField(
        label=gettext_lazy("What is wrong with the decision, and how does it affect you?"),
        help_text=gettext_lazy("Those who record decisions read it; the answer is published, your words are not."),
        max_length=3000,
        widget=WORDS,
    )
    contact = forms.CharField(
        label=gettext_lazy("How can we reach you?"), help_text=ASIDE, max_length=150, required=False
    )
    field_order = ["reason", "contact", "website"]


class ReadCommentForm(forms.Form):
    """Shown in these words, or kept back for this reason."""

    shows = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == YES,
        choices=[(YES, gettext_lazy("Publish it")), (NO, gettext_lazy("Keep it back"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What everybody reads"),
        help_text=gettext_lazy("Put […] for names and whatever tells who a person is; change nothing else."),
        max_length=3000,
        required=False,
        widget=WORDS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, if it is kept back"), max_length=500, required=False, widget=WORDS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text", "reason"):
            self.fields[name].depends = True  # type: ignore[attr-defined]


class AnswerReviewForm(forms.Form):
    is_granted: Any = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == YES,
        choices=[
            (YES, gettext_lazy("The matter is looked at again")),
            (NO, gettext_lazy("The decision stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"), help_text=gettext_lazy("Everybody reads it on the page of the decision."),
        max_length=3000, widget=WORDS,
    )  # fmt: skip
