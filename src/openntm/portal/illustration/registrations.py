"""Illustrative registrations: beside the real ones, by communes that the story follows."""

from datetime import date

from openntm.portal.illustration.people import Cast, unit
from openntm.portal.illustration.steering import OFFICERS
from openntm.recognition.services.registrations import register_title, withdraw_registration
from openntm.steering.models import Directive, Registration, Title

YEAR_2024 = ("07450", "07462", "07465", "07480", "07498", "07519")
WITHDRAWN = "07519"


def register_communes(cast: Cast, plan: Directive) -> dict[str, Registration]:
    """By code of 2024; the commune that a merge made registers for 2025 under `merged`."""
    by = cast[OFFICERS]
    made = {
        code: register_title(
            by=by,
            place=unit(code),
            title=Title.ADVANCED,
            year=2024,
            day=date(2024, 2, 5),
            document=f"{number:02}/ĐK-MH ngày 05/02/2024",
            directive=plan,
        )
        for number, code in enumerate(YEAR_2024, 3)
    }
    reason = "Chỉ tiêu 17.8 và 19.2 không kịp hoàn thành trong năm; xã đăng ký lại năm sau."
    withdraw_registration(by=by, pk=made[WITHDRAWN].pk, reason=reason, day=date(2024, 8, 12))
    made["merged"] = register_title(
        by=by,
        place=unit("07462", merged=True),
        title=Title.ADVANCED,
        year=2025,
        day=date(2025, 8, 15),
        document="11/ĐK-MH ngày 15/08/2025",
    )
    return made
