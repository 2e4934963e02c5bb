"""What the register of works gives: kilometres added, hamlets with a culture house, and 6.3 where all have one."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.computing import Asked, Computed, is_invented, some
from openntm.assessment.measures import measure_of
from openntm.assessment.queries.registers_works import Works, works_on
from openntm.office.wording import number_text
from openntm.works.models import Work

HAMLETS = "commune_ntm_2021_2025", "6.3"


def figures_of_works(asked: Asked) -> Iterator[Computed]:
    """Never a share of roads: the register knows what was built, not how long the whole network is."""
    works = works_on(asked.place, asked.day)
    if works.roads:
        yield Computed("works.road_km", works.kilometres, "km", road_note(works), is_invented(works.roads))
    if works.houses:
        note, invented = house_note(works), is_invented(works.houses)
        yield Computed("works.culture_houses", Decimal(len(works.houses)), "count", note, invented)
        if HAMLETS[0] in asked.sets:
            yield Computed(measure_of(*HAMLETS), share_of_hamlets(works), "percent", note, invented)


def share_of_hamlets(works: Works) -> Decimal | None:
    """Only where every hamlet has one: houses older than the register are not in it, so a lower share is not known."""
    is_whole = works.hamlets and len(works.hamlets_with_house) == len(works.hamlets)
    return Decimal(100) if is_whole else None


def road_note(works: Works) -> str:
    """`unmeasured` ones are named as not counted."""
    words = {"km": number_text(works.kilometres), "count": str(len(works.roads)), "names": names_of(works.roads)}
    text = _("%(km)s km of roads in %(count)s works handed over: %(names)s.") % words
    if works.unmeasured:
        left = {"count": str(len(works.unmeasured)), "names": names_of(works.unmeasured)}
        text += " " + _("Not counted, without a length in km or m: %(count)s (%(names)s).") % left
    return text + " " + _("It is what was built, not a share of the whole network.")


def house_note(works: Works) -> str:
    words = {"count": str(len(works.houses)), "names": names_of(works.houses)}
    words |= {"with": str(len(works.hamlets_with_house)), "of": str(len(works.hamlets))}
    text = _("%(count)s culture houses handed over: %(names)s; %(with)s of %(of)s hamlets on record have one of them.")
    return text % words


def names_of(works: tuple[Work, ...]) -> str:
    return some(f"{one} (#{one.pk})" for one in works)
