"""What the register of heritage sites gives: how many are listed, kept and checked, and 6.2 of the advanced set."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.computing import Asked, Computed, is_invented, some
from openntm.assessment.measures import measure_of
from openntm.assessment.queries.registers_heritage import Heritage, heritage_on
from openntm.heritage.queries.sites import SiteRow

PROTECTED = "commune_advanced_2021_2025", "6.2"


def figures_of_heritage(asked: Asked) -> Iterator[Computed]:
    heritage = heritage_on(asked.place, asked.day)
    if not heritage.rows:
        return
    rounds = [row.last.visit for row in heritage.rows if row.last]
    invented, note = is_invented([*(row.site for row in heritage.rows), *rounds]), heritage_note(heritage)
    counts = {"sites": heritage.rows, "sites_kept": heritage.kept, "sites_checked": heritage.checked}
    for name, rows in counts.items():
        yield Computed(f"heritage.{name}", Decimal(len(rows)), "count", note, invented)
    if PROTECTED[0] in asked.sets:
        yield Computed(measure_of(*PROTECTED), is_protected(heritage), "pass", f"{note} {rule_note()}", invented)


def is_protected(heritage: Heritage) -> bool | None:
    """Not, where a grave repair is overdue; yes, where each is listed, kept and checked; else it is not known."""
    if heritage.neglected:
        return False
    whole = len(heritage.rows)
    return True if whole == len(heritage.listed) == len(heritage.kept) == len(heritage.checked) else None


def heritage_note(heritage: Heritage) -> str:
    words = {"count": str(len(heritage.rows)), "names": names_of(heritage.rows), "listed": str(len(heritage.listed))}
    words |= {"kept": str(len(heritage.kept)), "checked": str(len(heritage.checked))}
    text = _(
        "%(count)s sites: %(names)s; %(listed)s with a rank or on the inventory, %(kept)s with a custodian, "
        "%(checked)s with a condition round within a year."
    )
    late = _("Grave repairs overdue at: %(names)s.") % {"names": names_of(heritage.neglected)}
    return f"{text % words} {late}" if heritage.neglected else text % words


def rule_note() -> str:
    return _(
        "Taken as met where each site is listed, kept and checked, as not met where a grave repair is overdue; "
        "this reading was not checked in the guidance."
    )


def names_of(rows: tuple[SiteRow, ...]) -> str:
    return some(f"{row.site} (#{row.site.pk})" for row in rows)
