"""What the pages of runs share: the unit and the day of an address, a run of it, and a refusal in the user's words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from openntm.codes import services
from openntm.codes.access import runs_visible_to
from openntm.codes.kinds import Kind, kinds
from openntm.codes.models import Run
from openntm.codes.models.runs import State
from openntm.office.access.cover import covered
from openntm.places.models import PlaceVersion

WRONG: dict[type[Exception], tuple[str | None, Any]] = {
    services.ReasonMissing: ("reason", gettext_lazy("Say why.")),
    services.OutsideRun: ("last", gettext_lazy("The run has no such codes.")),
    services.AlreadyOrdered: (None, gettext_lazy("Another print order is at some of these codes. Wait for it.")),
}
PIECES: dict[type[services.DoesNotFollow], Any] = {
    services.NothingChanges: gettext_lazy("Codes %(codes)s stand so already. Nothing was moved."),
    services.LeadsNowhere: gettext_lazy("Codes %(codes)s lead to nothing yet. Nothing was moved."),
    services.NotToBePrinted: gettext_lazy(
        "Codes %(codes)s are not to be printed: %(state)s. Printed are codes that are allotted; "
        "a second time only those that are printed and not in use."
    ),
    services.DoesNotFollow: gettext_lazy(
        "Codes %(codes)s are %(state)s: this cannot follow. Nothing was moved, not the others either."
    ),
}


def run_here(request: HttpRequest, unit: PlaceVersion, on: date, number: int) -> Run:
    """A run of the unit or of what stands under it, by the number that is written into its codes."""
    return get_object_or_404(runs_visible_to(request.user), number=number, place__in=covered([unit.place], on))


def kind_of(run: Run) -> Kind | None:
    return kinds().get(run.kind)


def holders_for(run: Run, on: date) -> dict[str, str]:
    kind = kind_of(run)
    return dict(kind.holders(run.place, on)) if kind else {}


def done(form: Any, act: Callable[[], Any]) -> Any:
    """What the act gives; None when it was refused, with the reason at its field."""
    try:
        return act()
    except services.DoesNotFollow as refused:
        form.add_error(None, words_of(refused))
    except tuple(WRONG) as refused:
        form.add_error(*WRONG[type(refused)])
    return None


def words_of(refused: services.DoesNotFollow) -> str:
    piece = refused.piece
    told = {"codes": f"{piece.first + 1}–{piece.last + 1}", "state": State(piece.state).label}
    return str(PIECES[type(refused)]) % told
