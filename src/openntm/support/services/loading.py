"""Writes: the schemes that come with the product, loaded as often as one likes."""

from datetime import date
from typing import Any

from django.db import transaction

from openntm.criteria.loader import read_document
from openntm.criteria.schema import read_model
from openntm.criteria.types.strict import Figure, Key, Strict
from openntm.places.queries import bearer_of
from openntm.steering.services.loading import is_changed
from openntm.support.clauses import AnyClause, as_data
from openntm.support.cycle import DATA
from openntm.support.models import Applicant, Kind, Scheme, SchemeTerms, Unit


class Words(Strict):
    vi: str
    en: str


class Terms(Strict):
    """Amounts in đồng."""

    starts: date
    ends: date | None = None
    amount_published: bool
    rate: Figure | None = None
    share: Figure | None = None
    cap_each: Figure | None = None
    cap_all: Figure | None = None
    quota: Figure | None = None
    asks_certificate: bool = False
    clauses: tuple[AnyClause, ...] = ()


class Shipped(Strict):
    """A scheme as its file says it."""

    kind: Kind
    title: Words
    unit: Unit
    applicants: tuple[Applicant, ...]
    budget_line: Words | None = None
    clause: str = ""
    note: Words | None = None
    terms: tuple[Terms, ...]


class Act(Strict):
    """The act that several schemes rest on; without a number where the source gives none."""

    number: Key = ""
    issued: date | None = None
    issuer: Words
    place: Key  # code of the place that pays, as it stood on `since`
    since: date


class Source(Strict):
    title: str
    url: str
    confidence: str = "reported"
    verified: bool


class File(Strict):
    act: Act
    source: Source
    note: Words | None = None  # of every scheme that has none of its own
    schemes: dict[str, Shipped]


@transaction.atomic
def load_schemes() -> int:
    """How many schemes and terms were new or different."""
    files = [read_model(File, read_document(path)) for path in sorted((DATA / "schemes").glob("*.yaml"))]
    return sum(load_one(file, key, scheme) for file in files for key, scheme in file.schemes.items())


def load_one(file: File, key: str, given: Shipped) -> int:
    act, source = file.act, file.source
    nothing = Words(vi="", en="")
    note, line = given.note or file.note or nothing, given.budget_line or nothing
    fields = {
        "key": key,
        "place": bearer_of(act.place, act.since).place,
        "kind": given.kind,
        "title_vi": given.title.vi,
        "title_en": given.title.en,
        "act": act.number,
        "act_issued": act.issued,
        "issuer_vi": act.issuer.vi,
        "issuer_en": act.issuer.en,
        "clause": given.clause,
        "unit": given.unit,
        "applicants": [str(one) for one in given.applicants],
        "budget_line_vi": line.vi,
        "budget_line_en": line.en,
        "source_title": source.title,
        "source_url": source.url,
        "confidence": source.confidence,
        "verified": source.verified,
        "note_vi": note.vi,
        "note_en": note.en,
    }
    changed = int(is_changed(Scheme, fields, ("key",)))
    scheme = Scheme.objects.get(key=key)
    return changed + sum(
        is_changed(SchemeTerms, terms_of(scheme, one), ("scheme", "valid_from")) for one in given.terms
    )


def terms_of(scheme: Scheme, given: Terms) -> dict[str, Any]:
    """Terms that an office has ended since stay ended."""
    held = SchemeTerms.objects.filter(scheme=scheme, valid_from=given.starts).first()
    ends = held.valid_to if held and held.valid_to and given.ends is None else given.ends
    return {
        "scheme": scheme,
        "valid_from": given.starts,
        "valid_to": ends,
        "amount_published": given.amount_published,
        **{name: whole(getattr(given, name)) for name in ("rate", "cap_each", "cap_all")},
        "share": given.share,
        "quota": given.quota,
        "asks_certificate": given.asks_certificate,
        "eligibility": as_data(given.clauses),
    }


def whole(amount: Any) -> int | None:
    return None if amount is None else int(amount)
