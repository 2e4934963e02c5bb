"""What the rules about reports refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class NothingSaid(Refused):
    """A report shows or says something."""

    sentence = _("Say what you saw, or add a picture.")
    field = "text"


class AlreadyHandled(Refused):
    """Somebody was quicker; what was decided stays."""

    sentence = _("Somebody was quicker: this was handled before.")


class ReasonMissing(Refused):
    """Nothing is kept back, reopened or declined without a word."""

    sentence = _("Say why.")
    field = "reason"


class AnswerMissing(Refused):
    """A report is answered in words."""

    sentence = _("Write the answer.")
    field = "answer"


class NothingShown(Refused):
    """What is published shows something."""

    sentence = _("Write what everybody may read, or show the picture.")
    field = "public_text"


class BodyMissing(Refused):
    """A report is passed on to somebody."""

    sentence = _("Say which body is in charge.")
    field = "body"


class ConsentMissing(Refused):
    """Nobody is written down against their will."""

    sentence = _("Ask the person first: without their consent nothing is written down.")
    field = "consented"


class SpeakerMissing(Refused):
    """Both are on record: who spoke and who wrote."""

    sentence = _("Write who told you.")
    field = "speaker"


class TooLateToReopen(Refused):
    """After some days a new report is clearer than an old one."""

    sentence = _("The days within which this may be reopened are over. Send a new report.")


class NotAnswered(Refused):
    """What is still open needs no reopening."""

    sentence = _("The report is open: there is nothing to reopen yet.")


class AlreadyAsked(Refused):
    """One request of a kind waits at a time."""

    sentence = _("This was asked already; the office decides on it soon.")


class NotKeptBack(Refused):
    """Only what was kept back or suspected is appealed."""

    sentence = _("The report was not kept back.")


class VoiceCounted(Refused):
    """One voice a network and day."""

    sentence = _("A voice from your network was counted today already.")
