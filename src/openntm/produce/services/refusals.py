"""What the rules of the registers refuse."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class ProducerKnown(Refused):
    sentence = _("A producer of this name stands in the register of the commune already.")
    field = "name"


class ProducerEnded(Refused):
    sentence = _("The producer is no longer active.")


class ProducerCertified(Refused):
    sentence = _("The certificate %(number)s of the producer is in force on that day; record its end first.")
    field = "day"


class GlnWrong(Refused):
    sentence = _("A GLN has 13 digits, and the last one is a check digit: this number does not fit.")
    field = "gln"


class PrefixWrong(Refused):
    sentence = _("A company prefix has 6 to 12 digits.")
    field = "company_prefix"


class DayAhead(Refused):
    sentence = _("The day must not lie in the future.")
    field = "day"


class DaysReversed(Refused):
    sentence = _("The last day lies before the first.")
    field = "day"


class ReasonMissing(Refused):
    sentence = _("Say why: the register keeps the reason.")
    field = "reason"


class MemberKnown(Refused):
    sentence = _("The producer has a member of this number already.")
    field = "number"


class MemberEnded(Refused):
    sentence = _("The member left already.")


class KeeperKnown(Refused):
    sentence = _("This person keeps the producer already.")
    field = "person"


class KeeperWithoutPost(Refused):
    sentence = _("This person has no post by which they may keep a diary in this commune.")
    field = "person"


class KeeperEnded(Refused):
    sentence = _("This person no longer keeps the producer.")


class CropUnknown(Refused):
    sentence = _("The crop is not on the list.")
    field = "crop"


class AreaCodeKnown(Refused):
    sentence = _("This growing-area code belongs to another area already.")
    field = "code"


class AreaNotPositive(Refused):
    sentence = _("The area must be more than 0 ha.")
    field = "area_ha"


class AreaEnded(Refused):
    sentence = _("The growing area is no longer used.")


class AreaBelowPlots(Refused):
    sentence = _("The plots of the area have %(plots)s ha together, more than this.")
    field = "area_ha"


class AreaCertified(Refused):
    sentence = _("Plots of this area stand under the certificate %(number)s; take them out of its scope first.")


class PlotKnown(Refused):
    sentence = _("The area has a plot of this number already.")
    field = "number"


class PlotsBeyondArea(Refused):
    sentence = _("With this plot the plots have %(plots)s ha together; the area has %(area)s ha.")
    field = "area_ha"


class PlotBelowScope(Refused):
    sentence = _("The plot stands under the certificate %(number)s; its area stays until it is out of the scope.")
    field = "area_ha"


class MemberOfAnother(Refused):
    sentence = _("The member belongs to another producer.")
    field = "member"


class PositionHalf(Refused):
    sentence = _("Give both latitude and longitude, or neither.")
    field = "latitude"


class PositionOutside(Refused):
    sentence = _("This position does not lie in Vietnam.")
    field = "latitude"


class PictureWrong(Refused):
    sentence = _("This file is no picture.")
    field = "picture"


class ProductKnown(Refused):
    sentence = _("The producer has a product of this code, or another product has this GTIN.")
    field = "code"


class GtinWrong(Refused):
    sentence = _("A GTIN has 8, 12, 13 or 14 digits, and the last one is a check digit: this number does not fit.")
    field = "gtin"


class ProductCodeWrong(Refused):
    sentence = _("The product tracing code has letters without accents, digits and hyphens only, 40 at most.")
    field = "code"


class NumberTaken(Refused):
    sentence = _("This certifier's certificate of this number is in the register already.")
    field = "number"


class NumberMissing(Refused):
    sentence = _("The certificate needs its number and its certifier.")
    field = "number"


class TermTooLong(Refused):
    sentence = _("At most three years from the day of issue: %(day)s at the latest (Circular 28/2012/TT-BKHCN).")
    field = "valid_to"


class EndsBeforeIssue(Refused):
    sentence = _("The last day lies before the day of issue.")
    field = "valid_to"


class PlotOfAnother(Refused):
    sentence = _("The plot %(plot)s does not belong to the holder of the certificate.")
    field = "plots"


class CropDiffers(Refused):
    sentence = _("The plot %(plot)s has another crop than the certificate.")
    field = "plots"


class ScopeBeyondPaper(Refused):
    sentence = _("The plots have %(plots)s ha together; the certificate says %(paper)s ha.")
    field = "plots"


class ScopeEmpty(Refused):
    sentence = _("Choose the plots.")
    field = "plots"


class PlotCovered(Refused):
    sentence = _("The plot %(plot)s stands under the certificate already.")
    field = "plots"


class PlotNotCovered(Refused):
    sentence = _("The plot %(plot)s does not stand under the certificate on that day.")
    field = "plots"


class ActStays(Refused):
    sentence = _("There is no act that can be taken back: the grant stays, and two changes of the scope on one day do.")


class ActOutOfOrder(Refused):
    sentence = _("The day lies before the last act, which was on %(day)s.")
    field = "day"


class ActNotOpen(Refused):
    sentence = _("As the certificate stands on that day, this act is not possible.")
    field = "day"


class SuccessorWrong(Refused):
    sentence = _("The new certificate must be a later one of the same holder and crop that renews no other.")
    field = "successor"


class IssuedAfterActs(Refused):
    sentence = _("An act or a plot of its scope stands on %(day)s already; it cannot be issued later.")
    field = "issued"


class LastDayMissing(Refused):
    sentence = _("The certificate needs its last day.")
    field = "valid_to"


class PaperBelowScope(Refused):
    sentence = _("The plots of its scope have %(plots)s ha together, more than this.")
    field = "area_ha"


class NotYet(Refused):
    sentence, field = _("An event is recorded once it has happened."), "day"


class TooLongAgo(Refused):
    sentence, field = _("No lot of this register is as old as that: look at the year."), "day"


class WeightMissing(Refused):
    sentence = _("A weight is more than nothing.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class LotIsRecalled(Refused):
    sentence = _("The lot is recalled: it is not sent on.")


class CameIntoBeingBefore(Refused):
    sentence = _("The lot came into being before: declare that event wrong first if it holds a mistake.")


class MoreThanIsLeft(Refused):
    sentence, field = (
        _("Packed %(packed)s kg, sent on before %(sent)s kg: at most %(left)s kg can be sent now."),
        "quantity",
    )


class PartyUnnamed(Refused):
    sentence, field = _("Name who it is, or give their GLN."), "name"


class GlnOfPartyWrong(Refused):
    sentence, field = _("A GLN has 13 digits, and the last one is a check digit: this number does not fit."), "gln"


class ContainerWrong(Refused):
    sentence, field = (
        _("An SSCC has 18 digits, and the last one is a check digit: this number does not fit."),
        "container",
    )


class NothingWentIn(Refused):
    sentence, field = _("Choose at least one other lot that went in."), "inputs"


class EventIsWrongAlready(Refused):
    sentence = _("The event was declared wrong already.")


class WasDeclaredWrong(Refused):
    sentence, field = _("Just this was recorded before and declared wrong: what is right differs in something."), "day"


class RecallStands(Refused):
    sentence = _("A recall is ended by the office, not declared wrong.")
