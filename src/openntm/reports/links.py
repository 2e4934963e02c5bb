"""Addresses of the reading pages."""

from datetime import date

from django.urls import reverse

from openntm.places.models import PlaceVersion


def to_place(version: PlaceVersion, on: date, level: str = "", anchor: str = "") -> str:
    address = reverse("reports:overview", args=[version.code, on.isoformat()])
    return address + (f"?level={level}" if level else "") + (f"#c{anchor}" if anchor else "")


def to_indicator(version: PlaceVersion, on: date, set_id: str, indicator: str) -> str:
    return reverse("reports:indicator", args=[version.code, on.isoformat(), set_id, indicator])


def to_why(version: PlaceVersion, on: date, set_id: str, indicator: str) -> str:
    return reverse("reports:why", args=[version.code, on.isoformat(), set_id, indicator])


def to_page(name: str, version: PlaceVersion, on: date) -> str:
    return reverse(f"reports:{name}", args=[version.code, on.isoformat()])
