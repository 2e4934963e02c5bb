"""Illustrative dossiers, each left at another step of the procedure; one reaches its decision."""

from collections.abc import Mapping
from datetime import date

from openntm.portal.illustration.council import hold_open_sitting, recognise
from openntm.portal.illustration.figures_added import complete_figures
from openntm.portal.illustration.people import Cast
from openntm.portal.illustration.preparing import Days, consult, hand_over, open_with_figures, prepare
from openntm.portal.illustration.reviewing import (
    APPRAISER,
    LATER_APPRAISER,
    appraise,
    return_with_points,
    verify,
    verify_half,
)
from openntm.portal.illustration.steering import OFFICERS
from openntm.recognition.services.printing import print_part
from openntm.steering.models import Registration

Registered = Mapping[str, Registration]
END_2024, END_2025 = date(2024, 12, 31), date(2025, 12, 31)
FEW, NONE = ("self_assessment", "meeting_minutes"), ()
SPRING = Days(date(2025, 1, 6), END_2024, date(2025, 1, 8), date(2025, 1, 24), date(2025, 2, 5))
LATER = Days(date(2025, 1, 15), date(2025, 1, 15), date(2025, 1, 16), date(2025, 2, 5), date(2025, 2, 12))
MERGED = Days(END_2025, END_2025, date(2026, 1, 5), date(2026, 1, 21), date(2026, 1, 26))


def tell_dossiers(cast: Cast, registered: Registered) -> None:
    leave_being_prepared(cast, registered["07462"])
    leave_in_consultation(cast, registered["07498"])
    leave_in_verification(cast, registered["07465"])
    leave_returned(cast, registered["07480"])
    leave_before_the_council(cast, registered["07450"])
    reach_the_decision(cast, registered["merged"])


def leave_being_prepared(cast: Cast, registration: Registration) -> None:
    """Some parts made, others missing, and an indicator without a figure: the next step is refused."""
    dossier = open_with_figures(cast, registration, date(2025, 1, 10), END_2024)
    for part in ("self_assessment", "evidence_list"):
        print_part(by=cast[OFFICERS], pk=dossier.pk, part=part, day=date(2025, 1, 13))


def leave_in_consultation(cast: Cast, registration: Registration) -> None:
    dossier = open_with_figures(cast, registration, SPRING.opened, END_2024)
    consult(cast, dossier, SPRING)


def leave_in_verification(cast: Cast, registration: Registration) -> None:
    dossier = open_with_figures(cast, registration, LATER.opened, LATER.figures)
    prepare(cast, dossier, LATER)
    hand_over(cast, dossier, LATER, "submit_for_verification", FEW)
    verify_half(cast, dossier, date(2025, 2, 14))


def leave_returned(cast: Cast, registration: Registration) -> None:
    """The commune closed its last gaps in January and entered the figures before it opened the dossier."""
    complete_figures(cast, registration.place, LATER.figures)
    dossier = open_with_figures(cast, registration, LATER.opened, LATER.figures)
    prepare(cast, dossier, LATER)
    hand_over(cast, dossier, LATER, "submit_for_verification", NONE)
    return_with_points(cast, dossier, date(2025, 2, 14))


def leave_before_the_council(cast: Cast, registration: Registration) -> None:
    dossier = open_with_figures(cast, registration, SPRING.opened, END_2024)
    prepare(cast, dossier, SPRING)
    hand_over(cast, dossier, SPRING, "submit_for_verification", NONE)
    sent = verify(cast, dossier, date(2025, 2, 7))
    dossier.refresh_from_db()
    appraise(cast, dossier, max(sent, date(2025, 3, 7)), by=APPRAISER, is_printed=False)
    hold_open_sitting(cast, dossier, date(2025, 3, 25))


def reach_the_decision(cast: Cast, registration: Registration) -> None:
    """A commune made by the merges of 2025, by the way without a district; every paper made by the product."""
    complete_figures(cast, registration.place, END_2025)
    dossier = open_with_figures(cast, registration, MERGED.opened, MERGED.figures)
    prepare(cast, dossier, MERGED)
    hand_over(cast, dossier, MERGED, "submit_for_appraisal")
    dossier.refresh_from_db()
    appraise(cast, dossier, date(2026, 1, 28), by=LATER_APPRAISER, is_printed=True)
    recognise(cast, dossier, date(2026, 2, 10), date(2026, 2, 12), date(2026, 2, 26))
