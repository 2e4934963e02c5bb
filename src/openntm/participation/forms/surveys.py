"""What is filled in about a satisfaction survey: its plan, a household's answers, its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose, day_field
from openntm.office.wording import in_language
from openntm.participation.forms.common import CODE
from openntm.participation.models import Answer, Slip, Survey
from openntm.participation.surveys.questionnaires import Questionnaire
from openntm.participation.surveys.rules import Rule
from openntm.participation.surveys.sampling import Z

MOST_DIGITS = 6


def decimal_field(label: Any, most: int, help_text: Any) -> forms.DecimalField:
    """Written with a comma or a point; needed only with its own basis, which the service asks for."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    given: dict[str, Any] = {"label": label, "max_digits": 5, "decimal_places": 2, "help_text": help_text}
    field = forms.DecimalField(**given, min_value=1, max_value=most, localize=True, required=False, widget=widget)
    field.depends = True  # type: ignore[attr-defined]
    return field


class PlanForm(forms.Form):
    rule = forms.ChoiceField(label=gettext_lazy("Rule of the survey"), widget=forms.RadioSelect)
    begins = day_field(gettext_lazy("First day"))
    ends = day_field(gettext_lazy("Last day"))
    hamlets = forms.CharField(
        label=gettext_lazy("Hamlets and their households"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One on a line: name; number of households. For instance: Linh Cang; 76. "
            "The households are counted from 1 in the list that the hamlet keeps."
        ),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("How many households are asked"), choices=Survey.Basis.choices, widget=forms.RadioSelect
    )
    percent = decimal_field(gettext_lazy("Share of the households (%)"), 100, gettext_lazy("100: all are asked."))
    margin = decimal_field(
        gettext_lazy("Margin of error (percentage points)"),
        20,
        gettext_lazy("For instance 5: the true share lies at most 5 points above or below the result."),
    )
    confidence = forms.TypedChoiceField(
        label=gettext_lazy("Certainty"), coerce=int, choices=[(one, f"{one} %") for one in Z], initial=95
    )
    reserve_percent = forms.IntegerField(
        label=gettext_lazy("Reserve households (% of those asked)"), min_value=0, max_value=50, initial=10
    )
    enters_twice = forms.BooleanField(label=gettext_lazy("Papers are entered twice and compared"), required=False)
    run_by = forms.CharField(label=gettext_lazy("Asked by"), max_length=200)

    def __init__(self, *args: Any, rules: list[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "rule", [(one.id, in_language(one.says)) for one in rules])

    def clean_hamlets(self) -> list[tuple[str, int]]:
        return [hamlet_of(line) for line in self.cleaned_data["hamlets"].splitlines() if line.strip()]


def hamlet_of(line: str) -> tuple[str, int]:
    name, _sign, count = (piece.strip() for piece in line.rpartition(";"))
    count = count.replace(".", "")
    if not name or not count.isdecimal() or len(count) > MOST_DIGITS:
        raise forms.ValidationError(_("This line cannot be read: %(line)s") % {"line": line.strip()[:80]})
    return name[:150], int(count)


class AnswersForm(forms.Form):
    """A question for each content; `said` is what the services take."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, content in enumerate(questionnaire.contents, 1):
            self.fields[content.key] = forms.ChoiceField(
                label=f"{number}. {in_language(content.asks)}", choices=Answer.Said.choices, widget=forms.RadioSelect
            )
        self.keys = [content.key for content in questionnaire.contents]

    @property
    def given(self) -> dict[str, Any]:
        said = {key: self.cleaned_data[key] for key in self.keys}
        return {"said": said} | {name: value for name, value in self.cleaned_data.items() if name not in said}


class EnterForm(AnswersForm):
    token = forms.CharField(
        label=gettext_lazy("Code of the slip"),
        max_length=40,
        help_text=gettext_lazy("Or the number of the hamlet and of the household as on the list: 2/17."),
        widget=CODE,
    )


class UnreachedForm(forms.Form):
    token = EnterForm.base_fields["token"]
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=Slip.Unreached.choices, widget=forms.RadioSelect)


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason for closing early"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed before the last day; everybody reads it with the results."),
    )
