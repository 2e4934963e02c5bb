"""What officers enter to mint, move, print and export codes of a run."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes.models import Run
from openntm.codes.models.runs import LARGEST, State
from openntm.codes.printing.layouts import layouts
from openntm.codes.queries import place_of
from openntm.office.forms import LateReason, Whole, choose
from openntm.office.wording import in_language, number_text

AS_BEFORE, OFFICE = "", "office"
LONGEST = 200  # a scanner that types gives the whole address of the symbol
# What an officer does by hand; putting codes in use belongs to the lot that they lead to.
MOVES = {
    State.ALLOTTED: gettext_lazy("allot them, or give them to another holder"),
    State.PRINTED: gettext_lazy("printed outside"),
    State.MINTED: gettext_lazy("take them back into the office's stock"),
    State.VOID: gettext_lazy("void: they are not valid any more"),
    State.LOST: gettext_lazy("lost"),
    State.DESTROYED: gettext_lazy("destroyed"),
}


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The ledger and the log keep it."),
    )


class MintForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What the codes are for"), widget=forms.RadioSelect)
    size = Whole(label=gettext_lazy("How many codes"), min_value=1, max_value=LARGEST)
    title = forms.CharField(
        label=gettext_lazy("Name of the run"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Printed above each symbol where the layout has room, as the name of the producer."),
    )
    holder = forms.ChoiceField(label=gettext_lazy("Meant for"), required=False)
    reason = reason_field()

    def __init__(self, *args: Any, kinds: Mapping[str, Any], holders: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", kinds)
        choose(self, "holder", {"": _("the office itself"), **holders})


class StretchForm(forms.Form):
    """Codes of a run from the first to the last: numbers as they are counted, or the codes as they are printed."""

    first = forms.CharField(
        label=gettext_lazy("First code"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Its number in the run, or the code as it is printed on the stamp or read by a scanner."
        ),
    )
    last = forms.CharField(label=gettext_lazy("Last code"), max_length=LONGEST)

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run

    def clean_first(self) -> int:
        return place_in(self.run, self.cleaned_data["first"])

    def clean_last(self) -> int:
        return place_in(self.run, self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "first" in cleaned and "last" in cleaned and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("The last code comes before the first one."))
        return cleaned


class ConfirmedForm(StretchForm):
    """`confirmed` comes with the page that says the act once more."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def hidden_again(self) -> list[Any]:
        return [self[name].as_hidden() for name in self.fields if name != "confirmed"]


class MoveForm(ConfirmedForm):
    state = forms.ChoiceField(label=gettext_lazy("What becomes of them"), choices=MOVES, widget=forms.RadioSelect)
    holder = forms.ChoiceField(label=gettext_lazy("Held by"), required=False)
    reason = reason_field()
    field_order = ["first", "last", "state", "holder", "reason"]

    def __init__(self, *args: Any, holders: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "holder", {AS_BEFORE: _("as before"), OFFICE: _("the office itself"), **holders})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == State.MINTED:
            cleaned["holder"] = OFFICE
        return cleaned

    @property
    def wanted_holder(self) -> str | None:
        chosen: str = self.cleaned_data["holder"]
        return None if chosen == AS_BEFORE else "" if chosen == OFFICE else chosen


class PrintForm(StretchForm):
    layout = forms.ChoiceField(label=gettext_lazy("Layout"), widget=forms.RadioSelect)
    again = forms.BooleanField(
        label=gettext_lazy("Print again"),
        required=False,
        help_text=gettext_lazy("For codes whose sheets were spoilt before any stamp was used; say why below."),
    )
    reason = LateReason(
        gettext_lazy("Reason"), help_text=gettext_lazy("Needed where codes are printed again."), max_length=500
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "layout", {key: in_language(one.title) for key, one in layouts().items()})


class ExportForm(StretchForm):
    reason = reason_field()


class FindForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Name, number, or a code as it is printed"), max_length=LONGEST, required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("What for"), required=False)

    def __init__(self, *args: Any, kinds: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", {"": _("all"), **kinds})


def place_in(run: Run, typed: str) -> int:
    """The place in the run, from 0."""
    found = place_of(run, typed)
    if found is None:
        told = {"size": number_text(run.size)}
        raise forms.ValidationError(_("This is neither a number from 1 to %(size)s nor a code of this run.") % told)
    return found
