"""What the Front and the members fill in about a board."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openntm.office.forms import ReasonForm, Whole, choose, day_field, limit
from openntm.office.models import Person
from openntm.office.wording import in_language
from openntm.works.boards_law import law
from openntm.works.models import BoardMember, BoardReport, Work
from openntm.works.queries.boards import OTHER_PERSON

SAID = [("true", pgettext_lazy("statement", "this is so")), ("false", pgettext_lazy("statement", "this is not so"))]


def words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=3000, required=required, widget=widget, help_text=help_text)


def text(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def minutes_field() -> forms.FileField:
    return forms.FileField(label=gettext_lazy("Minutes, as a file"), required=False)


class BoardForm(forms.Form):
    front = text(
        gettext_lazy("Who decides"), 200, help_text=gettext_lazy("The Fatherland Front committee of the commune.")
    )
    number = text(gettext_lazy("Number of the decision"), 60)
    decided_on = day_field(gettext_lazy("Day of the decision"))
    elected_on = day_field(gettext_lazy("Day of the hamlet meeting that elected the residents"), required=False)
    meeting = text(gettext_lazy("Meeting, where"), 200, required=False)
    present = Whole(label=gettext_lazy("Households present"), min_value=0, max_value=30000, required=False)
    minutes = minutes_field()


class MemberForm(forms.Form):
    """Every statement is asked by itself; one that is left open is refused by the law's rule and not guessed."""

    name = text(gettext_lazy("Full name"), 150)
    body = forms.ChoiceField(
        label=gettext_lazy("Stands for"), choices=BoardMember.Body.choices, widget=forms.RadioSelect
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role on the board"), choices=BoardMember.Role.choices, widget=forms.RadioSelect
    )
    from_day = day_field(gettext_lazy("Member from"))
    votes = Whole(label=gettext_lazy("Votes"), min_value=0, max_value=30000, required=False)
    person = forms.ModelChoiceField(
        label=gettext_lazy("Account"),
        queryset=Person.objects.none(),
        required=False,
        help_text=gettext_lazy("Who signs in to write the visits; leave empty for a member without an account."),
    )
    is_named = forms.BooleanField(label=gettext_lazy("Agrees to be named in public"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "person", people)
        for one in law().statements:
            self.fields[f"stated_{one.key}"] = forms.ChoiceField(
                label=in_language(one.text), choices=SAID, widget=forms.RadioSelect, help_text=one.article
            )
        self.fields[OTHER_PERSON] = forms.BooleanField(
            label=_("An official or a contract party has the same name, and it is another person"), required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        names = [name for name in cleaned if name.startswith("stated_")]
        stated = {name.removeprefix("stated_"): cleaned.pop(name) == "true" for name in names}
        if cleaned.pop(OTHER_PERSON, False):
            stated[OTHER_PERSON] = True
        return {**cleaned, "stated": stated}


class EndForm(ReasonForm):
    day = day_field(gettext_lazy("Day"))
    field_order = ["day", "reason"]


class NamedForm(forms.Form):
    is_named = forms.BooleanField(label=gettext_lazy("Agrees to be named in public"), required=False)


class PlanForm(forms.Form):
    contents = words(gettext_lazy("What is watched"), rows=6)
    planned_days = words(
        gettext_lazy("Days of the visits planned"),
        required=False,
        help_text=gettext_lazy("One a line, as 23/11/2026."),
    )
    told_on = day_field(
        gettext_lazy("Day on which the owner was told of the plan and the members"),
        required=False,
        help_text=gettext_lazy("Visits may begin 45 days later."),
    )
    told_number = text(gettext_lazy("Number of the letter"), 60, required=False)

    def clean_planned_days(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["planned_days"].splitlines() if line.strip()]
        try:
            return [datetime.strptime(line, "%d/%m/%Y").date() for line in lines]  # noqa: DTZ007
        except ValueError:
            raise forms.ValidationError(_("Write each day on a line of its own, as 23/11/2026."))


class EarlyForm(forms.Form):
    reason = words(
        gettext_lazy("Reason"), help_text=gettext_lazy("Everybody reads it on the page of the work; name no person.")
    )


class AskForm(forms.Form):
    item = forms.ChoiceField(label=gettext_lazy("What the board wants to know"), widget=forms.RadioSelect)
    to = text(gettext_lazy("Asked of"), 200)
    question = words(gettext_lazy("The question in words"), required=False)
    sent_on = day_field(gettext_lazy("Sent on"))

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [one for one in law().information if work.is_community or not one.community]
        choose(self, "item", [(one.key, in_language(one.text)) for one in asked])


class InformedForm(forms.Form):
    answer = words(gettext_lazy("The answer"))
    day = day_field(gettext_lazy("Answered on"))


class ReportForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Period"), choices=BoardReport.Kind.choices, widget=forms.RadioSelect)
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("Until"))
    remarks = words(gettext_lazy("Remarks of the board"), rows=6)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The last day lies before the first."))
        return cleaned


def everything(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("all")), *choices]


class FindForm(forms.Form):
    """All empty: everything; a wrong filter narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Work"), max_length=100, required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, states: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "state", everything(states))

    def wanted(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "") if self.is_bound and self.is_valid() else ""
