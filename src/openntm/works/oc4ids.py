"""The register as a project package of OC4IDS 0.9: all works, or those given, with what is public of each."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.access import today
from openntm.office.licence import OPEN_DATA
from openntm.places.models import PlaceVersion
from openntm.works.models import Change, Contract, Money, Party, Work
from openntm.works.queries.register import units_of
from openntm.works.queries.works import total, with_parts

# The rules it is held against (OC4IDS 0.9.3, retyped) and where they come from: tests/works/oc4ids_schema/README.md.
VERSION = "0.9"
GAZETTEER = "VN-GSO"  # codes of the General Statistics Office; not in the open codelist
Json = dict[str, Any]
W, K, M = Work.State, Work.Kind, Contract.Method
STATUSES = {
    W.PLANNED: "preparation",
    W.UNDERWAY: "implementation",
    W.STOPPED: "implementation",
    W.FINISHED: "completion",
    W.HANDED_OVER: "completed",
    W.CANCELLED: "cancelled",
}
SECTORS = {
    K.ROAD: ["transport", "transport.road"],
    K.IRRIGATION: ["economy"],
    K.CULTURE_HOUSE: ["cultureSportsAndRecreation"],
    K.LANDFILL: ["waterAndWaste"],
    K.NET_HOUSE: ["economy"],
    K.SCHOOL: ["education"],
    K.HEALTH: ["health"],
    K.MARKET: ["economy"],
    K.WATER: ["waterAndWaste"],
    K.POWER: ["energy"],
    K.OFFICE: ["governance"],
}
METHODS = {M.OPEN: "open", M.SELECTIVE: "selective", M.QUOTES: "limited"}  # the others are direct
DETAILS = {"duration": "endDateDetails", "value": "finalValueDetails", "scope": "finalScopeDetails"}
NATURES = ("construction", "design", "supervision")


def package(works: Iterable[Work] | None = None) -> Json | None:
    """None where there is no work: a package holds at least one."""
    shown = list(with_parts(Work.objects.order_by("pk")) if works is None else works)
    if not shown:
        return None
    units = units_of({work.place_id for work in shown}, today())
    published = max(work.updated_on or work.decided_on or date.min for work in shown)
    return {
        "uri": settings.ADDRESS + reverse("works:open_data"),
        "publishedDate": moment(max(published, date(2000, 1, 1))),
        "version": VERSION,
        "publisher": {"name": settings.OFFICE_NAME or "OpenNTM", "uri": settings.ADDRESS},
        "license": OPEN_DATA,
        "projects": [project(work, units.get(work.place_id)) for work in shown],
    }


def is_registered() -> bool:
    """Whether the prefix was given by the Open Contracting Partnership."""
    return settings.OC4IDS_PREFIX != "oc4ids-xxxxxx"


def identifier(work: Work) -> str:
    return f"{settings.OC4IDS_PREFIX}-{work.pk}"


def illustrative() -> Json:
    said = _("Illustrative: made for the demonstration, never real.")
    return {"scheme": "OpenNTM", "id": "illustrative", "description": said}


@override("vi")
def project(work: Work, unit: PlaceVersion | None) -> Json:
    """In Vietnamese, whoever asks."""
    parties = organisations(work)
    owner = next((one for one in parties if "publicAuthority" in one["roles"] or "buyer" in one["roles"]), None)
    return filled(
        {
            "id": identifier(work),
            "updated": moment(work.updated_on),
            "title": work.name,
            "description": quantity_of(work),
            "status": STATUSES[W(work.state)],
            "period": period(work.planned_start, work.planned_end),
            "sector": SECTORS.get(K(work.kind)),
            "purpose": work.purpose,
            "additionalClassifications": [illustrative()] if work.illustrative else None,
            "locations": [location(work, unit)],
            "budget": budget(work),
            "forecasts": metrics(work, "planned"),
            "parties": parties,
            "publicAuthority": owner and {"id": owner["id"], "name": owner["name"]},
            "documents": [document(work, one) for one in work.documents.all() if one.is_public],
            "contractingProcesses": [process(work, one) for one in work.contracts.all()],
            "metrics": metrics(work, "actual"),
            "completion": completion(work),
            "language": "vi",
        }
    )


def organisations(work: Work) -> list[Json]:
    """One entry a name, with its roles; the owner of the work and its sources of money stand among them."""
    roles: dict[str, list[str]] = {}
    numbers: dict[str, str] = {}
    named = [(one.name, one.role, one.tax_code) for one in work.parties.all()]
    for name, role, tax_code in [(work.owner, Party.Role.BUYER.value, ""), *named]:
        if name and role not in roles.setdefault(name, []):
            roles[name].append(role)
            numbers[name] = tax_code or numbers.get(name, "")
    return [
        filled(
            {
                "id": party_id(name),
                "name": name,
                "identifier": {"scheme": "VN-MST", "id": numbers[name]} if numbers[name] else None,
                "roles": held,
            }
        )
        for name, held in roles.items()
    ]


def party_id(name: str) -> str:
    return name


def quantity_of(work: Work) -> str:
    return f"{work.quantity.normalize():f} {work.unit}".strip() if work.quantity is not None else ""


def location(work: Work, unit: PlaceVersion | None) -> Json:
    hamlet = f"{work.hamlet_name}, " if work.hamlet_name else ""
    return filled(
        {
            "id": "1",
            "description": f"{hamlet}{unit.full_name if unit else ''}",
            "geometry": work.shape,
            "gazetteer": {"scheme": GAZETTEER, "identifiers": [unit.code]} if unit else None,
            "address": filled({"locality": unit.full_name if unit else "", "countryName": "Vietnam"}),
        }
    )


def budget(work: Work) -> Json:
    return filled(
        {
            "amount": value(work.budget),
            "approvalDate": moment(work.decided_on),
            "budgetBreakdown": [source(one) for one in work.money.all()],
        }
    )


def source(one: Money) -> Json:
    """People's labour, land and materials in their own units in the words, the value in đồng beside them."""
    units = one.planned_units if one.planned_units is not None else one.actual_units
    said = f"{units.normalize():f} {one.unit_word}" if units is not None else ""
    words = "; ".join(word for word in (str(one.get_source_display()), said, one.conversion) if word)
    return filled({"id": one.source, "description": words, "amount": value(one.planned)})


def metrics(work: Work, which: str) -> list[Json]:
    """Physical progress as a share, financial progress in đồng; `which`: planned or actual."""
    rows = list(work.progress.all())
    physical = [
        observation(one.day, {"measure": float(getattr(one, f"{which}_percent")), "unit": {"name": "%"}})
        for one in rows
    ]
    money = [(one.day, getattr(one, f"{which}_money")) for one in rows]
    financial = [observation(day, {"value": value(amount)}) for day, amount in money if amount is not None]
    named = [("physicalProgress", physical), ("financialProgress", financial)]
    return [{"id": name, "observations": held} for name, held in named if held]


def observation(day: date, told: Json) -> Json:
    return {"id": day.isoformat(), "period": {"endDate": moment(day)}, **told}


def document(work: Work, one: Any) -> Json:
    url = settings.ADDRESS + reverse("works:public_document", args=[work.pk, one.pk])
    return filled(
        {
            "id": str(one.pk),
            "documentType": one.kind,
            "title": one.title,
            "url": url,
            "datePublished": moment(one.day),
            "format": one.file.media_type,
            "language": "vi",
        }
    )


def process(work: Work, one: Contract) -> Json:
    changes = [change for change in work.changes.all() if change.contract_id == one.pk]
    supplier = one.supplier and {"id": party_id(one.supplier.name), "name": one.supplier.name}
    summary = {
        "externalReference": one.number,
        "nature": [one.kind] if one.kind in NATURES else None,
        "title": one.title,
        "status": one.state,
        "tender": filled(
            {
                "procurementMethod": METHODS.get(M(one.method), "direct"),
                "procurementMethodDetails": str(one.get_method_display()),
                "costEstimate": value(one.estimate),
                "numberOfTenderers": one.bidders,
            }
        ),
        "suppliers": [supplier] if supplier else None,
        "contractValue": value(first_of(changes, "before_value", one.value)),
        "contractPeriod": period(one.signed_on, None, first_of(changes, "before_days", one.days)),
        "finalValue": value(one.value) if one.state == Contract.State.CLOSED else None,
        "modifications": [modification(change) for change in changes],
    }
    return {"id": f"{identifier(work)}-{one.pk}", "summary": filled(summary)}


def first_of(changes: list[Change], name: str, otherwise: int | None) -> int | None:
    """What the contract said at first: later values are modifications."""
    held = [getattr(one, name) for one in changes if getattr(one, name) is not None]
    return held[0] if held else otherwise


def modification(one: Change) -> Json:
    return filled(
        {
            "id": str(one.pk),
            "date": moment(one.day),
            "description": " → ".join(part for part in (one.before_text, one.after_text) if part) or one.document,
            "rationale": one.reason,
            "type": one.kind,
            "oldContractValue": value(one.before_value),
            "newContractValue": value(one.after_value),
            "oldContractPeriod": period(None, None, one.before_days),
            "newContractPeriod": period(None, None, one.after_days),
        }
    )


def completion(work: Work) -> Json | None:
    """Changes of the whole work have no place of their own in the standard: their reasons stand here."""
    if work.state not in (W.FINISHED, W.HANDED_OVER):
        return None
    told: Json = {"endDate": moment(work.finished_on), "finalValue": value(total(list(work.money.all()), "actual"))}
    for kind, name in DETAILS.items():
        told[name] = "; ".join(one.reason for one in work.changes.all() if one.kind == kind and not one.contract_id)
    return filled(told)


def period(start: date | None, end: date | None, days: int | None = None) -> Json:
    return filled({"startDate": moment(start), "endDate": moment(end), "durationInDays": days})


def value(amount: int | None) -> Json | None:
    return None if amount is None else {"amount": amount, "currency": "VND"}


def moment(day: date | None) -> str | None:
    """The standard asks for a moment where the register has a day."""
    return None if day is None else datetime.combine(day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def filled(given: Json) -> Json:
    """Without what is empty: the standard has no empty texts, lists and objects."""
    return dict(kept(given))


def kept(given: Json) -> Iterator[tuple[str, Any]]:
    for name, held in given.items():
        if held is not None and held not in ("", [], {}):
            yield name, held
