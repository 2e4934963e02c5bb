"""What administrators enter about people, and how the log is searched."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office import channels, mobile
from openntm.office.access.tokens import PROGRAMS
from openntm.office.departments import department_names
from openntm.office.log_verbs import VERBS
from openntm.office.models import Person
from openntm.office.queries import units_named
from openntm.office.roles import Role
from openntm.office.wording import whole_number
from openntm.places.models import Place, PlaceVersion, UnitSet

DONG_DIGITS = 15


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """What the field offers, where that depends on the reader or the day."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def limit(form: forms.Form, name: str, among: QuerySet[Any]) -> None:
    """The rows of which one may be named: those that the person sees."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = among


class DayInput(forms.DateInput):
    """The browser's own calendar; it always speaks ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=DayInput(), input_formats=["%Y-%m-%d", "%d/%m/%Y"]
    )


class Dong(forms.CharField):
    """Whole đồng, written with or without points between the thousands."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(label=label, required=required, help_text=help_text, max_length=30, widget=widget)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).replace(".", "").replace(" ", "").replace("\u00a0", "")
        if not text:
            return None
        if not text.isdecimal() or len(text) > DONG_DIGITS:
            raise forms.ValidationError(_("Write whole dong, as 150.000.000."))
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class Whole(forms.IntegerField):
    """With or without points between the thousands: Django itself reads 1.000 as 1."""

    widget = forms.TextInput
    default_error_messages = {"invalid": gettext_lazy("Enter a whole number.")}

    def to_python(self, value: Any) -> Any:
        text = "" if value is None else str(value).strip()
        number = whole_number(text)
        if text and number is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "numeric"}


def quantity_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DecimalField:
    """Written with a comma or a point."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    given: dict[str, Any] = {"max_digits": 14, "decimal_places": 3, "localize": True, "widget": widget}
    return forms.DecimalField(label=label, required=required, help_text=help_text, **given)


class LateReason(forms.CharField):
    """Why an act came after its day; whether it is needed depends on the day given, and the service asks for it."""

    depends = True

    def __init__(self, label: Any, *, help_text: Any, max_length: int = 2000) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, help_text=help_text, max_length=max_length, required=False, widget=widget)


class Mobile(forms.CharField):
    """A Vietnamese mobile number, as people write it; kept in one shape."""

    def __init__(self, help_text: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        label = gettext_lazy("Mobile number")
        super().__init__(label=label, required=False, help_text=help_text, max_length=30, widget=widget)

    def clean(self, value: Any) -> Any:
        try:
            return mobile.kept(str(super().clean(value)))
        except ValueError:
            raise forms.ValidationError(_("Write a Vietnamese mobile number of ten digits, as 0912 345 678.")) from None

    def prepare_value(self, value: Any) -> Any:
        return mobile.spoken(value) if str(value).startswith("+84") else value


class PersonChangeForm(forms.Form):
    """Numbers are asked for only where messages go there."""

    display_name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=150,
        help_text=gettext_lazy("As colleagues know the person; it stands beside every act."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    mobile = Mobile(gettext_lazy("Only for notices. Whether they go there the person chooses on their account page."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not channels.offered():
            del self.fields["mobile"]


class PersonAddForm(PersonChangeForm):
    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("Short, without spaces; it cannot be given to another person later."),
    )
    field_order = ["username", "display_name", "email", "mobile"]


class ChannelsForm(forms.Form):
    mobile = Mobile(gettext_lazy("Ten digits, as 0912 345 678. You and who manages your account see it, nobody else."))
    told_by = forms.MultipleChoiceField(
        label=gettext_lazy("Tell me of my notices by"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "A message says what it is about and where to read more. Without a tick nothing is sent there."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "told_by", [(name, channels.title_of(name)) for name in channels.offered()])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The log keeps it."),
    )


class WithdrawForm(ReasonForm):
    """The reason is public, so it is shorter and says so."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Everybody who checks the print-out reads it; name no person."),
    )


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Your template"),
        help_text=gettext_lazy("A Word file (.docx) without macros, 2 MB at most, made from the default template."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
    )


class PostGiveForm(forms.Form):
    """The unit is typed by code or name and must lie in the administrator's reach."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices, widget=forms.RadioSelect)
    unit = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=120,
        help_text=gettext_lazy(
            "Code or name, with or without accents. The post also covers everything under the place."
        ),
    )
    department = forms.ChoiceField(
        label=gettext_lazy("Department"),
        required=False,
        help_text=gettext_lazy("For the role of a department in charge: it confirms the criteria of this body alone."),
    )
    valid_from = day_field(gettext_lazy("First day"))
    valid_to = day_field(
        gettext_lazy("First day without the post"),
        required=False,
        help_text=gettext_lazy("Leave empty while the end is not known."),
    )

    def __init__(self, *args: Any, reach: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach, self.on = reach, on
        choose(self, "department", [("", "–"), *((key, name) for key, name in department_names(on).items())])

    def clean_unit(self) -> Place:
        text = self.cleaned_data["unit"].partition(" · ")[0].strip()
        found = units_named(text, self.reach, self.on)
        if not found:
            raise forms.ValidationError(_("No place of yours has this code or name."))
        if len(found) > 1:
            names = "; ".join(f"{version.code} {version.full_name}" for version in found[:6])
            raise forms.ValidationError(_("Several places match, type the code: %(names)s") % {"names": names})
        return found[0].place

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_department = cleaned.get("role") == Role.DEPARTMENT
        if is_department != bool(cleaned.get("department")):
            self.add_error("department", _("Choose the department for this role, and for no other role."))
        first, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and end and end <= first:
            self.add_error("valid_to", _("The post must last at least a day."))
        return cleaned


class PostEndForm(ReasonForm):
    valid_to = day_field(
        gettext_lazy("First day without the post"), help_text=gettext_lazy("The post holds until the day before.")
    )
    field_order = ["valid_to", "reason"]


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What the token is for"),
        max_length=100,
        help_text=gettext_lazy("For instance: monthly figures for the province's portal."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What it opens"), choices=[(one.value, one.label) for one in PROGRAMS]
    )


class LogFilterForm(forms.Form):
    """All empty: everything that the reader may see."""

    since = day_field(gettext_lazy("From"), required=False)
    until = day_field(gettext_lazy("Until"), required=False)
    who = forms.CharField(label=gettext_lazy("Who"), max_length=150, required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Act"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "verb", [("", _("all acts")), *VERBS.items()])


class UnitSetForm(forms.Form):
    name_vi = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("As the project or the plan calls the units."),
    )
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=UnitSet.Kind.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("The act, plan or page that names the units."),
    )


class LendForm(forms.Form):
    deputy = forms.ModelChoiceField(
        label=gettext_lazy("Deputy"),
        queryset=Person.objects.none(),
        help_text=gettext_lazy("A colleague who holds a post at the same place."),
    )
    valid_from = day_field(gettext_lazy("First day"))
    valid_to = day_field(
        gettext_lazy("First day without it"), help_text=gettext_lazy("The deputy acts until the day before.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("For instance: leave, a journey on duty. The log keeps it."),
    )
    field_order = ["deputy", "valid_from", "valid_to", "reason"]

    def __init__(self, *args: Any, colleagues: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "deputy", colleagues)


class HandInForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A spreadsheet (.xlsx) or CSV in UTF-8 with the columns below, in any order."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class UnitForm(forms.Form):
    """`units`: the communes in which it may lie; asked only where there are several."""

    place = forms.TypedChoiceField(label=gettext_lazy("Commune"), coerce=int)

    def __init__(self, *args: Any, units: Iterable[PlaceVersion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.place_id: unit for unit in units}
        if len(self.units) < 2:
            del self.fields["place"]
            return
        choose(self, "place", [(key, unit.full_name) for key, unit in self.units.items()])

    def clean(self) -> dict[str, Any]:
        """`place` as the unit itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.units and not self.errors.get("place"):
            key = cleaned.get("place") or next(iter(self.units))
            cleaned["place"] = self.units[key].place
        return cleaned
