"""What is entered of councils, sittings and votes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openntm.office.forms import choose, limit
from openntm.office.models import Person
from openntm.recognition.forms.day_field import day_field
from openntm.recognition.models import CouncilMember


class CouncilForm(forms.Form):
    name = forms.CharField(label=_("Name of the council"), max_length=200)
    decision = forms.CharField(
        label=_("Set up by"), max_length=120, help_text=_("Number and day of the act that set it up.")
    )
    valid_from = day_field(_("First day"))


class MemberForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), help_text=_("People who hold a post at this place.")
    )
    role = forms.ChoiceField(label=_("Position in the council"), choices=CouncilMember.Role.choices, initial="member")
    organisation = forms.CharField(label=_("For which organisation"), max_length=200)
    valid_from = day_field(_("First day"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "person", people)


class MemberEndForm(forms.Form):
    valid_to = day_field(_("First day without the seat"), help_text=_("Sittings before that day keep the member."))


class CallForm(forms.Form):
    """The dossiers are those that are appraised and wait for no other sitting."""

    day = day_field(_("Day of the sitting"))
    secret = forms.TypedChoiceField(
        label=_("How the council votes"),
        choices=[("yes", _("Secret ballot: only who voted and the counts are kept")), ("no", _("Open ballot"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    dossiers = forms.TypedMultipleChoiceField(
        label=_("Dossiers"), coerce=int, widget=forms.CheckboxSelectMultiple, help_text=_("In the order of the list.")
    )

    def __init__(self, *args: Any, dossiers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "dossiers", dossiers)


class PresentForm(forms.Form):
    present = forms.TypedMultipleChoiceField(
        label=_("Members present"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only they vote. Who is present and gives no vote counts as not in favour."),
    )

    def __init__(self, *args: Any, members: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "present", members)


class CloseForm(forms.Form):
    remarks = forms.CharField(
        label=_("Conclusion, for the minutes"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DiscussionForm(forms.Form):
    discussion = forms.CharField(
        label=_("What was said, for the minutes"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PaperForm(forms.Form):
    """Counts of papers, and who handed one in."""

    in_favour = forms.IntegerField(label=_("In favour"), min_value=0)
    against = forms.IntegerField(label=_("Against"), min_value=0)
    invalid = forms.IntegerField(label=_("Invalid"), min_value=0, initial=0)
    voters = forms.TypedMultipleChoiceField(
        label=_("Members who handed in a paper"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their number must be that of the papers."),
    )

    def __init__(self, *args: Any, voters: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "voters", voters)
