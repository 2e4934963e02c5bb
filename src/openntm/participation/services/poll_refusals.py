"""What the rules of household votes refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class MatterNotThen(Refused):
    sentence = _("This kind of matter has no rule on the first day of the vote.")
    field = "matter"


class PollDaysReversed(Refused):
    sentence = _("The last day lies before the first.")
    field = "ends"


class OptionsWrong(Refused):
    sentence = _("Give two to eight options, each once; the first is the proposal.")
    field = "options"


class ListWrong(Refused):
    sentence = _("Each household stands once on the list: %(label)s stands twice. Add what tells them apart.")
    field = "labels"


class ListTooLong(Refused):
    sentence = _("The list has %(listed)s households, the vote speaks of %(households)s.")
    field = "labels"


class ListIncomplete(Refused):
    sentence = _("The list has %(listed)s of %(households)s households: complete it, or correct the number.")


class PollNotThen(Refused):
    sentence = _("This cannot be done any more: the vote is in another state.")


class PollNotBegun(Refused):
    sentence = _("Votes are taken from %(begins)s on.")


class PollOver(Refused):
    sentence = _("The vote ended on %(ends)s and takes no more votes.")


class PollCancelled(Refused):
    sentence = _("The vote was cancelled: %(reason)s")


class NotOnline(Refused):
    sentence = _("This matter is voted on by slip of paper or at the meeting, not online (%(basis)s).")


class HouseholdUnknown(Refused):
    sentence = _("The list has no household with the number %(numbers)s.")
    field = "numbers"


class VotedAlready(Refused):
    sentence = _("Has voted already: household %(numbers)s. Each household votes once.")
    field = "numbers"


class TooManySlips(Refused):
    sentence = _("At most %(most)s slips are made at once: name the households, for instance 1-%(most)s.")
    field = "numbers"


class NotAResident(Refused):
    sentence = _("This code belongs to no household of this vote.")


class OptionUnknown(Refused):
    sentence = _("Choose one of the options.")
    field = "option"


class MeetingWrong(Refused):
    sentence = _("Choose a meeting of this commune, held while the vote is open, whose record is not void.")
    field = "meeting"


class HandsEntered(Refused):
    sentence = _("The hands of a meeting are entered already.")


class HandsDontAdd(Refused):
    sentence = _("%(hands)s hands for %(numbers)s households: each household raised one hand.")
    field = "numbers"


class MoreHandsThanCame(Refused):
    sentence = _("The minutes say that %(came)s households came.")
    field = "numbers"


class EarlyReasonMissing(Refused):
    sentence = _("It closes before its last day is over, and not all have voted: say why.")
    field = "reason"
