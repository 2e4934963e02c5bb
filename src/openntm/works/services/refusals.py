"""What the rules of the register of works refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class WorkKnown(Refused):
    sentence = _("A work with this number stands in the register of the commune already.")
    field = "code"


class RowKnown(Refused):
    sentence = _("This stands at the work already.")


class DayAhead(Refused):
    sentence = _("This day is still to come.")
    field = "day"


class DayTooEarly(Refused):
    sentence = _("The last step of the work was on %(day)s: this one cannot have come before it.")
    field = "day"


class StepNotOpen(Refused):
    sentence = _("A work that is “%(state)s” cannot take this step.")


class ReasonMissing(Refused):
    sentence = _("Say why: everybody who looks at the work reads it.")
    field = "reason"


class WorkCancelled(Refused):
    sentence = _("The work was cancelled: nothing more is entered about it.")


class ChangeNotRecorded(Refused):
    sentence = _("%(field)s was decided and is not overwritten: record a change, with its reason.")


class StateByItsPage(Refused):
    sentence = _("The state of a work that stands in the register changes on its own page, not by a file.")


class NothingChanged(Refused):
    sentence = _("That is what stands already.")


class ChangeIncomplete(Refused):
    sentence = _("Say what it is after the change.")


class ContractHasNoEnd(Refused):
    sentence = _("The duration of a contract is changed in days.")
    field = "after_days"


class PeriodReversed(Refused):
    sentence = _("The end lies before the beginning.")
    field = "planned_end"


class EndBeforeStart(PeriodReversed):
    field = "after_day"


class ProgressFalls(Refused):
    sentence = _("On %(day)s it was %(percent)s %% already. If that was wrong, say so in the note.")
    field = "note"


class UnitMissing(Refused):
    sentence = _("Say in which unit the materials are counted.")
    field = "unit"


class ConversionMissing(Refused):
    sentence = _("Say by which conversion labour, land or materials became dong.")
    field = "conversion"


class ShapeRefused(Refused):
    """What is wrong with a typed or uploaded position."""

    field = "where"


class NoPosition(ShapeRefused):
    sentence = _("“%(text)s” is no position: write latitude and longitude in degrees, as 21.2845, 106.4124.")


class OutsideVietnam(ShapeRefused):
    sentence = _("%(lat)s, %(lon)s lies outside Vietnam: latitude comes first.")


class TooManyPoints(ShapeRefused):
    sentence = _("A line has at most %(most)s points.")


class NotGeoJson(ShapeRefused):
    sentence = _("The file is no GeoJSON with one point or one line in degrees (WGS 84).")
    field = "geojson"
