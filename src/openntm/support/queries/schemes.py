"""Reads: the schemes that reach a unit, with the terms of a day, and their calls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openntm.office.access.cover import covered, last_versions
from openntm.office.wording import number_text
from openntm.places.models import Place, PlaceVersion
from openntm.support.clauses import clauses_of
from openntm.support.models import Applicant, Call, Scheme, SchemeTerms
from openntm.support.spoken import asked


@dataclass(frozen=True)
class SchemeRow:
    """`terms` are those of the day, else the next ones, else the last ones; `stands` says which.

    `open` are terms of which no source says until when they hold: nobody can say whether they still do.
    """

    scheme: Scheme
    payer: PlaceVersion | None
    terms: SchemeTerms | None
    stands: str  # now, open, later, over

    @property
    def applicants(self) -> str:
        return ", ".join(str(Applicant(one).label) for one in self.scheme.applicants)

    @property
    def amount(self) -> str:
        return amount_text(self.scheme, self.terms) if self.terms else ""

    @property
    def clauses(self) -> list[tuple[str, str]]:
        """Each condition as a sentence, with its article."""
        clauses = clauses_of(self.terms.eligibility) if self.terms else ()
        return [(asked(one, self.scheme.kind), one.article) for one in clauses]


def payers_of(unit: Place, on: date) -> list[int]:
    """Places with schemes that lie under the unit, or whose ground it is on."""
    payers = Place.objects.filter(pk__in=Scheme.objects.values("place"))
    under = covered([unit], on)
    return [one.pk for one in payers if one.pk in under or unit.pk in covered([one], on)]


def scheme_rows(unit: Place, on: date) -> list[SchemeRow]:
    found = Scheme.objects.filter(place__in=payers_of(unit, on)).select_related("place").prefetch_related("terms")
    names = names_on({one.place_id for one in found}, on)
    return [row_of(one, names, on) for one in found]


def row_of(scheme: Scheme, names: dict[int, PlaceVersion], on: date) -> SchemeRow:
    terms, stands = terms_on(scheme.terms.all(), on)
    if stands == "now" and terms and terms.valid_to is None and not scheme.verified:
        stands = "open"
    return SchemeRow(scheme, names.get(scheme.place_id), terms, stands)


def row_of_call(call: Call, on: date) -> SchemeRow:
    """With the terms that the call is bound to, whatever holds since."""
    return SchemeRow(call.scheme, names_on([call.scheme.place_id], on).get(call.scheme.place_id), call.terms, "now")


def terms_on(terms: Iterable[SchemeTerms], on: date) -> tuple[SchemeTerms | None, str]:
    rows = sorted(terms, key=lambda one: one.valid_from)
    now = next((one for one in rows if one.stands_on(on)), None)
    later = next((one for one in rows if one.valid_from > on), None)
    over = rows[-1] if rows else None
    return (now, "now") if now else (later, "later") if later else (over, "over")


def names_on(places: Iterable[int], on: date) -> dict[int, PlaceVersion]:
    """What the places are or were last called by the day, in one query."""
    return {one.place_id: one for one in last_versions(on).filter(place__in=list(places)).select_related("place")}


def amount_text(scheme: Scheme, terms: SchemeTerms) -> str:
    """The rate or the share in words, with the cap of a beneficiary."""
    if not terms.amount_published:
        return pgettext("amount", "not published")
    words: dict[str, Any] = {"unit": scheme.get_unit_display()}
    if terms.rate is not None:
        text = _("%(rate)s dong/%(unit)s") % (words | {"rate": number_text(terms.rate)})
    else:
        text = _("%(share)s%% of the cost") % {"share": number_text(terms.share)}
    if terms.cap_each is None:
        return text
    return _("%(amount)s, at most %(cap)s dong each") % {"amount": text, "cap": number_text(terms.cap_each)}


def calls_on(unit: Place, on: date) -> QuerySet[Call]:
    found = Call.objects.filter(scheme__place__in=payers_of(unit, on))
    return found.select_related("scheme__place", "terms")


def state_of(call: Call, on: date) -> str:
    """`open`, `later` or `closed`."""
    return "later" if on < call.opens else "open" if on <= call.closes else "closed"
