"""What is filled in about a contribution: units first, the name of the giver only where the giver agrees."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as said

from openntm.office.forms import ReasonForm, UnitForm, day_field, limit, quantity_field
from openntm.participation.forms.common import FindForm, text
from openntm.participation.models import Contribution, Giver, Thing
from openntm.works.models import Work

MATERIAL_HELP = _("Of materials alone, as: cement.")
IN_KIND = [(value, label) for value, label in Thing.choices if value != Thing.MONEY]


# Needed or not by what else is filled in: the service says so.
DEPENDING = ("consented_on", "work", "purpose", "material", "unit", "promised_on", "received_on")


class ContributionForm(UnitForm):
    giver_kind = forms.ChoiceField(label=_("Who gives"), choices=Giver.choices)
    giver_name = text(_("Name of the giver"), 200, required=True, help_text=_("Personal: published only if agreed."))
    phone = text(_("Telephone"), 40, help_text=_("Personal: never published."))
    may_be_named = forms.BooleanField(label=_("The giver agrees to be named in public"), required=False)
    consented_on = day_field(_("Day of the consent"), required=False)
    hamlet = text(_("Hamlet"), 120)
    work = forms.ModelChoiceField(label=_("For the work"), queryset=Work.objects.none(), required=False)
    purpose = text(_("Or for the purpose"), 300, help_text=_("It is public: name no person."))
    thing = forms.ChoiceField(label=_("What is given"), choices=Thing.choices)
    quantity = quantity_field(
        said("contribution", "Quantity"), help_text=_("Dong, labour days, m², machine hours, or units of material.")
    )
    material = text(_("Material"), 100, help_text=MATERIAL_HELP)
    unit = text(_("Unit of the material"), 30, help_text=_("Of materials alone, as: tonne."))
    promised_on = day_field(_("Promised on"), required=False)
    received_on = day_field(_("Received on"), required=False, help_text=_("Empty: it is a promise for now."))
    note = text(_("Note"), 500)
    field_order = ["place", "giver_kind"]

    def __init__(self, *args: Any, works: QuerySet[Work], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "work", works)
        for name in DEPENDING:
            self.fields[name].depends = True  # type: ignore[attr-defined]


class CorrectionForm(ContributionForm):
    reason = text(
        _("Why it was wrong"), 500, required=True, help_text=_("The register keeps both rows and the reason.")
    )


class ReceiveForm(forms.Form):
    quantity = quantity_field(_("Quantity received"))
    day = day_field(_("Received on"))


class RefundForm(ReasonForm):
    quantity = quantity_field(_("Quantity given back"))
    day = day_field(_("Given back on"))
    document = text(_("Document"), 120)
    field_order = ["quantity", "day", "document", "reason"]


class ConsentForm(forms.Form):
    may_be_named = forms.TypedChoiceField(
        label=_("May the giver be named in public?"),
        choices=[("yes", _("yes, the giver agrees")), ("no", _("no, or no longer"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    day = day_field(_("Day on which the giver said so"))


class ConversionForm(UnitForm):
    thing = forms.ChoiceField(label=_("What is valued"), choices=IN_KIND)
    material = text(_("Material"), 100, help_text=MATERIAL_HELP)
    unit = text(_("Unit of the material"), 30, help_text=_("Of materials alone, as: tonne."))
    dong = forms.DecimalField(
        label=_("Dong for one unit"),
        max_digits=16,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    valid_from = day_field(_("First day"))
    document = text(_("Document behind the rate"), 300, required=True)
    source_url = forms.URLField(label=_("Address of the document"), required=False, assume_scheme="https")
    verified = forms.BooleanField(label=_("The document was read"), required=False)


class FindContributionForm(FindForm):
    state = forms.ChoiceField(label=_("State"), required=False)
    thing = forms.ChoiceField(label=_("What is given"), required=False)
    giver_kind = forms.ChoiceField(label=_("Who gives"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("state", Contribution.State.choices)
        self.offer("thing", Thing.choices)
        self.offer("giver_kind", Giver.choices)
