"""What the rules of visits refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused
from openntm.visits.models import VisitAnswer


class VisitInTheFuture(Refused):
    sentence = _("A visit is entered on its day or later.")
    field = "day"


class ChecklistUnknown(Refused):
    sentence = _("There is no checklist for such a visit.")


class VisitClosed(Refused):
    sentence = _("The visit is closed: what was found stays as it is.")


class VisitHoldsSomething(Refused):
    sentence = _("Something is recorded under the visit: it stays.")


class ItemUnknown(Refused):
    sentence = _("The checklist of this visit has no such item.")


class ItemsUnanswered(Refused):
    sentence = _("Not answered yet: %(count)s items. The first: %(first)s")


class ResultMissing(Refused):
    sentence = _("Say in a sentence what came out.")
    field = "result"


class DueBeforeVisit(Refused):
    sentence = _("The day lies before the visit.")
    field = "due"


class ObservationClosed(Refused):
    sentence = _("The observation is closed already.")


class RemedyMissing(Refused):
    sentence = _("An observation is closed with the remedy that was seen.")
    field = "remedy"


class NotAnswered(Refused):
    sentence = _("There is no answer yet whose remedy could be looked at.")


class VisitOpen(Refused):
    sentence = _("The visit is not closed.")


class PositionImpossible(Refused):
    sentence = _("There is no such position on earth.")


class SeverityUnknown(Refused):
    sentence = _("Visits of this kind do not ask to suspend anything.")
    field = "severity"


class KindUnknown(Refused):
    sentence = _("Visits of this kind are not made with a phone.")


class OfAnotherPerson(Refused):
    sentence = _("Somebody else entered this on the phone. It is sent when that person signs in.")


class OperationDiffers(Refused):
    sentence = _("Under the same number something else was received before.")


class FileDamaged(Refused):
    sentence = _("The picture did not arrive as it was taken. Please send it again.")


class SignerMissing(Refused):
    sentence = _("Say who signs.")
    field = "name"


class SignatureBlank(Refused):
    sentence = _("The signature is empty.")
    field = "upload"


class AnsweredMeanwhile(Refused):
    """Carries what the item holds now, if anything."""

    sentence = _("The item was answered by somebody else meanwhile.")

    def __init__(self, kept: VisitAnswer | None) -> None:
        super().__init__()
        self.kept = kept
