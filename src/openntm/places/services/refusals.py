"""Why a change of units is refused; each error is named after the rule that it guards."""

from datetime import date

from django.utils.translation import gettext as _

from openntm.places.models import Place


class ChangeRefused(ValueError):
    """The change is not made; nothing was written."""


def called(place: Place) -> str:
    """The unit's last name and code; its key only when it was never recorded."""
    last = place.versions.order_by("valid_from").last() if place.pk else None
    return f"{last.full_name} ({last.code})" if last else place.key


class NotStanding(ChangeRefused):
    def __init__(self, place: Place, day: date) -> None:
        super().__init__(_("%(place)s does not stand on %(day)s") % {"place": called(place), "day": day})


class BeforeTheVersionBegins(ChangeRefused):
    def __init__(self, place: Place, begins: date) -> None:
        said = _("%(place)s already has a version from %(begins)s: a change must come after it")
        super().__init__(said % {"place": called(place), "begins": begins})


class CodeInUse(ChangeRefused):
    def __init__(self, code: str, day: date) -> None:
        super().__init__(_("Code %(code)s stands for another unit on %(day)s or later") % {"code": code, "day": day})


class NothingChanges(ChangeRefused):
    def __init__(self) -> None:
        super().__init__(_("The unit is already so: nothing would change"))


class NoName(ChangeRefused):
    def __init__(self) -> None:
        super().__init__(_("A unit needs a name and a code"))


class TooFewUnits(ChangeRefused):
    def __init__(self) -> None:
        super().__init__(_("A merge needs two different units or more, a split at least two parts"))


class WrongLevel(ChangeRefused):
    def __init__(self, place: str) -> None:
        super().__init__(_("%(place)s is not of the level that this change needs") % {"place": place})


class UnitsBelow(ChangeRefused):
    def __init__(self, names: list[str]) -> None:
        said = _("Units still stand below and must be placed elsewhere first: %(names)s")
        super().__init__(said % {"names": ", ".join(names)})
