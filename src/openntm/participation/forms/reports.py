"""What residents and those who handle their reports fill in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import ReasonForm, choose
from openntm.office.strangers import StrangerForm
from openntm.participation.masking import masked
from openntm.participation.models import Report, ReportRequest
from openntm.participation.queries.reports import communes_named, kind_choices
from openntm.participation.report_rules import rules
from openntm.participation.services.reports.refusals import ConsentMissing, NothingSaid
from openntm.places.models import PlaceVersion

PICTURES = {"accept": "image/*"}


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SaidForm(forms.Form):
    """What a report says, whoever writes it down."""

    photo = forms.FileField(
        label=gettext_lazy("A picture"),
        help_text=gettext_lazy("Position and other marks of the camera are removed."),
        required=False,
        widget=forms.FileInput(attrs=PICTURES),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What did you see?"),
        help_text=gettext_lazy("Name no person: an officer reads it before anybody else does."),
        max_length=2000,
        required=False,
        widget=area(4),
    )
    commune = forms.CharField(
        label=gettext_lazy("In which commune?"),
        help_text=gettext_lazy("Name or code, with or without accents; the old name does too."),
        max_length=100,
    )
    pick = forms.ChoiceField(label=gettext_lazy("Which of these?"), required=False, widget=forms.RadioSelect)
    where = forms.CharField(
        label=gettext_lazy("Where exactly?"),
        help_text=gettext_lazy("Hamlet, and what it is near to."),
        max_length=200,
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("How can we reach you?"),
        help_text=gettext_lazy("Only if you wish. Never published; deleted when the report is closed."),
        max_length=150,
        required=False,
    )

    def __init__(self, *args: Any, on: date, commune: PlaceVersion | None = None, **kwargs: Any) -> None:
        """Where the commune is known from the work, it is not asked."""
        super().__init__(*args, **kwargs)
        choose(self, "kind", kind_choices())
        typed = str(self.data.get("commune", ""))
        self.found = [commune] if commune else communes_named(typed, on) if typed else []
        if commune:
            del self.fields["commune"]
        if len(self.found) > 1:
            choose(self, "pick", [(one.code, f"{one.full_name} ({one.code})") for one in self.found[:12]])
        else:
            del self.fields["pick"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        picked = [one for one in self.found if one.code == cleaned.pop("pick", "")] or self.found
        if len(picked) == 1:
            cleaned["place"] = picked[0].place
        elif picked and "pick" not in self.errors:
            self.add_error("pick", _("Several communes have this name: choose one."))
        elif cleaned.get("commune"):
            self.add_error("commune", _("No commune has this name or code."))
        cleaned.pop("commune", None)
        if not cleaned.get("text") and not cleaned.get("photo") and "photo" not in self.errors:
            self.add_error("text", str(NothingSaid.sentence))
        return cleaned


class ReportForm(StrangerForm, SaidForm):
    """Position and the moment when the page was opened come from the page itself."""

    latitude = forms.DecimalField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    longitude = forms.DecimalField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)
    began = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["photo", "kind", "text", "commune", "pick", "where", "contact", "website"]


class EnterForm(SaidForm):
    speaker = forms.CharField(
        label=gettext_lazy("Who told you?"), help_text=gettext_lazy("Never published."), max_length=150
    )
    consented = forms.BooleanField(
        label=gettext_lazy("The person agrees that it is written down and passed on"),
        error_messages={"required": ConsentMissing.sentence},
    )
    field_order = ["speaker", "consented", "kind", "text", "commune", "pick", "where", "photo", "contact"]


class MoreForm(StrangerForm):
    text = forms.CharField(
        label=gettext_lazy("What do you want to add?"), max_length=2000, required=False, widget=area(3)
    )
    photo = forms.FileField(label=gettext_lazy("A picture"), required=False, widget=forms.FileInput(attrs=PICTURES))


class AskForm(StrangerForm):
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=1000, widget=area(3))


class AskAboutForm(AskForm):
    """Of a published report, by anybody."""

    kind = forms.ChoiceField(label=gettext_lazy("What do you ask?"), widget=forms.RadioSelect)
    field_order = ["kind", "reason", "website"]

    def __init__(self, *args: Any, may_reopen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = ReportRequest.Kind
        kinds = [asked.REOPEN, asked.OBJECT] if may_reopen else [asked.OBJECT]
        choose(self, "kind", [(one.value, one.label) for one in kinds])
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].value


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words or number"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", [("", _("all")), *kind_choices()])
        shown = [(one.value, one.label) for one in Report.State if one in Report.PUBLIC]
        choose(self, "state", [("", _("all")), *shown])


class MaskForm(forms.Form):
    """Begins with what was sent, numbers and addresses masked; what was sent is not changed."""

    public_text = forms.CharField(
        label=gettext_lazy("What everybody reads"),
        help_text=gettext_lazy("Put […] for names and whatever tells who a person is."),
        max_length=2000,
        required=False,
        widget=area(6),
    )
    public_where = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    shows_photo = forms.BooleanField(
        label=gettext_lazy("Show the picture: no face, number plate or paper with a name is on it"), required=False
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        text, where = report.public_text or masked(report.text), report.public_where or masked(report.where)
        begun = {"public_text": text, "public_where": where, "shows_photo": report.shows_photo}
        super().__init__(*args, **kwargs)
        self.initial.update(begun)
        if report.photo is None:
            del self.fields["shows_photo"]


class BodyForm(forms.Form):
    body = forms.CharField(label=gettext_lazy("Body in charge"), max_length=200)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["body"] = report.body or body_of(report)


class PublishForm(MaskForm):
    body = forms.CharField(
        label=gettext_lazy("Body in charge"),
        help_text=gettext_lazy("The report is passed on to it at once; left empty, it waits."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, report=report, **kwargs)
        self.initial["body"] = body_of(report)


def body_of(report: Report) -> str:
    """Of a work, its owner; else the body that the data name for the kind."""
    known = rules().kinds.get(report.kind)
    return (report.work.owner if report.work else "") or (known.body.vi if known else "")


class KeepBackForm(ReasonForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The reporter reads it and may appeal."),
        max_length=500,
        widget=area(3),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("Everybody reads it: what was found, what is done, by when."),
        max_length=2000,
        widget=area(5),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class CloseForm(forms.Form):
    """Nothing to fill in: the page says what it means."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class SettleForm(forms.Form):
    is_spam = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", gettext_lazy("It is no spam")),
            ("yes", gettext_lazy("It is spam: words and picture are deleted for good")),
        ],
        widget=forms.RadioSelect,
    )


class DecideForm(forms.Form):
    is_granted = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("Grant it")), ("no", gettext_lazy("Decline it"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"), help_text=gettext_lazy("Everybody reads it."), max_length=1000, widget=area(3)
    )
