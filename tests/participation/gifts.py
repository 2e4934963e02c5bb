"""What tests of contributions give; every value is invented."""

from datetime import date
from decimal import Decimal

from openntm.participation.services.contributions import record_contribution
from openntm.participation.services.valuing import set_conversion

AT = "/07486/2026-11-20/"
DAY = date(2026, 6, 1)
GIVER = "Hộ Thí Dụ Riêng Tư"
PHONE = "0900000123"


def a_gift(village, by=None, **given):
    first = {"giver_kind": "household", "giver_name": GIVER, "phone": PHONE, "work": village.work}
    first |= {"thing": "money", "quantity": Decimal(2_000_000), "received_on": DAY}
    return record_contribution(by=by or village.an, place=village.commune, **(first | given))


def a_rate(village, dong=200_000, valid_from=date(2026, 1, 1), by=None, place=None, thing="labour", **more):
    return set_conversion(
        by=by or village.an,
        place=place or village.commune,
        thing=thing,
        dong=Decimal(dong),
        valid_from=valid_from,
        document="Quyết định thử",
        **more,
    )
