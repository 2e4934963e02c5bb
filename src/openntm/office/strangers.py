"""What people without an account send: no address is kept, and a program that fills every field is caught."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms

from openntm.office.log import remote_address


@contextmanager
def no_address() -> Iterator[None]:
    """The log keeps no address of who sends."""
    token = remote_address.set("")
    try:
        yield
    finally:
        remote_address.reset(token)


class StrangerForm(forms.Form):
    # People do not see it, programs fill it in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
