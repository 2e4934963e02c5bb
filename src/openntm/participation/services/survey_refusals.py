"""What the rules of surveys refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class RuleNotThen(Refused):
    sentence = _("This rule does not hold on the first day of the survey, or is of another level.")
    field = "rule"


class RuleWithoutShare(Refused):
    sentence = _("This rule names no share of households: choose a share of your own or a margin of error.")
    field = "basis"


class SizeMissing(Refused):
    sentence = _("Enter the share of households.")
    field = "percent"


class MarginMissing(Refused):
    sentence = _("Enter the margin of error.")
    field = "margin"


class HamletsWrong(Refused):
    sentence = _("Name each hamlet once, with at least one household.")
    field = "hamlets"


class SurveyDaysReversed(Refused):
    sentence = _("The last day lies before the first.")
    field = "ends"


class SurveyRunning(Refused):
    sentence = _("The households are drawn already: the plan stands.")


class SurveyNotOpen(Refused):
    sentence = _("The survey takes no answers now.")


class SurveyNotBegun(Refused):
    sentence = _("Answers are taken from %(begins)s on.")


class SurveyOver(Refused):
    sentence = _("The survey ended on %(ends)s and takes no more answers.")


class SurveyClosed(Refused):
    sentence = _("The survey is closed; its results stand.")


class CloseReasonMissing(Refused):
    sentence = _("It closes before its last day: say why.")
    field = "reason"


class PapersOpen(Refused):
    sentence = _("%(count)s papers were entered once only or differently: enter them again first.")


class SlipUnknown(Refused):
    sentence = _("No household of this survey has this code.")
    field = "token"


class SlipOfTheReserve(Refused):
    sentence = _("This household is of the reserve and is not asked, unless another one cannot be reached.")
    field = "token"


class SlipUnreached(Refused):
    sentence = _("This household is recorded as not reached, and another one was taken for it.")
    field = "token"


class AnsweredAlready(Refused):
    sentence = _("This household has answered already; each household answers once.")
    field = "token"


class AnswersMissing(Refused):
    sentence = _("Every question needs an answer; “no opinion” is one too.")
