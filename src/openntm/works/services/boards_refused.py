"""What the rules of supervision boards refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class BoardKnown(Refused):
    sentence = _("The work has a board already; it is dissolved before another one is set up.")


class BoardNotDraft(Refused):
    sentence = _("The board stands already.")


class BoardNotStanding(Refused):
    sentence = _("The board does not stand: it is still being set up, or it is dissolved.")


class BoardEnded(Refused):
    sentence = _("The board is dissolved.")


class BoardBreaksRules(Refused):
    sentence = _("The board cannot be set up yet. First: %(first)s (%(article)s)")


class MemberKnown(Refused):
    sentence = _("This person sits on the board already.")
    field = "person"


class MemberBarred(Refused):
    sentence = _("May not sit on the board: %(why)s (%(article)s)")
    field = "name"


class MemberGone(Refused):
    sentence = _("The member has left already.")


class NoSupervisor(Refused):
    sentence = _("This person holds no post of a community supervision board here.")
    field = "person"


class DayTooEarly(Refused):
    sentence = _("The day lies before %(day)s.")
    field = "day"


class ReasonMissing(Refused):
    sentence = _("Say why: the record keeps the reason.")
    field = "reason"


class OwnerNotTold(Refused):
    sentence = _("The owner has not been told of the plan yet; only the Front may let a visit begin, with its reason.")
    field = "day"


class NoticeStillRuns(Refused):
    sentence = _("The first visit may be made from %(day)s: %(days)s days after the owner was told (%(article)s).")
    field = "day"


class ItemNotAsked(Refused):
    sentence = _("Only of a work with money or labour of the community may this be asked.")
    field = "item"


class AnsweredAlready(Refused):
    sentence = _("The answer is on record already.")


class NobodyCame(Refused):
    sentence = _("Name at least one member of the board who came.")
    field = "present"


class RecordNotReady(Refused):
    sentence = _("The record of the visit is not at this step.")


class NotAccepted(Refused):
    sentence = _("The Front accepts the record of the visit first.")


class DemandKnown(Refused):
    sentence = _("The demand is confirmed already.")


class NotConfirmed(Refused):
    sentence = _("The demand goes to its addressee only when the Front has confirmed it.")


class NotBuilt(Refused):
    sentence = _("A work is handed over when it is built, and not again.")


class NoBoard(Refused):
    sentence = _("No board watched this work: the Front sets one up, and its opinion is asked.")


class AcceptanceClosed(Refused):
    sentence = _("The acceptance is closed: what was said stays as it is.")


class OpinionMissing(Refused):
    sentence = _("The board has not given its opinion yet.")


class OpinionNotConfirmed(Refused):
    sentence = _("The Front confirms the opinion of the board first.")


class ReasonsMissing(Refused):
    sentence = _("Write the remarks or the reasons.")
    field = "text"


class FindingsOpen(Refused):
    sentence = _("Grave or major findings are open, or the board does not agree: the owner states why it goes on.")
    field = "owner_reason"


class ReportSigned(Refused):
    sentence = _("The report is signed already.")


class ReportNotSigned(Refused):
    sentence = _("The head of the board signs first.")
