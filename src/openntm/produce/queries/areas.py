"""Growing areas as a list, and plots with their position as far as the reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from openntm.places.models import PlaceVersion
from openntm.produce.crops import crop_name
from openntm.produce.models import Certificate, GrowingArea, Plot, Scope
from openntm.produce.queries.certificates import Standing, in_scope, truth_on
from openntm.produce.queries.naming import units_of

COARSE = Decimal("0.01")  # of a degree: about one kilometre


@dataclass(frozen=True)
class AreaRow:
    area: GrowingArea
    unit: PlaceVersion | None
    plots: int
    plots_ha: Decimal
    certified_ha: Decimal

    @property
    def crop(self) -> str:
        return crop_name(self.area.crop)


@dataclass(frozen=True)
class PlotRow:
    """`position` is rounded unless the reader may know it."""

    plot: Plot
    position: tuple[Decimal, Decimal] | None
    certificate: Certificate | None


def area_rows(areas: Iterable[GrowingArea], on: date) -> list[AreaRow]:
    """`areas` come with their producer and plots; in a constant number of queries."""
    shown = list(areas)
    units = units_of((one.place_id for one in shown), on)
    held = certificates_by_plot([plot for one in shown for plot in one.plots.all()], on)
    return [area_row(one, units.get(one.place_id), set(held)) for one in shown]


def area_row(area: GrowingArea, unit: PlaceVersion | None, certified: set[int]) -> AreaRow:
    plots = list(area.plots.all())
    total = sum((plot.area_ha for plot in plots), Decimal(0))
    under = sum((plot.area_ha for plot in plots if plot.pk in certified), Decimal(0))
    return AreaRow(area, unit, len(plots), total, under)


def certificates_by_plot(plots: Iterable[Plot], on: date) -> dict[int, Certificate]:
    """Only those in force."""
    scopes = Scope.objects.filter(in_scope(on), plot__in=list(plots)).select_related("certificate")
    found = {scope.plot_id: scope.certificate for scope in scopes.prefetch_related("certificate__acts")}
    return {pk: one for pk, one in found.items() if truth_on(one, on).standing == Standing.IN_FORCE}


def plot_rows(area: GrowingArea, on: date, *, is_exact: bool) -> list[PlotRow]:
    plots = list(area.plots.select_related("member"))
    held = certificates_by_plot(plots, on)
    return [PlotRow(plot, position(plot, is_exact=is_exact), held.get(plot.pk)) for plot in plots]


def position(plot: Plot, *, is_exact: bool) -> tuple[Decimal, Decimal] | None:
    if plot.latitude is None or plot.longitude is None:
        return None
    if is_exact:
        return plot.latitude, plot.longitude
    return coarse(plot.latitude), coarse(plot.longitude)


def coarse(degrees: Decimal) -> Decimal:
    return degrees.quantize(COARSE, ROUND_HALF_UP)
