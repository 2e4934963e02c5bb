"""The public pages of schemes, and what the office enters about them."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold, sort_key
from openntm.support.access import refuse_unless
from openntm.support.forms.schemes import CallForm, CorrectSchemeForm, FindSchemeForm, SchemeForm, TermsForm
from openntm.support.models import Scheme
from openntm.support.queries.schemes import SchemeRow, amount_text, names_on, payers_of, row_of, scheme_rows, state_of
from openntm.support.services import schemes as services
from openntm.support.views.common import act, at

HEADS = [
    ("title", gettext_lazy("Scheme")),
    ("kind", gettext_lazy("What is supported")),
    ("payer", gettext_lazy("Who pays")),
    ("amount", gettext_lazy("Amount")),
]
SORTS: dict[str, Any] = {
    "title": lambda row: sort_key(str(in_language(row.scheme, "title"))),
    "kind": lambda row: sort_key(row.scheme.get_kind_display()),
    "payer": lambda row: row.payer.sort_key if row.payer else "",
    "amount": lambda row: (row.terms.rate or 0) if row.terms else 0,
}
HEADINGS = [
    *(title for _key, title in HEADS),
    *(gettext_lazy("Who may apply"), gettext_lazy("Legal basis"), gettext_lazy("From"), gettext_lazy("Until")),
    *(gettext_lazy("Source"), gettext_lazy("Address of the source"), gettext_lazy("Marks")),
]


def schemes(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody: what one may apply for, what it gives and on which ground."""
    unit, on = spot(request, code, day)
    form = FindSchemeForm(request.GET or None)
    found = scheme_rows(unit.place, on)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    rows = sorted((row for row in found if fits(row, form)), key=SORTS.get(sort, ordinary), reverse=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, support schemes of %(place)s, as of %(day)s")
        told = about % {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, "schemes", HEADINGS, (line_of(row) for row in rows), told)
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context |= {"now": sum(row.stands == "now" for row in found), "may_keep": keeps(request, unit)}
    context["open"] = sum(row.stands == "open" for row in found)
    context |= {"unpublished": sum(bool(row.terms) and not row.terms.amount_published for row in found)}  # type: ignore[union-attr]
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["query"] = query_without(request, "page", "format")
    return render(request, "support/schemes.html", context)


def ordinary(row: SchemeRow) -> Any:
    """Those in force first, the newest act before older ones."""
    return ["now", "open", "later", "over"].index(row.stands), -(row.terms.valid_from.toordinal() if row.terms else 0)


def fits(row: SchemeRow, form: FindSchemeForm) -> bool:
    one = row.scheme
    words = fold(f"{one.title_vi} {one.title_en} {one.act} {one.get_kind_display()}")
    wanted = form.wanted
    return fold(wanted("q")) in words and wanted("kind") in ("", one.kind) and wanted("stands") in ("", row.stands)


def line_of(row: SchemeRow) -> list[Any]:
    one, terms = row.scheme, row.terms
    marks = [_("illustrative")] if one.illustrative else [] if one.verified else [_("unverified")]
    line: list[Any] = [in_language(one, "title"), one.get_kind_display(), row.payer.full_name if row.payer else ""]
    line += [row.amount, row.applicants, one.act]
    line += [terms.valid_from if terms else None, terms.valid_to if terms else None]
    return [*line, one.source_title, one.source_url, ", ".join(marks)]


def scheme(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    row = seen(unit, on, key)
    one = row.scheme
    terms = [(kept, amount_text(one, kept)) for kept in one.terms.all()]
    calls = [(call, state_of(call, on)) for call in one.calls.all()]
    context = {"unit": unit, "on": on, "row": row, "scheme": one, "terms": terms, "calls": calls}
    context |= {"may_keep": bool(row.payer) and may(request.user, Action.KEEP_SCHEMES, one.place, today())}
    return render(request, "support/scheme.html", context)


def seen(unit: PlaceVersion, on: date, key: str) -> SchemeRow:
    found = Scheme.objects.filter(place__in=payers_of(unit.place, on)).select_related("place")
    one = get_object_or_404(found.prefetch_related("terms", "calls"), key=key)
    return row_of(one, names_on([one.place_id], on), on)


def keeps(request: HttpRequest, unit: PlaceVersion) -> bool:
    return isinstance(request.user, Person) and may(request.user, Action.KEEP_SCHEMES, unit.place, today())


@requires(Action.KEEP_SCHEMES)
def scheme_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, _on = spot(request, code, day)
    form = SchemeForm(request.POST or None)
    words: dict[str, Any] = {
        "heading": _("Add a support scheme"),
        "said": _("The scheme stands in the list; give it its terms next."),
    }
    lead = _("Paid by %(place)s. It is published with its legal basis.") % {"place": unit.full_name}
    given = {"place": unit.place, "key": free_key(form)}

    def there(made: Any) -> str:
        return at("scheme", code, day, made.key)

    back = at("schemes", code, day)
    return act(request, form, services.add_scheme, back=back, given=given, lead=lead, after=there, **words)


@requires(Action.READ_FIGURES)
def scheme_correct(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(unit, on, key).scheme
    refuse_unless(signed_in(request), Action.KEEP_SCHEMES, one.place)
    form = CorrectSchemeForm(request.POST or None, initial={name: getattr(one, name) for name in services.WORDS})
    words: dict[str, Any] = {"heading": _("Correct the scheme"), "said": _("Saved.")}
    back = at("scheme", code, day, key)
    return act(request, form, services.correct_scheme, back=back, given={"scheme": one}, **words)


def free_key(form: SchemeForm) -> str:
    """From the name, with a number where another scheme has it."""
    base = slugify(fold(form.data.get("title_vi", "")))[:70] or "co-che"
    taken = set(Scheme.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for n in range(len(taken) + 1) if (key := f"{base}-{n}" if n else base) not in taken)


@requires(Action.READ_FIGURES)
def terms_set(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(unit, on, key).scheme
    refuse_unless(signed_in(request), Action.KEEP_SCHEMES, one.place)
    form = TermsForm(request.POST or None, initial={"valid_from": on})

    def set_terms(by: Person, **_given: Any) -> Any:
        return services.set_terms(by=by, scheme=one, **form.terms)

    words: dict[str, Any] = {
        "heading": _("Set terms"),
        "said": _("The terms are set."),
        "lead": str(in_language(one, "title")),
    }
    return act(request, form, set_terms, back=at("scheme", code, day, key), **words)


@requires(Action.READ_FIGURES)
def call_open(request: HttpRequest, code: str, day: str, key: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(unit, on, key).scheme
    refuse_unless(signed_in(request), Action.KEEP_SCHEMES, one.place)
    first = {"opens": on, "year": on.year, "title": _("Call %(year)s") % {"year": on.year}}
    form = CallForm(request.POST or None, initial=first)
    words: dict[str, Any] = {"heading": _("Open a call"), "said": _("The call is open to who may apply.")}
    words["lead"] = _("%(scheme)s. The call keeps the terms of its first day.") % {"scheme": in_language(one, "title")}
    back = at("scheme", code, day, key)

    def there(made: Any) -> str:
        return at("call", code, day, made.pk)

    return act(request, form, services.open_call, back=back, given={"scheme": one}, after=there, **words)
