"""Which closed survey is taken over into a dossier."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose
from openntm.office.wording import number_text
from openntm.participation.models import Survey
from openntm.participation.queries.survey_columns import warnings
from openntm.participation.queries.surveys import results_of


class TakeOverForm(forms.Form):
    survey = forms.TypedChoiceField(
        label=gettext_lazy("Closed survey"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The counts are taken over as they are and cannot be typed."),
    )

    def __init__(self, *args: Any, surveys: QuerySet[Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "survey", [(one.pk, said(one)) for one in surveys])


def said(one: Survey) -> str:
    found = results_of(one)
    whole = found.overall
    words = {"begins": one.begins.strftime("%d/%m/%Y"), "ends": one.ends.strftime("%d/%m/%Y")}
    words |= {"good": number_text(whole.satisfied), "answered": number_text(whole.answered)}
    told = _("%(begins)s – %(ends)s: %(good)s of %(answered)s households satisfied on the whole") % words
    return f"{told}; {doubt}" if (doubt := warnings(found)) else told
