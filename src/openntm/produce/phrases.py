"""What a mass balance and a waiting period say in words, on pages, in files and in notices."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.wording import number_text
from openntm.produce.balance import Link, Name, Verdict
from openntm.produce.queries.balance import Balance
from openntm.produce.waiting import Conflict

TITLES = {
    Name.LAND: gettext_lazy("The land can bear it"),
    Name.HARVEST: gettext_lazy("Packed is within the harvest"),
    Name.PACKING: gettext_lazy("Stamps are within what was packed"),
}
VERDICTS = {
    Verdict.HOLDS: gettext_lazy("fits"),
    Verdict.FAILS: gettext_lazy("does not fit"),
    Verdict.UNKNOWN: gettext_lazy("not known"),
}


def sentence(balance: Balance, link: Link) -> str:
    """Both numbers, and by how much it is too much."""
    said = both(balance, link)
    if link.verdict == Verdict.FAILS:
        return said + " " + _("Too much by %(kg)s kg.") % {"kg": number_text(link.beyond)}
    if link.verdict == Verdict.UNKNOWN:
        return said + " " + _("One of the two is not known, so nothing follows.")
    return said


def both(balance: Balance, link: Link) -> str:
    given = {"upper": kg(link.upper), "lower": kg(link.lower)}
    if link.name == Name.HARVEST:
        return _("Harvested %(upper)s; packed %(lower)s.") % given
    if link.name == Name.PACKING:
        return _("Packed %(upper)s; stamps in use stand for %(lower)s.") % given
    amounts = balance.amounts
    if amounts.area_ha is None or amounts.ceiling_t_per_ha is None:
        return _("Harvested %(lower)s in the year; no land with a ceiling is on record for it.") % given
    given |= {"area": number_text(amounts.area_ha), "ceiling": number_text(amounts.ceiling_t_per_ha)}
    land = _("Certified land %(area)s ha") if balance.certified else _("Land without certificate %(area)s ha")
    bears = _("× %(ceiling)s t/ha: at most %(upper)s; harvested from it in the year %(lower)s.")
    return f"{land} {bears}" % given


def kg(value: object) -> str:
    return _("unknown") if value is None else f"{number_text(value)} kg"


def too_early(one: Conflict) -> str:
    return _("Harvested on %(harvest)s inside a waiting period: %(input)s of %(treated)s, free from %(free)s.") % {
        "harvest": f"{one.harvest.day:%d/%m/%Y}",
        "input": one.treatment.input_name,
        "treated": f"{one.treatment.day:%d/%m/%Y}",
        "free": f"{one.allowed_from:%d/%m/%Y}",
    }
