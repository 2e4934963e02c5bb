"""What a reviewer enters of one criterion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openntm.recognition.forms.day_field import day_field
from openntm.recognition.models import CriterionReview


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What you found"), choices=CriterionReview.Verdict.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where the criterion is not met: what is missing, so that the commune can mend it."),
    )
    seen_on_the_ground = day_field(_("Seen on the ground on"), required=False)
    day = day_field(_("Day of the review"))
