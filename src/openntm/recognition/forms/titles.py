"""What an office or a leader enters about a title."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openntm.office.forms import day_field


def reason_field(help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=_("Reason"), max_length=1000, widget=area, help_text=help_text)


def number_field() -> forms.CharField:
    return forms.CharField(
        label=_("Number and symbol"), max_length=60, help_text=_("As printed on the decision, both together.")
    )


class ReviewForm(forms.Form):
    day = day_field(_("Day"), help_text=_("The day on which it was decided; today or earlier."))
    reason = reason_field(_("Shown beside the title and kept in the log."))


class RevokeForm(forms.Form):
    number = number_field()
    day = day_field(_("Day of the decision"), help_text=_("From this day on the title is no longer held."))
    signer = forms.CharField(
        label=_("Signer"), max_length=200, required=False, help_text=_("Empty: your own name stands on it.")
    )
    reason = reason_field(_("Shown beside the title and kept in the log."))


class ConfirmForm(forms.Form):
    number = number_field()
    issued = day_field(_("Day of the decision"), help_text=_("Not before the title began; today or earlier."))
    signer = forms.CharField(label=_("Signer"), max_length=200, required=False)
    source_title = forms.CharField(
        label=_("Where it can be read"), max_length=300, help_text=_("A page, a gazette or the archive of the office.")
    )
    source_url = forms.URLField(label=_("Address"), max_length=600, required=False, assume_scheme="https")
