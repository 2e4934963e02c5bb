"""What is filled in about a vote of households."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import UnitForm, choose, day_field, limit
from openntm.office.strangers import StrangerForm
from openntm.office.wording import in_language
from openntm.participation.forms.common import FindForm, count
from openntm.participation.forms.common import text as words
from openntm.participation.matters import matters
from openntm.participation.models import OutreachAct, Poll

LONGEST = 200  # letters of a household on the list
SPAN = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
NUMBERS_HELP = gettext_lazy("As on the list, for instance: 1-40, 42, 45.")


class NumbersField(forms.CharField):
    """Numbers of households, several of a row as 1-40."""

    def clean(self, value: Any) -> Any:
        found: set[int] = set()
        told = str(super().clean(value))
        pieces = re.sub(r"\s*[-–]\s*", "-", told).replace(",", " ").replace(";", " ").split()
        for piece in pieces or told.split():
            span = SPAN.fullmatch(piece)
            numbers = span and range(int(span[1]), int(span[2] or span[1]) + 1)
            if not numbers:  # 24-20 is no household: a form that takes nothing for all would take all
                raise forms.ValidationError(_("This cannot be read: %(piece)s") % {"piece": piece[:40]})
            found |= set(numbers)
        return sorted(found)


def lines(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


class PollForm(UnitForm):
    hamlet = words(gettext_lazy("Hamlet"), 120, help_text=gettext_lazy("Empty: all households of the commune."))
    matter = forms.ChoiceField(label=gettext_lazy("Kind of matter"), widget=forms.RadioSelect)
    question = words(
        gettext_lazy("Question to the households"), 300, required=True, help_text=gettext_lazy("It is public.")
    )
    text = words(gettext_lazy("What they should know before they choose"), 5000, rows=5)
    options = words(
        gettext_lazy("Options"),
        2000,
        required=True,
        rows=4,
        help_text=gettext_lazy("One on a line. The first is the proposal, of which the threshold is asked."),
    )
    begins = day_field(gettext_lazy("First day"))
    ends = day_field(gettext_lazy("Last day"))
    households = count(gettext_lazy("All households of the hamlet"), required=True, least=1)
    source = words(
        gettext_lazy("Where this number comes from"),
        300,
        required=True,
        help_text=gettext_lazy("For instance: the hamlet's list of 01/11/2026."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "matter", [(one.key, in_language(one.name)) for one in matters().values()])

    def clean_options(self) -> list[str]:
        return lines(self.cleaned_data["options"])


class ListForm(forms.Form):
    labels = words(
        gettext_lazy("Households"),
        200_000,
        rows=20,
        help_text=gettext_lazy(
            "One on a line, in the order of the hamlet's list; a column can be pasted from a spreadsheet. The list is "
            "personal: it is shown to those who keep the vote alone."
        ),
    )

    def clean_labels(self) -> list[str]:
        found = lines(self.cleaned_data["labels"])
        if long := next((place for place, line in enumerate(found, 1) if len(line) > LONGEST), None):
            said = _("Line %(line)s is longer than %(most)s letters. Write only the name of the household.")
            raise forms.ValidationError(said % {"line": long, "most": LONGEST})
        return found


class OptionForm(forms.Form):
    """One of the options, by its place."""

    option = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label=gettext_lazy("What is chosen"))

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "option", list(enumerate(poll.options)))


class PaperForm(OptionForm):
    number = count(gettext_lazy("Number of the household"), required=True, least=1)
    field_order = ["number", "option"]


class VoteForm(OptionForm, StrangerForm):
    """What the household itself sends."""


class HandsForm(forms.Form):
    meeting = forms.ModelChoiceField(
        label=gettext_lazy("Meeting and its minutes"),
        queryset=OutreachAct.objects.none(),
        help_text=gettext_lazy("Recorded under outreach, with its head-count."),
    )
    numbers = NumbersField(
        label=gettext_lazy("Households that raised their hand"),
        max_length=4000,
        help_text=NUMBERS_HELP,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, poll: Poll, meetings: QuerySet[OutreachAct], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "meeting", meetings)
        self.names = [f"hands_{at}" for at in range(len(poll.options))]
        for name, option in zip(self.names, poll.options, strict=True):
            self.fields[name] = count(_("Hands for “%(option)s”") % {"option": option}, required=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        return cleaned | {"hands": [cleaned.pop(name, 0) for name in self.names]}


class SlipsForm(forms.Form):
    numbers = NumbersField(
        label=gettext_lazy("For which households"),
        max_length=4000,
        required=False,
        help_text=gettext_lazy("Empty: all that have not voted. For lost slips: 17, 20-24."),
    )


class ClosePollForm(forms.Form):
    reason = words(
        gettext_lazy("Reason for closing early"),
        500,
        rows=3,
        help_text=gettext_lazy("Needed while the last day is not over; everybody reads it with the result."),
    )


class CancelPollForm(forms.Form):
    reason = words(
        gettext_lazy("Reason"),
        500,
        required=True,
        rows=3,
        help_text=gettext_lazy("Everybody reads it; name no person."),
    )


class FindPollForm(FindForm):
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("state", Poll.State.choices)
