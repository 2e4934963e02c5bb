"""What is filled in about community digital teams and their helper sessions, mostly on a phone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import Whole, choose, day_field, limit
from openntm.office.wording import in_language
from openntm.places.models import PlaceVersion
from openntm.services.catalogue import Procedure, titles
from openntm.services.forms.guides import named
from openntm.services.models import Session, Team

ROWS = 3  # procedures of one session
Units = Iterable[PlaceVersion]


class Count(Whole):
    depends = True  # empty says that nobody was helped with it


class Chosen(forms.ChoiceField):
    depends = True


def count(label: Any, *, least: int = 0, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6})
    return Count(label=label, min_value=least, max_value=9999, required=required, help_text=help_text, widget=widget)


class PlaceForm(forms.Form):
    """`units`: the commune and its hamlets."""

    place = forms.TypedChoiceField(label=gettext_lazy("Hamlet"), coerce=int)

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {one.place_id: one for one in units}
        choose(self, "place", [(pk, one.full_name) for pk, one in self.units.items()])

    def clean_place(self) -> Any:
        return self.units[self.cleaned_data["place"]].place


class TeamForm(PlaceForm):
    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=150)
    members = count(gettext_lazy("Number of members"), least=1, required=True)
    valid_from = day_field(gettext_lazy("Set up on"))
    head = forms.CharField(
        label=gettext_lazy("Head of the team"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Personal: never published."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Personal: never published."),
    )


class TeamEndForm(forms.Form):
    day = day_field(gettext_lazy("First day without the team"))


class SessionFields(forms.Form):
    """`cleaned_data["topics"]`: (slug, skill) → how many were helped."""

    is_counts = True  # numbers stand beside their labels

    day = day_field(gettext_lazy("Day"))
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        max_digits=4,
        decimal_places=1,
        min_value=0.5,
        max_value=24,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )
    helpers = count(gettext_lazy("Helpers present"), least=1, required=True)
    people = count(
        gettext_lazy("People helped"),
        required=True,
        help_text=gettext_lazy("Each person once. Write no names of residents anywhere."),
    )

    def __init__(self, *args: Any, procedures: list[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, words in titles("skills").items():
            self.fields[f"skill-{key}"] = count(in_language(words))
        for number in range(1, ROWS + 1):
            self.fields[f"slug-{number}"] = Chosen(
                label=_("Procedure %(number)s") % {"number": number},
                choices=[("", "–"), *named(procedures)],
                required=False,
            )
            self.fields[f"count-{number}"] = count(_("How many people"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        skills = {("", key): given.pop(f"skill-{key}", None) for key in titles("skills")}
        topics = {key: total for key, total in skills.items() if total}
        for number in range(1, ROWS + 1):
            slug, total = given.pop(f"slug-{number}", ""), given.pop(f"count-{number}", None)
            if bool(slug) != bool(total):
                self.add_error(f"count-{number}", _("A procedure and how many people belong together."))
            elif (slug, "") in topics:
                self.add_error(f"slug-{number}", _("This procedure was chosen above already."))
            elif slug:
                topics[slug, ""] = total
        return given | {"topics": topics}


class SessionForm(SessionFields, PlaceForm):
    team = forms.ModelChoiceField(label=gettext_lazy("Team"), queryset=Team.objects.none())
    field_order = ["team", "place", "day", "hours", "helpers", "people"]

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "team", teams)

    def clean_team(self) -> int:
        return int(self.cleaned_data["team"].pk)


def first_of(session: Session) -> dict[str, Any]:
    """What the form of a session that is not signed begins with."""
    first: dict[str, Any] = {name: getattr(session, name) for name in ("day", "hours", "helpers", "people")}
    rows = list(session.helped.all())
    first |= {f"skill-{one.skill}": one.count for one in rows if one.skill}
    for number, one in enumerate((one for one in rows if one.slug), start=1):
        first |= {f"slug-{number}": one.slug, f"count-{number}": one.count}
    return first
