"""A commune with its people, a work and nothing else, for tests of works, participation, services and heritage.

Every value is invented.
"""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from openntm.office.roles import Role
from openntm.works.models import Work
from orchard import SOURCE, somebody, unit
from remembered import remembered


@remembered
def make_village():
    """`an` is the commune's officer, `be` of another commune, `mat` the Front of the commune, `chi` and `chu` sit on
    supervision boards, `to` is of the digital team; above them the office (`binh`), the leader (`lan`), the department
    (`so`), the appraiser (`tham`); `dung` is far away."""
    province = unit("tinh-thu", "24", "Thử", "tinh")
    commune = unit("xa-07486", "07486", "Nghĩa Phương", "xa", province)
    hamlet = unit("thon-thu", "07486-01", "Thử", "thon", commune)
    other = unit("xa-07492", "07492", "Lục Sơn", "xa", province)
    far = unit("tinh-xa", "99", "Xa", "tinh")
    people = {
        "an": somebody("an", Role.COMMUNE_OFFICER, commune),
        "be": somebody("be", Role.COMMUNE_OFFICER, other),
        "mat": somebody("mat", Role.FRONT, commune),
        "chi": somebody("chi", Role.SUPERVISOR, commune),
        "chu": somebody("chu", Role.SUPERVISOR, commune),
        "to": somebody("to", Role.DIGITAL_TEAM, commune),
        "binh": somebody("binh", Role.OFFICE, province),
        "lan": somebody("lan", Role.LEADER, province),
        "so": somebody("so", Role.DEPARTMENT, province),
        "tham": somebody("tham", Role.APPRAISER, province),
        "dung": somebody("dung", Role.OFFICE, far),
    }
    work = Work.objects.create(
        place=commune,
        hamlet=hamlet,
        code="NP-01",
        name="Đường trục thôn Thử",
        sort_key="duong truc thon thu",
        kind=Work.Kind.ROAD,
        state=Work.State.UNDERWAY,
        owner="UBND xã Nghĩa Phương",
        quantity=Decimal("1.250"),
        unit="km",
        budget=1_800_000_000,
        planned_start=date(2026, 3, 1),
        planned_end=date(2026, 10, 31),
        started_on=date(2026, 3, 9),
        is_community=True,
        shape={"type": "LineString", "coordinates": [[106.5, 21.2], [106.51, 21.21]]},
        **SOURCE,
    )
    places = {"province": province, "commune": commune, "hamlet": hamlet, "other": other, "far": far}
    return SimpleNamespace(**people, **places, work=work)
