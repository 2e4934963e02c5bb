"""All illustrative figures of Lục Nam: 2019 to 2025, from the places, the sets in force and the published figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openntm.criteria import load_overlays, load_set
from openntm.criteria.planning import plan
from openntm.criteria.types import Plan
from openntm.places.models import Kind, Place, PlaceVersion
from openntm.places.queries import attributes_on, predecessor_ids, territory
from openntm.portal.illustration import published
from openntm.portal.illustration.chance import chance
from openntm.portal.illustration.figures import Made, indicator_figures, programme_figures
from openntm.portal.illustration.traits import SEED, Commune, commune, joined
from openntm.portal.public_facts import bands, read

NTM, ADVANCED, NEXT = "commune_ntm_2021_2025", "commune_advanced_2021_2025", "commune_2026_2030"
TOTAL_2019 = 381  # the whole number of criteria nearest to the published 15.26 x 25 = 381.5
INCOME_GROWTH = {2022: Decimal("0.92"), 2023: Decimal(1), 2024: Decimal("1.07"), 2025: Decimal("1.14")}
POVERTY_FALL = {2022: Decimal("1.45"), 2023: Decimal(1), 2024: Decimal("0.8"), 2025: Decimal("0.7")}
YEARS = (2022, 2023, 2024)
MERGED, CHECKED_YEAR = 2025, 2023


def illustrative_figures(district: Place, *, seed: str = SEED) -> list[Made]:
    """Everything, in a fixed order; the same for the same seed."""
    units = {year: territory(district, date(year, 12, 31)) for year in (2019, *YEARS, MERGED)}
    cast = _cast(units[2019], seed)
    made = list(_band_figures(units[2019], cast))
    for year in YEARS:
        made += _year(units[year], cast, year)
    made += _year(units[MERGED], cast | _merged(units[MERGED], units[YEARS[-1]], cast, seed), MERGED)
    return made + list(_next_set(units[MERGED], _merged(units[MERGED], units[YEARS[-1]], cast, seed)))


def illustrative_schools(district: Place, *, seed: str = SEED) -> dict[Place, int]:
    """Schools in each commune, which a rule on their facilities asks for."""
    old, new = (territory(district, date(year, 12, 31)) for year in (2019, MERGED))
    schools = {unit.place: 2 + round(2.4 * chance(unit.code, "schools", seed=seed)) for unit in old}
    known = {place.pk: number for place, number in schools.items()}
    before = predecessor_ids([unit.place_id for unit in new])
    return schools | {unit.place: sum(known.get(one, 0) for one in before[unit.place_id]) for unit in new}


def _cast(units: Sequence[PlaceVersion], seed: str) -> dict[int, Commune]:
    """Every unit of 2019 by its place; it keeps its traits while it exists."""
    known, targets = bands(), set(_target_codes())
    return {
        unit.place_id: commune(unit.code, known.get(unit.code), is_target=unit.code in targets, seed=seed)
        for unit in units
    }


def _target_codes() -> list[str]:
    rows = read("targets")["targets"]
    return next(row["named_places"] for row in rows if row["key"] == "communes-advanced-2025")


def _band_figures(units: Sequence[PlaceVersion], cast: Mapping[int, Commune]) -> Iterator[Made]:
    """Only where the published band leaves the number open."""
    met = published.criteria_met([cast[unit.place_id] for unit in units], TOTAL_2019)
    for code, number in met.items():
        least, most = bands()[code]
        if least < most:
            yield from programme_figures(code, date(2019, 12, 31), {"criteria.met": (number, "count")})


def _year(units: Sequence[PlaceVersion], cast: Mapping[int, Commune], year: int) -> list[Made]:
    day = date(year, 12, 31)
    people = [cast[unit.place_id] for unit in units]
    income, poor = _district_means(year)
    earned, lacking = published.incomes(people, income), published.poverty(people, poor)
    made: list[Made] = []
    for unit in units:
        one = cast[unit.place_id]
        values: dict[str, tuple[Decimal | int, str]] = {
            "households": (one.households, "count"),
            "income": (earned[one.code], "million_dong_per_person_year"),
            "poverty": (lacking[one.code], "percent"),
        }
        made += programme_figures(one.code, day, values)
        if unit.kind == Kind.XA:
            made += _of_sets(unit, one, day, {"10.1": earned[one.code], "11.1": _poor_in_all(one, lacking[one.code])})
    return made


def _district_means(year: int) -> tuple[Decimal, Decimal]:
    """The published means of 2023; other years move from there and are illustrative altogether."""
    rows = {(row["measure"], row["day"].year): Decimal(row["value"]) for row in read("figures")["figures"]}
    income, poor = rows["income", 2023] * INCOME_GROWTH[year], rows["poverty", 2023] * POVERTY_FALL[year]
    return income.quantize(published.TENTH), poor.quantize(published.TENTH)


def _poor_in_all(one: Commune, poor: Decimal) -> Decimal:
    """Poverty in many dimensions counts near-poor households too."""
    return (poor * Decimal("1.4") + Decimal("0.6")).quantize(published.HUNDREDTH)


def _of_sets(unit: PlaceVersion, one: Commune, day: date, known: Mapping[str, Decimal]) -> Iterator[Made]:
    sets = (NTM,) if day.year < CHECKED_YEAR else (NTM, ADVANCED)
    for set_id in sets:
        yield from indicator_figures(
            one, plan_for(unit, set_id, day), day, known, checked=day.year == CHECKED_YEAR and set_id == NTM
        )


def plan_for(unit: PlaceVersion, set_id: str, day: date) -> Plan:
    """What the set asks of the unit that day, with its region, its attributes and the provinces' decisions."""
    known = attributes_on([unit.place_id], day)[unit.place_id]
    region = known.get("region")
    overlays = load_overlays()
    return plan(load_set(set_id), day, region=str(region) if region else None, attributes=known, overlays=overlays)


def _merged(
    units: Sequence[PlaceVersion], old: Sequence[PlaceVersion], cast: Mapping[int, Commune], seed: str
) -> dict[int, Commune]:
    """The communes of 2025 with the traits of those that they were made of."""
    before = predecessor_ids([unit.place_id for unit in units])
    standing = {unit.place_id for unit in old}
    return {
        unit.place_id: joined(unit.code, [cast[one] for one in before[unit.place_id] if one in standing], seed)
        for unit in units
    }


def _next_set(units: Sequence[PlaceVersion], cast: Mapping[int, Commune]) -> Iterator[Made]:
    """Of the set for 2026-2030 only what is known to be asked; the rest stays unreported."""
    day = date(2026, 6, 30)
    for unit in units:
        asked = plan_for(unit, NEXT, day)
        rules = {name: rule for name, rule in asked.rules.items() if rule.needed.value is not None}
        known = Plan(asked.criteria_set, asked.on, asked.column, rules)
        yield from indicator_figures(cast[unit.place_id], known, day, {}, checked=False)
