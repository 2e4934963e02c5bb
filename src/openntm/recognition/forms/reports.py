"""The entry of a report on a period."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.assessment.models import Assessment
from openntm.criteria import load_set
from openntm.office.forms import choose, day_field


class ReportForm(forms.Form):
    """`frozen` are the assessments of the place that may be chosen."""

    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=100,
        help_text=gettext_lazy("As the title says it: year 2024, quarter I of 2025."),
    )
    begins = day_field(gettext_lazy("First day"))
    ends = day_field(
        gettext_lazy("Last day"), help_text=gettext_lazy("The tables speak of this day and are then locked.")
    )
    assessment = forms.TypedChoiceField(
        label=gettext_lazy("Frozen assessment"),
        coerce=int,
        help_text=gettext_lazy("All numbers by criteria come from it."),
    )

    def __init__(self, *args: Any, frozen: list[Assessment], language: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        titles = {one.pk: getattr(load_set(one.set_id).title, language) for one in frozen}
        choose(self, "assessment", [(one.pk, f"{one.on:%d/%m/%Y} · {titles[one.pk]}") for one in frozen])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("The last day must not lie before the first."))
        if ends and ends > self.today:
            self.add_error("ends", _("The period must have ended: choose a day up to today."))
        return cleaned


class IssueForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Number and symbol"), max_length=60, help_text=gettext_lazy("As 15/BC-UBND.")
    )
    day = day_field(gettext_lazy("Day of issue"))

    def __init__(self, *args: Any, ends: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends, self.today = ends, today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.ends <= day <= self.today:
            raise forms.ValidationError(_("Choose a day after the period and up to today."))
        return day
