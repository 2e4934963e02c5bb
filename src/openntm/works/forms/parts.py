"""What is filled in about what hangs on a work."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import Dong, choose, day_field
from openntm.works.forms.works import area, text
from openntm.works.models import Change, Contract, Money, Party, Work, WorkDocument


def number(label: Any, digits: int, places: int, *, required: bool = False, most: int | None = None) -> Any:
    """Written with a comma or a point."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    given: dict[str, Any] = {"max_digits": digits, "decimal_places": places, "min_value": 0, "max_value": most}
    return forms.DecimalField(label=label, required=required, localize=True, widget=widget, **given)


class PartForm(forms.Form):
    """`work`: on which it hangs."""

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work = work

    @classmethod
    def initial_of(cls, one: Any) -> dict[str, Any]:
        """But for a file: an empty field leaves the one that stands there."""
        return {name: getattr(one, name) for name in cls.base_fields if name != "file" and hasattr(one, name)}


class PartyForm(PartForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Party.Role.choices)
    name = text(
        gettext_lazy("Name of the organisation"),
        200,
        required=True,
        help_text=gettext_lazy("It is public; name no private person."),
    )
    tax_code = text(gettext_lazy("Tax code"), 20)


class ContractForm(PartForm):
    number = text(gettext_lazy("Number of the contract"), 60, required=True)
    title = text(gettext_lazy("Package"), 300, required=True)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Contract.Kind.choices)
    method = forms.ChoiceField(label=gettext_lazy("How the contractor is chosen"), choices=Contract.Method.choices)
    bidders = forms.IntegerField(label=gettext_lazy("Number of bidders"), required=False, min_value=0, max_value=1000)
    estimate = Dong(gettext_lazy("Price of the package (dong)"), required=False)
    value = Dong(gettext_lazy("Value of the contract (dong)"), required=False)
    signed_on = day_field(gettext_lazy("Signed on"), required=False)
    days = forms.IntegerField(label=gettext_lazy("Duration (days)"), required=False, min_value=1, max_value=10_000)
    supplier = text(gettext_lazy("Contractor"), 200)
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=Contract.State.choices)
    ended_on = day_field(gettext_lazy("Ended on"), required=False)


class MilestoneForm(PartForm):
    title = text(gettext_lazy("Milestone"), 200, required=True)
    due_on = day_field(gettext_lazy("Due on"))
    met_on = day_field(gettext_lazy("Met on"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Evidence"), required=False, help_text=gettext_lazy("A picture, PDF, Word or Excel file.")
    )
    note = text(gettext_lazy("Note"), 300)


class MoneyForm(PartForm):
    source = forms.ChoiceField(label=gettext_lazy("Source"), choices=Money.Source.choices)
    planned_units = number(gettext_lazy("Planned (labour days, m² or units)"), 14, 2)
    actual_units = number(gettext_lazy("Actual (labour days, m² or units)"), 14, 2)
    unit = text(gettext_lazy("Unit of the materials"), 60, help_text=gettext_lazy("For instance tonnes of cement."))
    planned = Dong(gettext_lazy("Planned (dong)"), required=False)
    actual = Dong(gettext_lazy("Actual (dong)"), required=False)
    conversion = text(
        gettext_lazy("Conversion"),
        300,
        help_text=gettext_lazy("Of labour, land and materials: the price of a unit, since when and by which document."),
    )


class ProgressForm(PartForm):
    day = day_field(gettext_lazy("Day"))
    planned_percent = number(gettext_lazy("Planned volume by that day (%)"), 5, 2, required=True, most=100)
    actual_percent = number(gettext_lazy("Actual volume (%)"), 5, 2, required=True, most=100)
    planned_money = Dong(gettext_lazy("Planned payments by that day (dong)"), required=False)
    actual_money = Dong(gettext_lazy("Actual payments (dong)"), required=False)
    note = text(gettext_lazy("Note"), 300)


class ChangeForm(PartForm):
    contract = forms.TypedChoiceField(label=gettext_lazy("Of"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=gettext_lazy("What changes"), choices=Change.Kind.choices, widget=forms.RadioSelect)
    after_value = Dong(gettext_lazy("New value (dong)"), required=False)
    after_day = day_field(gettext_lazy("New planned end, of the work"), required=False)
    after_days = forms.IntegerField(
        label=gettext_lazy("New duration in days, of the contract"), required=False, min_value=1, max_value=10_000
    )
    before_text = area(gettext_lazy("Scope before"), 500)
    after_text = area(gettext_lazy("Scope after"), 500)
    reason = area(
        gettext_lazy("Reason"), 500, required=True, help_text=gettext_lazy("Everybody who looks at the work reads it.")
    )
    document = text(gettext_lazy("Number of the document"), 100, help_text=gettext_lazy("That allows the change."))
    day = day_field(gettext_lazy("Day"))

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, work=work, **kwargs)
        choose(self, "contract", [("", _("the whole work")), *((one.pk, str(one)) for one in work.contracts.all())])


class DocumentForm(PartForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=WorkDocument.Kind.choices)
    title = text(gettext_lazy("Title"), 200, required=True)
    day = day_field(gettext_lazy("Day"), required=False)
    file = forms.FileField(label=gettext_lazy("File"))
    is_public = forms.BooleanField(
        label=gettext_lazy("Public"),
        required=False,
        help_text=gettext_lazy("Everybody may take it away; look first that it names no private person."),
    )
