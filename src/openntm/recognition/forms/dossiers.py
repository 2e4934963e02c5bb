"""What is filled in to open a dossier, to take a step and to return it."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import LateReason, choose, day_field
from openntm.steering.models import Title

POINT = re.compile(r"^\s*(?:(\d+(?:\.\d+)*)\s*[:.)]\s+)?(.+?)\s*$")
WORDS = forms.Textarea(attrs={"rows": 3})


class OpenForm(forms.Form):
    """`older` is offered only where the year's own rules are not known."""

    title = forms.ChoiceField(label=gettext_lazy("Title"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2016, max_value=2035)
    holder = forms.CharField(
        label=gettext_lazy("Hamlet"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Only for a model hamlet: its name."),
    )
    day = day_field(gettext_lazy("Day of opening"), help_text=gettext_lazy("Not in the future."))
    older = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, titles: list[str], older: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "title", [(one, Title(one).label) for one in titles])
        if older:
            self.fields["older"].label = older
        else:
            del self.fields["older"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("title") == Title.MODEL_HAMLET and not cleaned.get("holder"):
            self.add_error("holder", _("Name the hamlet."))
        return cleaned


class StepForm(forms.Form):
    """Fields that the step does not need are left out."""

    day = day_field(
        gettext_lazy("Day"),
        help_text=gettext_lazy("On which it took place: not before the last step, not in the future."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=WORDS, help_text=gettext_lazy("The log keeps it.")
    )
    late_reason = LateReason(
        gettext_lazy("Why it is late"), help_text=gettext_lazy("Needed only if the day lies after the due day.")
    )

    def __init__(self, *args: Any, needs_reason: bool, due: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
        if due is None:
            del self.fields["late_reason"]


class ReturnForm(StepForm):
    to = forms.ChoiceField(label=gettext_lazy("Back to the step"), widget=forms.RadioSelect)
    points = forms.CharField(
        label=gettext_lazy("Points to be mended"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on a line. Begin with the criterion's number if there is one, as “17: …”."),
    )
    field_order = ["to", "day", "reason", "points", "late_reason"]

    def __init__(self, *args: Any, targets: list[tuple[str, Any]], due: date | None, **kwargs: Any) -> None:
        super().__init__(*args, needs_reason=True, due=due, **kwargs)
        choose(self, "to", targets)
        self.initial.setdefault("to", targets[0][0])

    def clean_points(self) -> list[tuple[str, str]]:
        lines = [POINT.match(line) for line in self.cleaned_data["points"].splitlines() if line.strip()]
        return [(found[1] or "", found[2]) for found in lines if found]


class BindForm(forms.Form):
    """A frozen assessment that is there, or the figures of a day."""

    NEW = "new"
    assessment = forms.ChoiceField(label=gettext_lazy("Frozen assessment"), widget=forms.RadioSelect)
    on = day_field(
        gettext_lazy("Day of the figures"),
        required=False,
        help_text=gettext_lazy("Only if the figures are frozen now: as of which day."),
    )
    field_order = ["assessment", "on"]

    def __init__(self, *args: Any, offered: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "assessment", [*offered, (self.NEW, _("Freeze the commune's figures now"))])
        self.initial.setdefault("assessment", offered[0][0] if offered else self.NEW)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("assessment") == self.NEW and not cleaned.get("on"):
            self.add_error("on", _("Name the day of the figures."))
        return cleaned
