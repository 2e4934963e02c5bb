"""What the rules about alerts and reports refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class AlreadyHandled(Refused):
    """Somebody was quicker; what was decided stays."""

    sentence = _("Somebody was quicker: this was handled before.")


class ReasonMissing(Refused):
    """Nothing is closed without a word."""

    sentence = _("Say what you found.")
    field = "reason"


class AnswerMissing(Refused):
    """A report is closed with what was found."""

    sentence = _("Say what you found.")
    field = "answer"
