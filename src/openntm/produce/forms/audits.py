"""What is filled in on an audit: the checklist, an observation, its answer, its remedy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose, day_field
from openntm.produce.forms.common import FindForm, everything
from openntm.visits.forms import ItemForm, photo_field
from openntm.visits.models import Observation, Visit


class FindAuditForm(FindForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [("remedy", gettext_lazy("still to be remedied"))]
        choose(self, "kind", everything(Visit.Kind.choices))
        choose(self, "state", everything([*Visit.State.choices, *left]))


class StartForm(forms.Form):
    day = day_field(gettext_lazy("Day of the audit"))


def words(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text)


class ObservationForm(ItemForm):
    severity = forms.ChoiceField(
        label=gettext_lazy("How grave"), choices=Observation.Severity.choices[:2], widget=forms.RadioSelect
    )
    text = words(gettext_lazy("What was observed"))
    demand = words(gettext_lazy("What is demanded"))
    due = day_field(gettext_lazy("To be remedied by"))
    photo = photo_field()


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
