"""What the registers of growing areas, certificates and stamps give: 13.3, and 13.4 and 13.6 of the advanced set."""

from collections.abc import Collection, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from openntm.assessment.computing import Asked, Computed, some
from openntm.assessment.measures import measure_of
from openntm.assessment.queries.registers_produce import Registers, registers_on
from openntm.office.wording import number_text


def figures_of_produce(asked: Asked) -> Iterator[Computed]:
    registers = registers_on(asked.place, asked.day)
    for measure, value, unit, note in computed(registers, asked.sets):
        yield Computed(measure, value, unit, note, registers.illustrative)


def computed(registers: Registers, sets: Collection[str]) -> Iterator[tuple[str, Any, str, str]]:
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
