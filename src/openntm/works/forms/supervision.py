"""What is filled in on a visit of a board, on a demand and at the acceptance of a work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import Whole, day_field, limit
from openntm.visits.forms import ItemForm, photo_field
from openntm.visits.models import Observation
from openntm.works.forms.boards import minutes_field, text, words
from openntm.works.models import Acceptance, Board, BoardMember, Round


def present_field() -> Any:
    return forms.ModelMultipleChoiceField(
        label=gettext_lazy("Members who came"),
        queryset=BoardMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class StartForm(forms.Form):
    day = day_field(gettext_lazy("Day of the visit"))
    run_by = forms.ChoiceField(label=gettext_lazy("Run by"), choices=Round.Runner.choices, widget=forms.RadioSelect)
    present = present_field()
    others_present = text(gettext_lazy("Who else came"), 300, required=False)

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "present", board.members.filter(to_day__isnull=True))


class ObservationForm(ItemForm):
    severity = forms.ChoiceField(
        label=gettext_lazy("How grave"), choices=Observation.Severity.choices, widget=forms.RadioSelect
    )
    text = words(gettext_lazy("What was observed"), help_text=gettext_lazy("It becomes public; name no person."))
    demand = words(gettext_lazy("What is demanded"))
    due = day_field(
        gettext_lazy("To be remedied by"),
        help_text=gettext_lazy("The clock of the rules counts anew when the Front confirms the demand."),
    )
    photo = photo_field()


class PhotoForm(forms.Form):
    upload = photo_field(required=True)


class CloseForm(forms.Form):
    result = words(gettext_lazy("Result in a sentence"), help_text=gettext_lazy("It becomes public; name no person."))
    to_party = words(gettext_lazy("Remarks to the party"), required=False)
    to_government = words(gettext_lazy("Remarks to the government"), required=False)
    to_others = words(gettext_lazy("Other remarks"), required=False)
    present = present_field()

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "present", board.members.all())


class ReturnForm(forms.Form):
    reason = words(gettext_lazy("Reason"), help_text=gettext_lazy("What the board is to write anew."))


class ConfirmForm(forms.Form):
    day = day_field(gettext_lazy("Confirmed on"))
    sent_to = text(gettext_lazy("Sent to"), 200)
    number = text(gettext_lazy("Number of the letter"), 60, required=False)


class AnswerForm(forms.Form):
    answer = words(gettext_lazy("What was done"), help_text=gettext_lazy("It becomes public; name no person."))
    photo = photo_field()


class RecheckForm(forms.Form):
    passed = forms.TypedChoiceField(
        label=gettext_lazy("What was seen at the site"),
        choices=[("passed", gettext_lazy("remedied")), ("failed", gettext_lazy("not remedied: open again"))],
        coerce=lambda said: said == "passed",
        widget=forms.RadioSelect,
    )
    remark = words(gettext_lazy("In words"))


class RejectForm(forms.Form):
    reason = words(gettext_lazy("Reason"), help_text=gettext_lazy("It becomes public; name no person."))


class OutcomeForm(forms.Form):
    recovered = Whole(label=gettext_lazy("Recovered (dong)"), min_value=0, max_value=10**15)
    cut = forms.IntegerField(label=gettext_lazy("Cut from the final accounts (dong)"), min_value=0, max_value=10**15)
    handled = words(gettext_lazy("Other handling"), required=False)


class AcceptanceForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Acceptance.Kind.choices, widget=forms.RadioSelect)
    day = day_field(gettext_lazy("Day"))
    part = text(gettext_lazy("What is accepted, if not all"), 300, required=False)
    people = words(gettext_lazy("Who took part"), required=False, help_text=gettext_lazy("Not public."))
    minutes = minutes_field()


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(
        label=gettext_lazy("Opinion of the board"), choices=Acceptance.Opinion.choices, widget=forms.RadioSelect
    )
    text = words(
        gettext_lazy("Remarks or reasons"), required=False, help_text=gettext_lazy("It becomes public; name no person.")
    )


class HandOverForm(forms.Form):
    taken_over_by = text(gettext_lazy("Taken over by"), 200, required=False)
    owner_reason = words(
        gettext_lazy("Why the owner goes on"),
        required=False,
        help_text=gettext_lazy("Needed while major findings are open or the board does not agree; everybody reads it."),
    )
