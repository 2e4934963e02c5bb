"""Open data: every file that anybody may take, with its format and its licence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as __

from openntm.places.models import PlaceVersion


@dataclass(frozen=True)
class File:
    name: str
    address: str


@dataclass(frozen=True)
class Dataset:
    title: Any
    about: Any
    files: list[File]


# Lists of a unit and a day: what they are, their page, and what each line holds.
LISTS: list[tuple[Any, str, Any]] = [
    (__("Works"), "works:works", __("Budget, sources of money, builder, progress")),
    (__("Mobilised resources"), "participation:mobilised", __("By kind, giver, year and work")),
    (__("What residents report"), "participation:voices", __("What was reported, and the answer")),
    (__("Satisfaction surveys"), "participation:surveys", __("Households, answers, share, interval")),
    (__("Guides to procedures"), "services:guides", __("Time limit, fee, body in charge, what is verified")),
    (__("Heritage sites"), "heritage:sites", __("Rank, decision, custodian, last round")),
    (__("Produce"), "produce:produce", __("Crops, certificates, names")),
    (__("Decisions"), "recognition:decisions", __("Number, day, title, unit")),
]


def of_all() -> list[Dataset]:
    """Files that speak for no unit."""
    api = reverse("api:openapi-json")
    return [
        Dataset(
            __("All works"),
            __("Projects with contracts, parties, milestones and money"),
            [File("OC4IDS 0.9 (JSON)", reverse("works:open_data"))],
        ),
        Dataset(
            __("Trace events of goods"),
            __("Of lots whose stamps are in use"),
            [File("EPCIS 2.0 (JSON-LD)", reverse("produce:open_events"))],
        ),
        Dataset(
            __("Everything else by questions"),
            __("Units, criteria sets, titles, documents, procedures, sites; each question names its day"),
            [File("OpenAPI 3.1 (JSON)", api)],
        ),
    ]


def of_unit(unit: PlaceVersion, on: date) -> list[Dataset]:
    address = [unit.code, on.isoformat()]
    registered = [Dataset(title, about, files(reverse(page, args=address))) for title, page, about in LISTS]
    directives = [
        File(ending, reverse("steering:directives_export", args=[*address, ending])) for ending in ("csv", "xlsx")
    ]
    return [*registered, Dataset(__("Documents"), __("Number, day, issuer, state on the day"), directives)]


def files(page: str) -> list[File]:
    return [File(ending, f"{page}?format={ending}") for ending in ("csv", "xlsx")]
