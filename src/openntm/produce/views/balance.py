"""The mass balance of a year: what does not fit first, then every season."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.exports import download
from openntm.office.listing import file_asked, page_of, query_without
from openntm.places.vietnamese import fold
from openntm.produce.access import producers_visible_to
from openntm.produce.forms.lots import FindSeasonForm
from openntm.produce.phrases import TITLES, VERDICTS, sentence
from openntm.produce.queries.balance import Balance, balances_of_lots, seasons
from openntm.produce.views.common import entered, here

COLUMNS = [
    gettext_lazy("Producer"),
    gettext_lazy("Crop"),
    gettext_lazy("Year"),
    gettext_lazy("Lot"),
    gettext_lazy("Link"),
    gettext_lazy("At most (kg)"),
    gettext_lazy("Came out (kg)"),
    gettext_lazy("Result"),
    gettext_lazy("In words"),
    gettext_lazy("Illustrative"),
]


@require_safe
def balance(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Of the year of the day, by what is on record today."""
    unit, on, person = entered(request, code, day)
    producers = here(producers_visible_to(person), unit)
    form = FindSeasonForm(request.GET or None)
    found = [one for one in seasons(producers, on.year) if fits(one, form)]
    lots = [one for one in balances_of_lots(producers, on.year) if fits(one, form)]
    if ending := file_asked(request):
        said = {"place": unit.full_name, "year": on.year}
        about = _("OpenNTM, mass balance of %(place)s, year %(year)s; ceilings of yield are working values") % said
        return download(ending, f"balance-{code}-{on.year}", COLUMNS, lines([*found, *lots]), about)
    wrong = [(one, link, sentence(one, link)) for one in (*found, *lots) for link in one.broken]
    page = page_of(request, found)
    rows = [(one, [(link.verdict, VERDICTS[link.verdict], sentence(one, link)) for link in one.links]) for one in page]
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "wrong": wrong, "page": page, "rows": rows}
    context |= {"titles": TITLES.values(), "query": query_without(request, "page", "format")}
    context["illustrative"] = any(one.illustrative for one in (*found, *lots))
    return render(request, "produce/balance.html", context)


def fits(one: Balance, form: FindSeasonForm) -> bool:
    return fold(form.wanted("q")) in fold(str(one.producer)) and form.wanted("crop") in ("", one.crop)


def lines(balances: Iterable[Balance]) -> Iterator[list[Any]]:
    """The land is weighed by season, so a lot has no such line."""
    for one in balances:
        for link in one.links[1:] if one.lot else one.links:
            yield [
                one.producer.name,
                one.crop_name,
                one.year,
                one.lot.number if one.lot else "",
                str(TITLES[link.name]),
                link.upper,
                link.lower,
                str(VERDICTS[link.verdict]),
                sentence(one, link),
                _("illustrative") if one.illustrative else "",
            ]
