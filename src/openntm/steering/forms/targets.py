"""What an office fills in for a target: as the document states it, numbers as people write them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openntm.criteria import FigureRefused
from openntm.criteria.numbers import parse_number
from openntm.criteria.units import UNITS
from openntm.office.forms import day_field
from openntm.places.models import HAMLET_KINDS, Place, PlaceVersion
from openntm.places.queries import subtree
from openntm.places.vietnamese import fold
from openntm.steering.arithmetic import Span, plain
from openntm.steering.models import Directive, Target, trimmed

UNTIL = re.compile(r"\s*(?:–|—|…|\.\.\.|(?<=\d)\s*-\s*(?=\d))\s*")
YEAR_LINE = re.compile(r"^\s*(20\d\d)\s*[:=]\s*(.+)$")
FIRST_YEAR, LAST_YEAR = 2010, 2050


class Counted(TextChoices):
    """What a target can count that the product itself can follow."""

    NTM = "title.ntm.communes", gettext_lazy("communes that hold NTM")
    NTM_SHARE = "title.ntm.share", gettext_lazy("share of communes that hold NTM")
    ADVANCED = "title.advanced.communes", gettext_lazy("communes that hold advanced NTM")
    MODEL = "title.model.communes", gettext_lazy("communes that hold model NTM")
    HAMLETS = "title.model_hamlet.hamlets", gettext_lazy("model hamlets")
    DISTRICT_NTM = "title.district_ntm", gettext_lazy("the district holds NTM")
    DISTRICT_ADVANCED = "title.district_advanced", gettext_lazy("the district holds advanced NTM")
    INCOME = "income", gettext_lazy("income per head")
    POVERTY = "poverty", gettext_lazy("share of poor households")
    OTHER = "other", gettext_lazy("something else")


UNITS_OFFERED = ("count", "percent", "percent_points", "percent_per_year", "million_dong_per_person_year", "dong")


def is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def units_offered() -> list[tuple[str, str]]:
    known = [(key, UNITS[key]) for key in UNITS_OFFERED]
    return [*((key, one.name_vi if is_vietnamese() else one.name_en) for key, one in known), ("", _("no figure"))]


def line(label: Any, help_text: Any = "", *, required: bool = False, most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most)


def lines(label: Any, help_text: Any = "", *, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=2000, widget=area)


class TargetForm(forms.Form):
    """`inside` is the place whose units may be named; `known` a target that is changed."""

    title_vi = line(gettext_lazy("Target"), gettext_lazy("In Vietnamese, as the document calls it."), required=True)
    measure = forms.ChoiceField(label=gettext_lazy("What is counted"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit of measure"), choices=units_offered, required=False, initial="count"
    )
    said_on = day_field(gettext_lazy("Stated on"), help_text=gettext_lazy("The day whose state the plan starts from."))
    due = day_field(gettext_lazy("Due"))
    base_value = line(gettext_lazy("Starting from"), gettext_lazy("What there was already."), most=40)
    base_day = day_field(gettext_lazy("Day of the base"), required=False)
    added = line(gettext_lazy("To be added"), gettext_lazy("One number or a range, as 7-10."), most=80)
    years = lines(gettext_lazy("Added year by year"), gettext_lazy("One year a line, as 2024: 3 or 2025: 4-7."), rows=4)
    final = line(gettext_lazy("Goal"), gettext_lazy("One number or a range, as 25-30."), most=80)
    stated_share = line(gettext_lazy("Stated share (%)"), gettext_lazy("As printed: its digits count."), most=20)
    stated_of = forms.IntegerField(
        label=gettext_lazy("Share of how many units"), required=False, min_value=1, max_value=100_000
    )
    named = lines(
        gettext_lazy("Units that the plan names"), gettext_lazy("Codes or names, with commas between them."), rows=2
    )
    directive = forms.ModelChoiceField(
        label=gettext_lazy("Adopted by a document of the register"), queryset=Directive.objects.none(), required=False
    )
    adopted_by = line(gettext_lazy("Adopted by another document"), most=200)
    scope_vi = line(gettext_lazy("Scope"), gettext_lazy("What is counted, and what is left out."))
    source_title = line(gettext_lazy("Source"), gettext_lazy("Document or page in which it was read."), required=True)
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, max_length=600, assume_scheme="https"
    )
    verified = forms.BooleanField(label=gettext_lazy("Read in the document itself"), required=False)
    note_vi = lines(gettext_lazy("Remark"))
    title_en = line(gettext_lazy("Target, in English"))
    scope_en = line(gettext_lazy("Scope, in English"))
    note_en = lines(gettext_lazy("Remark, in English"))

    def __init__(self, *args: Any, inside: Place, known: Target | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inside = inside
        measure, directive = self.fields["measure"], self.fields["directive"]
        assert isinstance(measure, forms.ChoiceField)
        assert isinstance(directive, forms.ModelChoiceField)
        kept = known.measure if known and known.measure not in Counted.values else None
        measure.choices = [*Counted.choices, *([(kept, _("as before"))] if kept else [])]
        directive.queryset = Directive.objects.filter(is_public=True).order_by("-issued", "number")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, read in (("base_value", self.number), ("added", self.span), ("final", self.span)):
            self.replace(name, read)
        self.replace("years", self.read_years)
        self.replace("stated_share", self.share)
        self.replace("named", self.units)
        self.refuse_halves(cleaned)
        return cleaned

    def replace(self, name: str, read: Any) -> None:
        """The text of a field becomes what it means, or an error by the field."""
        text = self.cleaned_data.get(name, "")
        try:
            self.cleaned_data[name] = read(text) if text else None
        except FigureRefused as refused:
            self.add_error(name, refused.message_vi if is_vietnamese() else refused.message_en)
        except forms.ValidationError as wrong:
            self.add_error(name, wrong)

    def number(self, text: str) -> Decimal:
        return parse_number(text.strip(), self.cleaned_data.get("unit") or "percent")

    def span(self, text: str) -> Span:
        ends = [self.number(part) for part in UNTIL.split(text.strip())]
        if len(ends) > 2 or ends[0] > ends[-1]:
            raise forms.ValidationError(_("Write one number, or the smaller and the larger one, as 7-10."))
        return Span(ends[0], ends[-1])

    def read_years(self, text: str) -> dict[int, Span]:
        found: dict[int, Span] = {}
        for one in filter(str.strip, text.splitlines()):
            match = YEAR_LINE.match(one)
            if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or int(match[1]) in found:
                raise forms.ValidationError(_("Write each year once, one a line, as 2024: 3."))
            found[int(match[1])] = self.span(match[2])
        return found

    def share(self, text: str) -> str:
        """With a point inside, and the digits in which it was printed."""
        digits = text.strip().removesuffix("%").strip().replace(",", ".")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", digits):
            raise forms.ValidationError(_("Write the share as printed, as 21,7."))
        return digits

    def units(self, text: str) -> list[Place]:
        on = self.cleaned_data.get("said_on")
        known = [unit for unit in subtree(self.inside, on) if unit.kind not in HAMLET_KINDS] if on else []
        return [self.unit_named(one, known) for one in re.split(r"[,;\n]", text) if one.strip()] if on else []

    def unit_named(self, text: str, known: Iterable[PlaceVersion]) -> Place:
        wanted = text.strip().partition(" · ")[0]
        found = [unit for unit in known if wanted == unit.code or fold(wanted) in {unit.name_fold, fold(str(unit))}]
        if len(found) != 1:
            raise forms.ValidationError(_("“%(name)s” is not one unit of this place on that day.") % {"name": wanted})
        return found[0].place

    def refuse_halves(self, cleaned: dict[str, Any]) -> None:
        """What only makes sense in pairs, and days in their order."""
        if cleaned.get("stated_share") and not cleaned.get("stated_of"):
            self.add_error("stated_of", _("Of how many units is the share? The document or its figures say so."))
        if cleaned.get("base_value") is not None and not cleaned.get("base_day"):
            self.add_error("base_day", _("Say of which day the base is."))
        said_on, due = cleaned.get("said_on"), cleaned.get("due")
        if said_on and due and due < said_on:
            self.add_error("due", _("A target is not due before it is stated."))

    @property
    def stated(self) -> dict[str, Any]:
        """As the service takes it; of a form with errors, what could be read."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in {"years", "named"}}
        for name in ("added", "final"):
            span = found.pop(name, None)
            found |= {f"{name}_min": span.low if span else None, f"{name}_max": span.high if span else None}
        return found | {"stated_share": found.get("stated_share") or ""}


def first_values(target: Target, names: Iterable[str], called: Iterable[PlaceVersion]) -> dict[str, Any]:
    """What the form shows of a target that is changed."""
    found = {name: getattr(target, name) for name in names if hasattr(target, name)}
    found |= {name: said(getattr(target, name)) for name in ("added", "final")}
    found["base_value"] = None if target.base_value is None else plain(trimmed(target.base_value), ",")
    found["stated_share"] = target.stated_share.replace(".", ",")
    found["years"] = "\n".join(f"{one.year}: {said(one.added)}" for one in target.years.all())
    found["named"] = ", ".join(unit.code + " · " + unit.full_name for unit in called)
    return found


def said(span: Span | None) -> str:
    return span.text(",").replace("…", "–") if span else ""


class CloseForm(forms.Form):
    closed_from = day_field(
        gettext_lazy("Closed from"), help_text=gettext_lazy("The first day on which it is aimed at no longer.")
    )
    why_vi = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("One of the two languages is enough."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_en = forms.CharField(
        label=gettext_lazy("Reason, in English"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, said_on: date, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said_on, self.latest = said_on, latest

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("why_vi") or cleaned.get("why_en")):
            self.add_error("why_vi", _("Say why the target is closed, in one language at least."))
        day = cleaned.get("closed_from")
        if day and not self.said_on <= day <= self.latest:
            self.add_error("closed_from", _("Not before the target was stated, and not in the future."))
        return cleaned
