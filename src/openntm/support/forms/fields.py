"""Fields and forms that several acts share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import Dong, Whole, day_field
from openntm.support.models import Entry


def words_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=2000, widget=widget)


class FileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files."""

    def __init__(self, label: Any, *, required: bool = False, help_text: Any = "") -> None:
        super().__init__(label=label, required=required, help_text=help_text, widget=FileInput())

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile]:
        given = value if isinstance(value, list | tuple) else [value] if value else []
        return [super(Files, self).clean(one, initial) for one in given]


FIELDS: dict[str, Any] = {
    "day": lambda: day_field(
        gettext_lazy("Day"),
        help_text=gettext_lazy("On which it took place: not before the last step, not in the future."),
    ),
    "document": lambda: forms.CharField(label=gettext_lazy("Number of the document"), max_length=120),
    "note": lambda: forms.CharField(label=gettext_lazy("Number of the document"), max_length=120, required=False),
    "amount": lambda: Dong(gettext_lazy("Amount (dong)")),
    "lowered": lambda: Dong(gettext_lazy("Amount (dong)"), required=False),
    "claw_back": lambda: Dong(
        gettext_lazy("To be recovered (dong)"), required=False, help_text=gettext_lazy("Empty: all is confirmed.")
    ),
    "size": lambda: Whole(label=gettext_lazy("Number of stamps"), min_value=1),
    "reason": lambda: words_field(gettext_lazy("Reason"), help_text=gettext_lazy("The log keeps it.")),
    "remark": lambda: words_field(
        gettext_lazy("Reason"),
        required=False,
        help_text=gettext_lazy("Needed if the amount is lowered, or if something could not be judged from registers."),
    ),
    "why": lambda: words_field(
        gettext_lazy("Reason"), required=False, help_text=gettext_lazy("Needed if money is to be recovered.")
    ),
    "file": lambda: forms.FileField(label=gettext_lazy("File"), required=False),
    "closes": lambda: day_field(gettext_lazy("Last day")),
    "budget": lambda: Dong(gettext_lazy("Budget (dong)")),
}
# Fields of one page that go by another name in the service.
CALLED = {"note": "document", "lowered": "amount", "remark": "reason", "why": "reason"}


class ActForm(forms.Form):
    """The fields of FIELDS that an act needs, in their order."""

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            self.fields[CALLED.get(name, name)] = FIELDS[name]()


class FindForm(forms.Form):
    """All empty: everything; a wrong filter narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)

    def wanted(self, name: str) -> Any:
        return self.cleaned_data.get(name) or "" if self.is_bound and self.is_valid() else ""


class FindEntryForm(FindForm):
    """By the number of the document, the kind and the year of the posting."""

    q = forms.CharField(label=gettext_lazy("Number of the document"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Entry"), choices=lambda: everything(Entry.Kind.choices), required=False
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2011, max_value=2100, required=False)


def everything(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("all")), *choices]
