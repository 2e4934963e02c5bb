"""Why a contribution or an act of outreach is refused, in the words of the person who entered it."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class DayAhead(Refused):
    sentence = _("The day lies in the future.")
    field = "day"


class ReasonMissing(Refused):
    sentence = _("Say why.")
    field = "reason"


class QuantityWrong(Refused):
    sentence = _("The quantity must be more than nothing, and money is whole dong.")
    field = "quantity"


class MaterialMissing(Refused):
    sentence = _("Materials need a name and a unit, and nothing else has them.")
    field = "material"


class PurposeMissing(Refused):
    sentence = _("Name the work or the purpose.")
    field = "purpose"


class WorkElsewhere(Refused):
    sentence = _("This work does not lie in the commune.")
    field = "work"


class ConsentDayMissing(Refused):
    sentence = _("Give the day on which the giver agreed to be named.")
    field = "consented_on"


class DaysMissing(Refused):
    sentence = _("Give the day of the promise or the day on which it was received.")
    field = "received_on"


class ReceivedBeforePromise(Refused):
    sentence = _("It cannot be received before it was promised.")
    field = "received_on"


class NotPromised(Refused):
    sentence = _("Only what is promised can be received.")


class NotReceived(Refused):
    sentence = _("It has not been received, or it is void.")


class MoreThanPromised(Refused):
    sentence = _("Only %(left)s is still promised; enter the rest as another contribution.")
    field = "quantity"


class MoreThanReceived(Refused):
    sentence = _("Only %(left)s can be given back.")
    field = "quantity"


class AlreadyVoid(Refused):
    sentence = _("It is void already.")


class PartlyReceived(Refused):
    sentence = _("A part of this promise was received, so it can only be withdrawn.")


class GivenBack(Refused):
    sentence = _("A part was given back, so it can no longer be changed or made void.")


class HasReceipt(Refused):
    sentence = _("It has the receipt %(number)s.")


class NoReceipt(Refused):
    sentence = _("This receipt is void already.")


class NothingChanged(Refused):
    sentence = _("Nothing was changed.")


class ConversionKnown(Refused):
    sentence = _("A rate from this day on is recorded; a changed rate holds from another day.")
    field = "valid_from"


class NoConversion(Refused):
    sentence = _("No rate is in force for this thing on that day.")


class SameValue(Refused):
    sentence = _("The rate in force gives the same value.")


class CampaignKnown(Refused):
    sentence = _("A campaign of this name that begins on this day is recorded.")
    field = "title"


class LastDayFirst(Refused):
    sentence = _("The last day lies before the first.")
    field = "last_day"


class HeadCountMissing(Refused):
    sentence = _("Count the men and the women who came, nought if none did.")
    field = "men"


class HouseholdsWrong(Refused):
    sentence = _("More households came than the hamlet has.")
    field = "households_present"


class MoreVotesThanPeople(Refused):
    sentence = _("There are more votes than people who came (%(present)s).")
    field = "votes_for"


class NormWrong(Refused):
    sentence = _("A norm belongs to a voluntary contribution and has a thing and a quantity.")
    field = "quantity"


class NotAMeeting(Refused):
    sentence = _("Only a meeting decides.")
