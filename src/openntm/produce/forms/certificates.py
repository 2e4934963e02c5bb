"""What is filled in about certificates and the acts in their life."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose, day_field, limit
from openntm.office.wording import number_text
from openntm.produce.crops import crop_choices
from openntm.produce.forms.common import FindForm, crop_field, everything, hectares, text
from openntm.produce.models import Certificate, CertificateAct, Plot, Producer
from openntm.produce.queries.register import STANDINGS

Kind = CertificateAct.Kind


class PlotsField(forms.TypedMultipleChoiceField):
    """Plots by their area, number and hectares."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(label=label, coerce=int, required=required, widget=widget, help_text=help_text)

    def offer(self, plots: Iterable[Plot]) -> None:
        self.choices = [(plot.pk, f"{plot} · {number_text(plot.area_ha)} ha") for plot in plots]


class HolderForm(forms.Form):
    """The first step: whose certificate it is decides which plots are offered."""

    holder = forms.TypedChoiceField(label=gettext_lazy("Holder"), coerce=int)

    def __init__(self, *args: Any, producers: Iterable[Producer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "holder", [(one.pk, one.name) for one in producers])


class PaperForm(forms.Form):
    """As the paper says."""

    number = text(gettext_lazy("Number of the certificate"), 80, required=True)
    certifier = text(gettext_lazy("Certifier"), 200, required=True)
    area_ha = hectares(gettext_lazy("Area on the certificate (ha)"))
    issued = day_field(gettext_lazy("Certificate issued"))
    valid_to = day_field(
        gettext_lazy("Last day of validity"),
        help_text=gettext_lazy("At most three years after the day of issue (Circular 28/2012/TT-BKHCN)."),
    )


class CorrectForm(PaperForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("The log keeps it."),
    )


class CertificateForm(PaperForm):
    """The paper, its scope and a copy."""

    standard = forms.CharField(
        label=gettext_lazy("Standard"), max_length=80, initial=Certificate._meta.get_field("standard").default
    )
    crop = crop_field()
    plots = PlotsField(
        gettext_lazy("Plots in its scope"),
        required=False,
        help_text=gettext_lazy("Plots of the holder with this crop; they may be added later too."),
    )
    file = forms.FileField(label=gettext_lazy("Copy of the certificate"), required=False)
    field_order = ["number", "certifier", "standard", "crop"]

    def __init__(self, *args: Any, plots: Iterable[Plot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["plots"]
        assert isinstance(field, PlotsField)
        field.offer(plots)
        if not field.choices:
            del self.fields["plots"]

    def clean(self) -> dict[str, Any]:
        """The service calls the file an upload."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["upload"] = cleaned.pop("file", None)
        return cleaned


class ActForm(forms.Form):
    """Only the fields that this act asks for."""

    day = day_field(gettext_lazy("Day of the act"))
    plots = PlotsField(gettext_lazy("Plots"))
    successor = forms.ModelChoiceField(
        label=gettext_lazy("New certificate"),
        queryset=Certificate.objects.none(),
        help_text=gettext_lazy("A later certificate of the same holder and crop; record it first."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    document = text(gettext_lazy("Document"), 200, help_text=gettext_lazy("Number and day of the certifier's paper."))

    def __init__(self, *args: Any, kind: Kind, plots: Iterable[Plot], successors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in (Kind.WIDENED, Kind.NARROWED):
            self.fields["plots"].offer(plots)  # type: ignore[attr-defined]
        else:
            del self.fields["plots"]
        if kind == Kind.RENEWED:
            limit(self, "successor", successors)
        else:
            del self.fields["successor"]
        self.fields["reason"].required = kind in (Kind.SUSPENDED, Kind.WITHDRAWN, Kind.NARROWED)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if new := cleaned.get("successor"):
            cleaned["successor"] = new.pk
        return cleaned


ENDING = [
    ("90", gettext_lazy("within 90 days")),
    ("30", gettext_lazy("within 30 days")),
    ("7", gettext_lazy("within 7 days")),
    ("surveillance", gettext_lazy("surveillance overdue")),
]


class FindCertificateForm(FindForm):
    crop = forms.ChoiceField(label=gettext_lazy("Crop"), required=False)
    standing = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    ends = forms.ChoiceField(label=gettext_lazy("Falls due"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "crop": crop_choices(),
            "standing": [(one.value, word) for one, word in STANDINGS.items()],
        }
        offered["ends"] = ENDING
        for name, choices in offered.items():
            choose(self, name, everything(choices))
