"""What is filled in on an audit: the checklist, an observation, its answer, its remedy."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import day_field
from openntm.office.wording import in_language
from openntm.produce.forms.common import FindForm, everything
from openntm.visits.checklists import Checklist, Group, Item
from openntm.visits.models import Observation, Visit, VisitAnswer
from openntm.visits.queries import checklist_of


class FindAuditForm(FindForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [("remedy", gettext_lazy("still to be remedied"))]
        self.fields["kind"].choices = everything(Visit.Kind.choices)  # type: ignore[attr-defined]
        self.fields["state"].choices = everything([*Visit.State.choices, *left])  # type: ignore[attr-defined]


class StartForm(forms.Form):
    day = day_field(gettext_lazy("Day of the audit"))


class AnswersForm(forms.Form):
    """Each item with its three answers and a note; it is saved as one goes, so nothing is compulsory yet."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        self.checklist: Checklist = checklist_of(visit)
        known = {one.item: one for one in visit.answers.all()}
        first = {f"answer-{key}": one.answer for key, one in known.items()}
        first |= {f"note-{key}": one.note for key, one in known.items()}
        super().__init__(*args, **{**kwargs, "initial": first})
        note = forms.TextInput(attrs={"placeholder": gettext_lazy("Note")})
        for item in self.checklist.items:
            self.fields[f"answer-{item.key}"] = forms.ChoiceField(
                label=in_language(item.text),
                choices=VisitAnswer.Value.choices,
                widget=forms.RadioSelect,
                required=False,
            )
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


def photo_field() -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})
    return forms.FileField(label=gettext_lazy("Photo"), required=False, widget=widget)


def words(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text)


class ObservationForm(forms.Form):
    item = forms.ChoiceField(label=gettext_lazy("Item of the checklist"), required=False)
    severity = forms.ChoiceField(
        label=gettext_lazy("How grave"), choices=Observation.Severity.choices[:2], widget=forms.RadioSelect
    )
    text = words(gettext_lazy("What was observed"))
    demand = words(gettext_lazy("What is demanded"))
    due = day_field(gettext_lazy("To be remedied by"))
    photo = photo_field()

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(item.key, in_language(item.text)) for item in checklist_of(visit).items]
        self.fields["item"].choices = [("", "–"), *items]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = words(gettext_lazy("What was done"))
    photo = photo_field()


class RemedyForm(forms.Form):
    remedy = words(gettext_lazy("The remedy that was seen"))


class CloseForm(forms.Form):
    result = words(gettext_lazy("Result in a sentence"))


class PhotoForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("Photo"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
