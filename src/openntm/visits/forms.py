"""What every visit is entered with, whatever it looks at; a package adds its own words."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose
from openntm.office.wording import in_language
from openntm.visits.checklists import Checklist, Group, Item
from openntm.visits.models import Visit, VisitAnswer
from openntm.visits.queries import checklist_of


class AnswersForm(forms.Form):
    """Each item with its three answers and a note; it is saved as one goes, so nothing is compulsory yet."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        self.checklist: Checklist = checklist_of(visit)
        known = {one.item: one for one in visit.answers.all()}
        first = {f"answer-{key}": one.answer for key, one in known.items()}
        first |= {f"note-{key}": one.note for key, one in known.items()}
        super().__init__(*args, **{**kwargs, "initial": first})
        for item in self.checklist.items:
            self.fields[f"answer-{item.key}"] = forms.ChoiceField(
                label=in_language(item.text),
                choices=VisitAnswer.Value.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            note = forms.TextInput(attrs={"placeholder": gettext_lazy("Note")})
            self.fields[f"note-{item.key}"] = forms.CharField(
                label=gettext_lazy("Note"), max_length=1000, required=False, widget=note
            )

    def answers(self) -> dict[str, tuple[str, str]]:
        """What was answered; an item that was left open stays open."""
        given = self.cleaned_data
        keys = [item.key for item in self.checklist.items if given.get(f"answer-{item.key}")]
        return {key: (given[f"answer-{key}"], given[f"note-{key}"]) for key in keys}

    def groups(self) -> Iterator[tuple[Group, list[tuple[Item, Any, Any]]]]:
        for group in self.checklist.groups:
            yield group, [(one, self[f"answer-{one.key}"], self[f"note-{one.key}"]) for one in group.items]


class ItemForm(forms.Form):
    """The frame of an observation: to which item of the checklist it belongs, if to one."""

    item = forms.ChoiceField(label=gettext_lazy("Item of the checklist"), required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(item.key, in_language(item.text)) for item in checklist_of(visit).items]
        choose(self, "item", [("", "–"), *items])


def photo_field(*, required: bool = False) -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})
    return forms.FileField(label=gettext_lazy("Photo"), required=required, widget=widget)
