"""What people fill in beside the figures themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openntm.assessment.models import Layer


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File (.xlsx or .csv)"))
    set_id = forms.ChoiceField(label=_("Criteria set"))
    layer = forms.ChoiceField(label=_("Layer"))

    def __init__(self, *args: object, sets: list[tuple[str, str]], layers: list[Layer], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("set_id", sets), ("layer", [(one.value, one.label) for one in layers])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class EvidenceForm(forms.Form):
    figure = forms.CharField(max_length=40)
    file = forms.FileField(label=_("Evidence"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class DecideForm(ReasonForm):
    chosen = forms.IntegerField(min_value=1)
