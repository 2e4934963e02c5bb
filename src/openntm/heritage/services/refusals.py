"""What the rules of heritage refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class SiteKnown(Refused):
    sentence = _("The commune has a site of this name already.")
    field = "name"


class SiteEnded(Refused):
    sentence = _("The site is no longer in the register.")


class SiteWithinItself(Refused):
    sentence = _("A site does not lie within itself.")
    field = "within"


class PositionHalf(Refused):
    sentence = _("A position needs both numbers.")
    field = "longitude"


class PositionOutside(Refused):
    sentence = _("The position lies outside Viet Nam.")
    field = "latitude"


class DecidedAhead(Refused):
    sentence = _("The decision lies in the future.")
    field = "decided_on"


class DayAhead(Refused):
    sentence = _("The day lies in the future.")
    field = "day"


class DayTooEarly(Refused):
    sentence = _("The day lies before the first day of what it ends.")
    field = "day"


class ReasonMissing(Refused):
    sentence = _("A reason is needed; it stays on record.")
    field = "reason"


class TextMissing(Refused):
    sentence = _("Say it in a few words.")
    field = "text"


class ProposalSettled(Refused):
    sentence = _("The proposal was settled already.")


class FileKnown(Refused):
    sentence = _("This file is on the site's list already.")
    field = "file"
