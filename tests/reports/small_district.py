"""What the tests of the reading pages build: units, figures, addresses."""

from datetime import UTC, date, datetime

from django.urls import reverse

from openntm.assessment.models import Figure, Source
from openntm.criteria import load_set
from openntm.places.models import Place, PlaceVersion

DAY = date(2023, 12, 31)
SET = "commune_ntm_2021_2025"
NAMES = ["Đông Hưng", "Bảo Sơn", "Tam Dị", "Lan Mẫu", "Vũ Xá", "Cẩm Lý"]


def unit(code: str, name: str, kind: str, parent: Place | None = None) -> PlaceVersion:
    place = Place.objects.create(key=f"t-{code}")
    start = date(2011, 1, 1)
    return PlaceVersion.objects.create(place=place, code=code, name=name, kind=kind, parent=parent, valid_from=start)


def figures(version: PlaceVersion, day: date = DAY, **values: str) -> None:
    """Figures of the NTM set; `i4_2` is indicator 4.2."""
    source, _new = Source.objects.get_or_create(key="report", defaults={"title": "Báo cáo", "kind": "report"})
    asked = load_set(SET).by_id
    for name, value in values.items():
        number = name.removeprefix("i").replace("_", ".")
        Figure.objects.create(
            place=version.place,
            measure=f"{SET}/{number}",
            day=day,
            period=str(day.year),
            value=value,
            unit=asked[number].unit,
            source=source,
            entered_at=datetime(2024, 1, 10, tzinfo=UTC),
        )


def address(name: str, *rest: str, code: str = "218", day: str = DAY.isoformat()) -> str:
    return reverse(f"reports:{name}", args=[code, day, *rest])
