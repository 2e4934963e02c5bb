"""A file of a register."""

from django import forms
from django.utils.translation import gettext_lazy


class HandInForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A spreadsheet (.xlsx) or CSV in UTF-8 with the columns below, in any order."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
