"""A day as the browser's own calendar gives it, or as an officer types it."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=DayInput(), input_formats=["%Y-%m-%d", "%d/%m/%Y"]
    )
