"""What is filled in about a scheme, its terms and a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openntm.office.forms import Dong, day_field, quantity_field
from openntm.produce.models import Producer
from openntm.steering.models import Title
from openntm.support.clauses import (
    AnyClause,
    AppliedInTime,
    AreaAtLeast,
    CertificateInForce,
    HasEvidence,
    NotSupportedBefore,
    ProducerKind,
    RegisteredTitle,
)
from openntm.support.forms.fields import FindForm, everything, words_field
from openntm.support.models import Applicant, Kind, Unit

STANDS = [
    ("now", gettext_lazy("in force")),
    ("open", gettext_lazy("term not known")),
    ("later", gettext_lazy("not yet in force")),
    ("over", gettext_lazy("over")),
]


class FindSchemeForm(FindForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is supported"), choices=lambda: everything(Kind.choices), required=False
    )
    stands = forms.ChoiceField(label=gettext_lazy("Term"), choices=lambda: everything(STANDS), required=False)


CALL_STATES = [
    ("open", pgettext_lazy("call", "open")),
    ("later", pgettext_lazy("call", "not yet open")),
    ("closed", pgettext_lazy("call", "closed")),
]


class FindCallForm(FindForm):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=lambda: everything(CALL_STATES), required=False)


class SchemeForm(forms.Form):
    title_vi = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("English name"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What is supported"), choices=Kind.choices)
    unit = forms.ChoiceField(label=gettext_lazy("Unit of the rate"), choices=Unit.choices)
    applicants = forms.MultipleChoiceField(
        label=gettext_lazy("Who may apply"), choices=Applicant.choices, widget=forms.CheckboxSelectMultiple
    )
    act = forms.CharField(
        label=gettext_lazy("Legal basis"), max_length=120, help_text=gettext_lazy("Number and symbol of the act.")
    )
    act_issued = day_field(gettext_lazy("Day of issue of the act"), required=False)
    issuer_vi = forms.CharField(label=gettext_lazy("Issuer"), max_length=200, required=False)
    clause = forms.CharField(label=gettext_lazy("Clause"), max_length=120, required=False)
    budget_line_vi = forms.CharField(label=gettext_lazy("Budget line"), max_length=300, required=False)
    source_url = forms.URLField(label=gettext_lazy("Address of the source"), required=False, assume_scheme="https")


class CorrectSchemeForm(SchemeForm):
    """Its words; what is supported, for whom and by which unit stays."""

    reason = words_field(gettext_lazy("Reason"), help_text=gettext_lazy("The log keeps it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "unit", "applicants"):
            del self.fields[name]


class Tick(forms.BooleanField):
    """Not said to be optional: leaving it empty says no."""

    depends = True


class TermsForm(forms.Form):
    """The clauses are chosen, not written; what is not chosen is not asked."""

    valid_from = day_field(gettext_lazy("From"), help_text=gettext_lazy("Terms that hold before end on this day."))
    valid_to = day_field(gettext_lazy("Until (not including)"), required=False)
    amount_published = Tick(label=gettext_lazy("The amount is published"), required=False, initial=True)
    rate = Dong(gettext_lazy("Dong for a unit"), required=False)
    share = quantity_field(
        gettext_lazy("Or share of the cost (%)"),
        required=False,
        help_text=gettext_lazy("One of the two, if published."),
    )
    cap_each = Dong(gettext_lazy("At most for one beneficiary (dong)"), required=False)
    cap_all = Dong(gettext_lazy("At most in all (dong)"), required=False)
    quota = quantity_field(gettext_lazy("At most in all (units)"), required=False)
    asks_certificate = Tick(label=gettext_lazy("Pay only while the certificate is in force"), required=False)
    article = forms.CharField(
        label=gettext_lazy("Article of the act that sets the conditions"), max_length=120, required=False
    )
    in_force = Tick(label=gettext_lazy("Condition: the certificate is in force"), required=False)
    titles = forms.MultipleChoiceField(
        label=gettext_lazy("Condition: registered in the year for one of the titles"),
        choices=Title.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    producers = forms.MultipleChoiceField(
        label=gettext_lazy("Condition: the producer is one of these"),
        choices=Producer.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    area = quantity_field(gettext_lazy("Condition: at least so many ha"), required=False)
    evidence = forms.IntegerField(
        label=gettext_lazy("Condition: at least so many files as evidence"), min_value=1, max_value=20, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        amounts = [name for name in ("rate", "share") if cleaned.get(name)]
        if cleaned.get("amount_published") and len(amounts) != 1:
            self.add_error("rate", _("Give either a rate or a share of the cost."))
        if not cleaned.get("amount_published") and amounts:
            self.add_error("amount_published", _("With a rate or a share the amount is published."))
        first, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and end and end <= first:
            self.add_error("valid_to", _("The terms must last at least a day."))
        for name in ("rate", "cap_each", "cap_all", "quota", "area"):
            if cleaned.get(name) is not None and cleaned[name] <= 0:
                self.add_error(name, _("Above nothing, or empty."))
        if cleaned.get("share") and not 0 < cleaned["share"] <= 100:
            self.add_error("share", _("Between 0 and 100."))
        return cleaned

    @property
    def terms(self) -> dict[str, Any]:
        """What `set_terms` takes."""
        names = ("valid_from", "valid_to", "amount_published", "rate", "share", "cap_each", "cap_all", "quota")
        given = {name: self.cleaned_data[name] for name in (*names, "asks_certificate")}
        return given | {"clauses": self.clauses}

    @property
    def clauses(self) -> list[AnyClause]:
        """Nothing is supported twice, and nothing outside a call: no terms can leave that out."""
        given = self.cleaned_data
        found: list[Any] = [AppliedInTime(), NotSupportedBefore()]
        found += [CertificateInForce()] if given["in_force"] else []
        found += [RegisteredTitle(titles=tuple(given["titles"]))] if given["titles"] else []
        found += [ProducerKind(kinds=tuple(given["producers"]))] if given["producers"] else []
        found += [AreaAtLeast(ha=given["area"])] if given["area"] else []
        found += [HasEvidence(least=given["evidence"])] if given["evidence"] else []
        return [one.model_copy(update={"article": given["article"]}) for one in found]


class CallForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Name of the call"), max_length=300)
    document = forms.CharField(label=gettext_lazy("Letter"), max_length=200, required=False)
    opens = day_field(gettext_lazy("First day"))
    closes = day_field(gettext_lazy("Last day"))
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=2011,
        max_value=2100,
        help_text=gettext_lazy("Of the plan: registrations for a title count for this year."),
    )
    budget = Dong(
        gettext_lazy("Budget (dong)"), required=False, help_text=gettext_lazy("Empty: no limit of this call.")
    )
