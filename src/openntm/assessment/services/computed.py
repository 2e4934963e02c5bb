"""Figures that are computed from the registers and not typed, each with what it rests on as its note."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.assessment.access import WRITES, refuse_unless
from openntm.assessment.measures import measure_of
from openntm.assessment.models import Figure, Layer, Source
from openntm.assessment.queries.registers import Registers, registers_on
from openntm.assessment.services.computed_surveys import compute_survey_figures
from openntm.assessment.services.figures import record_figure
from openntm.criteria.library import sets_in_force
from openntm.office.models import Person
from openntm.office.wording import number_text
from openntm.places.models import Kind, Place
from openntm.places.queries import version_of

KEY = "computed"
NAMED = 5  # certificates, lots or areas that a note names before it only counts
Computed = tuple[str, Any, str, str]  # measure, value, unit, note


class NoCommune(Exception):
    """Figures of produce are computed for a rural commune that stands on the day."""


@transaction.atomic
def compute_figures(*, by: Person | None, place: Place, day: date) -> list[Figure]:
    """Written in the layer of the commune; the same again changes nothing, and empty registers write nothing."""
    refuse_unless(by, WRITES[Layer.SELF], place)
    surveyed = compute_survey_figures(by=by, place=place, day=day)
    unit = version_of(place, day)
    if unit is None or unit.kind != Kind.XA:
        if surveyed:
            return surveyed
        raise NoCommune
    registers = registers_on(place, day)
    given: dict[str, Any] = {"by": by, "place": place, "day": day, "source": computed_source()}
    given["illustrative"] = registers.illustrative
    with override("vi"):
        found = list(computed(registers, [one.id for one in sets_in_force(day)]))
    return surveyed + [
        record_figure(**given, measure=m, value=value, unit=unit, note=note) for m, value, unit, note in found
    ]


def computed_source() -> Source:
    """The title is kept in Vietnamese, whoever computes."""
    with override("vi"):
        title = _("Computed from the registers of growing areas, certificates and traceability stamps")
    return Source.objects.get_or_create(key=KEY, defaults={"title": title, "kind": Source.Kind.COMPUTED})[0]


def computed(registers: Registers, sets: list[str]) -> Iterator[Computed]:
    """Programme measures first, then the indicators of the sets in force that the registers can answer."""
    if 0 < registers.total_ha >= registers.certified_ha:
        share = (registers.certified_ha * 100 / registers.total_ha).quantize(Decimal("0.01"), ROUND_HALF_UP)
        yield "produce.certified_share", share, "percent", certified_note(registers)
    if not (registers.products and registers.areas):
        return
    yield "produce.traced_products", Decimal(len(registers.traced)), "count", traced_note(registers)
    if "commune_ntm_2021_2025" in sets:
        measure = measure_of("commune_ntm_2021_2025", "13.3")
        yield measure, bool(registers.traced), "pass", f"{traced_note(registers)} {rule_note()}"
    if "commune_advanced_2021_2025" in sets:
        measure = measure_of("commune_advanced_2021_2025", "13.4")
        yield measure, bool(registers.traced), "pass", f"{traced_note(registers)} {rule_note()}"
        yield measure_of("commune_advanced_2021_2025", "13.6"), bool(registers.coded), "pass", coded_note(registers)


def rule_note() -> str:
    return _("Taken as met from one such product on; this reading was not checked in the guidance.")


def certified_note(registers: Registers) -> str:
    words = {"certified": number_text(registers.certified_ha), "total": number_text(registers.total_ha)}
    names = [f"{one} (#{one.pk})" for one in registers.certificates]
    words |= {"areas": str(len(registers.areas)), "names": some(names)}
    text = _("%(certified)s ha under certificates in force of %(total)s ha in %(areas)s growing areas: %(names)s.")
    return text % words


def traced_note(registers: Registers) -> str:
    words = {"count": str(len(registers.traced)), "of": str(len(registers.products))}
    lots = [
        _("%(product)s, lot %(lot)s (#%(pk)s), %(stamps)s stamps, %(certificate)s")
        % {
            "product": one.product,
            "lot": one.lot,
            "pk": one.lot.pk,
            "stamps": number_text(one.stamps),
            "certificate": one.certificate,
        }
        for one in registers.traced
    ]
    text = _("%(count)s of %(of)s products have stamps in use under a certificate in force: %(names)s.")
    return text % (words | {"names": some(lots)})


def coded_note(registers: Registers) -> str:
    names = [f"{one} ({one.code}, {number_text(one.area_ha)} ha)" for one in registers.coded]
    words = {"count": str(len(names)), "of": str(len(registers.areas)), "names": some(names)}
    return _("%(count)s of %(of)s growing areas have a growing-area code: %(names)s.") % words


def some(names: list[str]) -> str:
    """The first ones by name, the rest counted: a note is no list."""
    shown = "; ".join(names[:NAMED]) or _("none")
    more = len(names) - NAMED
    return f"{shown}; {_('and %(count)s more') % {'count': more}}" if more > 0 else shown
