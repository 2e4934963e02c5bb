"""What people fill in when they give, answer, judge and extend tasks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import LateReason, choose, day_field, limit
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.steering.models import Directive, Task
from openntm.steering.queries.tasks import WHICH

WORDS = {
    "open": gettext_lazy("all that are open"),
    "to_do": gettext_lazy("to be done"),
    "waiting": gettext_lazy("waiting to be judged"),
    "overdue": gettext_lazy("overdue"),
    "closed": gettext_lazy("closed"),
}
MOST_FILES = 10


class TaskFilterForm(forms.Form):
    """All empty: every task that the reader may see."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)
    which = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    origin = forms.ChoiceField(label=gettext_lazy("Origin"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)
    order = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Iterable[PlaceVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "which", [("", _("all")), *((one, WORDS[one]) for one in WHICH)])
        choose(self, "origin", [("", _("all")), *Task.Origin.choices])
        choose(self, "place", [("", _("all")), *((str(unit.place_id), unit.full_name) for unit in units)])


class DeadlineForm(forms.Form):
    """A day or a number of working days, not both."""

    working_days = forms.IntegerField(
        label=gettext_lazy("Working days"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=gettext_lazy("Counted from the day after; Vietnamese holidays are left out."),
    )
    due = day_field(
        gettext_lazy("Or a last day"), required=False, help_text=gettext_lazy("Leave one of the two empty.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and (cleaned.get("working_days") is None) == (cleaned.get("due") is None):
            self.add_error("working_days", _("Give either a number of working days or a last day."))
        return cleaned


class TaskForm(DeadlineForm):
    """A task for one or several places; what a gap proposes can be changed before it is given."""

    title = forms.CharField(label=gettext_lazy("Task"), max_length=300)
    wanted = forms.CharField(
        label=gettext_lazy("What is wanted"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What is to be reported, and with which evidence."),
    )
    places = forms.MultipleChoiceField(label=gettext_lazy("Places"), widget=forms.CheckboxSelectMultiple)
    directive = forms.ModelChoiceField(
        label=gettext_lazy("Directive"), queryset=Directive.objects.none(), required=False
    )
    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line."),
    )
    overseer = forms.ModelChoiceField(
        label=gettext_lazy("Overseen by"),
        queryset=Person.objects.none(),
        required=False,
        help_text=gettext_lazy("The leader on whose page of overdue tasks it stands."),
    )
    day = day_field(
        gettext_lazy("Given on"), help_text=gettext_lazy("Today, or the earlier day on which it was given.")
    )
    field_order = ["title", "directive", "wanted", "places", "steps", "day", "working_days", "due", "overseer"]

    def __init__(
        self,
        *args: Any,
        units: Sequence[PlaceVersion],
        directives: QuerySet[Directive],
        leaders: QuerySet[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.place_id): unit.place for unit in units}
        choose(self, "places", [(str(unit.place_id), unit.full_name) for unit in units])
        limit(self, "directive", directives)
        limit(self, "overseer", leaders)
        self.fields["directive"].label_from_instance = named  # type: ignore[attr-defined]

    def clean_places(self) -> list[Any]:
        return [self.units[key] for key in self.cleaned_data["places"]]

    def clean_steps(self) -> list[str]:
        steps = [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if any(len(step) > 300 for step in steps):
            raise forms.ValidationError(_("A step has at most 300 letters."))
        return steps


class GapTaskForm(TaskForm):
    """The task of an indicator: its place and its origin are known."""

    places = None  # type: ignore[assignment]
    directive = None  # type: ignore[assignment]

    def __init__(self, *args: Any, leaders: QuerySet[Person], **kwargs: Any) -> None:
        DeadlineForm.__init__(self, *args, **kwargs)
        limit(self, "overseer", leaders)


class ReasonedForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The addressee reads it, and the log keeps it."),
    )


class ExtendForm(DeadlineForm, ReasonedForm):
    field_order = ["working_days", "due", "reason"]


class ActDayForm(forms.Form):
    day = day_field(gettext_lazy("Day"), help_text=gettext_lazy("Today, or the earlier day on which it was done."))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        return [super(FilesField, self).clean(one, initial) for one in given]


class AnswerForm(ActDayForm):
    text = forms.CharField(label=gettext_lazy("Result"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))
    evidence = FilesField(
        label=gettext_lazy("Evidence"),
        required=False,
        help_text=gettext_lazy("Pictures, PDF, .docx or .xlsx; several at once."),
    )
    late_reason = LateReason(
        gettext_lazy("Why after the deadline"),
        help_text=gettext_lazy("The deadline has passed: say why. Nothing is accepted without."),
        max_length=1000,
    )
    field_order = ["text", "evidence", "day", "late_reason"]

    def __init__(self, *args: Any, due: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if today <= due:
            del self.fields["late_reason"]


class AcceptForm(ActDayForm):
    answer = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(ReasonedForm, ActDayForm):
    answer = forms.IntegerField(widget=forms.HiddenInput)
    due = day_field(gettext_lazy("New deadline"), required=False, help_text=gettext_lazy("Empty: the deadline stays."))
    field_order = ["reason", "due", "day"]


class WithdrawForm(ReasonedForm, ActDayForm):
    field_order = ["reason", "day"]


def named(directive: Directive) -> str:
    return f"{directive.number} · {directive.abstract_vi[:90]}"
