"""What shoppers and handlers fill in."""

from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from openntm.office.forms import choose
from openntm.office.strangers import StrangerForm
from openntm.office.wording import number_text
from openntm.produce.models import CopyAlert, StampReport
from openntm.produce.stamps.copying import rules

KINDS = [
    ("fake", _("Fake goods or a fake stamp")),
    ("copied", _("Several items bear the same code")),
    ("moved", _("The stamp was peeled off and stuck on again")),
    ("wrong", _("What the page says does not fit the goods")),
    ("recalled", _("Recalled goods are still sold")),
    ("other", _("Something else")),
]
KIND_WORDS = dict(KINDS)


class MoreForm(StrangerForm):
    """All of it may stay empty."""

    text = forms.CharField(label=_("What did you see?"), max_length=2000, required=False, widget=forms.Textarea)
    seen_at = forms.CharField(
        label=_("Where did you see the goods?"), help_text=_("For instance the shop or the market."),
        max_length=200, required=False,
    )  # fmt: skip
    photo = forms.FileField(
        label=_("A picture"), help_text=_("Of the stamp and the goods; position and other marks are removed."),
        required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("Only if you wish. Only the officer in charge sees it; it is deleted when the report is closed."),
        max_length=150, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 3


class ReportForm(MoreForm):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=KINDS, widget=forms.RadioSelect, initial="fake")
    field_order = ["kind", "text", "seen_at", "photo", "contact"]


class ReportFilterForm(forms.Form):
    q = forms.CharField(label=_("Words or code"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *StampReport.State.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *KINDS])


class CloseForm(forms.Form):
    answer = forms.CharField(
        label=_("What you found"), help_text=_("The contact of who reported is deleted."), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AlertFilterForm(forms.Form):
    q = forms.CharField(label=_("Code, lot or product"), max_length=200, required=False)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    which = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=[("", _("of this day")), ("new", _("all that wait")), ("done", _("all that were decided"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "vi"
        choose(self, "rule", [("", _("all")), *((rule.key, rule.title.said(language)) for rule in rules().rules)])


class AlertForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What you found"), choices=CopyAlert.State.choices[1:], widget=forms.RadioSelect,
        help_text=_("If nothing was copied, the stamp's page no longer warns."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, others: int, **kwargs: Any) -> None:
        """`others` wait for the same reason; they are decided together if the office says so."""
        super().__init__(*args, **kwargs)
        if others:
            said = ngettext(
                "Decide the %(count)s other alert of this rule and lot too",
                "Decide the %(count)s other alerts of this rule and lot too",
                others,
            )
            self.fields["others"] = forms.BooleanField(label=said % {"count": number_text(others)}, required=False)
