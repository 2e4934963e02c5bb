"""Refusals of support: each is a class of its own, named after the rule, with a sentence for who was refused."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.office import refused
from openntm.office.wording import number_text


class Refused(refused.Refused):
    """Whole numbers in `words` are amounts: they are grouped as the reader writes them."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{key: number_text(one) if isinstance(one, int) else one for key, one in words.items()})


class DayImpossible(Refused):
    field, sentence = "day", _("The day must not lie in the future nor before the previous step.")


class ReasonMissing(Refused):
    field, sentence = "reason", _("Give the reason.")


class StepNotOpen(Refused):
    sentence = _("This step is not open: the application stands at “%(state)s”.")


class CallNotOpen(Refused):
    field, sentence = "day", _("The call is open from %(opens)s to %(closes)s.")


class NoTermsOnDay(Refused):
    field, sentence = "opens", _("The scheme has no terms that hold on that day.")


class CallOutlivesTerms(Refused):
    field, sentence = "closes", _("The call must close while its terms hold.")


class CallKnown(Refused):
    field, sentence = "title", _("This call was opened already.")


class HandedInLater(Refused):
    field, sentence = "closes", _("An application was handed in on %(day)s: the last day cannot lie before it.")


class SchemeShipped(Refused):
    sentence = _("This scheme came with the product from its source: add one of your own instead.")


class BudgetMissing(Refused):
    field, sentence = "budget", _("A budget is above nothing.")


class BudgetTaken(Refused):
    field, sentence = "budget", _("More than that is approved already: %(taken)s dong.")


class TermsOverlap(Refused):
    field, sentence = "valid_from", _("Terms of this scheme that begin on this day or later are there already.")


class NotForYou(Refused):
    sentence = _("This scheme does not support this kind of applicant.")


class NotOfTheProducer(Refused):
    sentence = _("The certificate or the plot does not belong to this producer.")


class CertificateMissing(Refused):
    field = "certificate"
    sentence = _("Choose the certificate; one that is not in the register is entered there first.")


class QuantityImpossible(Refused):
    field, sentence = "quantity", _("The number must be above zero, and no more than anybody could pay for.")


class QuotaSmaller(Refused):
    field, sentence = "quantity", _("The scheme gives no more than %(quota)s in all.")


class NotRegistered(Refused):
    sentence = _("No registration for a title of this call stands in the register for %(year)s.")


class PlotMissing(Refused):
    field, sentence = "plot", _("Choose the plot: it is supported once for a greenhouse or a net house.")


class ThingMissing(Refused):
    field, sentence = "thing", _("Name the thing that is to be supported.")


class AppliedAlready(Refused):
    sentence = _("There is an application of this applicant for the same thing in this call.")


class SupportedAlready(Refused):
    sentence = _("“%(thing)s” was supported already: %(scheme)s, list %(award)s of %(day)s.")


class CostMissing(Refused):
    field, sentence = "cost", _("The scheme pays a share of the cost: give the cost.")


class ClauseNotMet(Refused):
    sentence = _("“%(thing)s” does not meet the condition “%(asked)s”: %(reason)s")


class UnknownWithoutReason(Refused):
    field = "reason"
    sentence = _("Not everything could be judged from the registers: say how it was checked.")


class AmountRaised(Refused):
    field, sentence = "amount", _("The amount may only be lowered: the terms give %(computed)s dong.")


class LoweredWithoutReason(Refused):
    field, sentence = "reason", _("Say why the amount is lowered.")


class AmountNotPublished(Refused):
    sentence = _("The amounts of this scheme are not published: nothing can be approved with money.")


class NothingChosen(Refused):
    field, sentence = "applications", _("Choose at least one appraised application of this call.")


class CeilingPassed(Refused):
    sentence = _("%(limit)s would be passed: %(left)s are left.")


class NumberMissing(Refused):
    field, sentence = "number", _("Give the number of the document.")


class DocumentBooked(Refused):
    field, sentence = "document", _("This document is booked for this grant already.")


class NumberTaken(Refused):
    field, sentence = "number", _("A list of this number and day is there already.")


class CertificateNotInForce(Refused):
    sentence = _("Nothing is paid while the certificate is not in force: %(reason)s")


class TooMuch(Refused):
    field, sentence = "amount", _("Between 1 and %(most)s dong.")


class ClawBackTooMuch(TooMuch):
    field = "claw_back"


class AdvanceOpen(Refused):
    sentence = _("An advance of %(amount)s dong is not accounted for yet.")


class NothingPaid(Refused):
    sentence = _("Nothing of this grant is paid: cancel it instead.")


class GrantUsed(Refused):
    sentence = _("Money was paid or stamps were minted under this grant: it cannot be cancelled any more.")


class NotReversible(Refused):
    sentence = _("This entry cannot be reversed: what came after it rests on it.")


class NoStampsLeft(Refused):
    field, sentence = "size", _("At most %(left)s stamps are left under this grant.")
