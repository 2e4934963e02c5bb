"""What people gave, how many met and how reports were answered in the year: counts, no verdict on any indicator."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.computing import Asked, Computed, is_invented, some
from openntm.assessment.queries.registers_participation import Participation, participation_on
from openntm.office.wording import number_text
from openntm.participation.models import Thing
from openntm.participation.queries.contributions import total


def figures_of_participation(asked: Asked) -> Iterator[Computed]:
    """From 1 January to the day; a register without a row in these days says nothing."""
    found = participation_on(asked.place, asked.day)
    yield from figures_of_gifts(found, asked.day)
    yield from figures_of_meetings(found, asked.day)
    yield from figures_of_reports(found, asked.day)


def figures_of_gifts(found: Participation, day: date) -> Iterator[Computed]:
    """Gifts that no rate values are counted in the note and not in đồng: nothing is guessed."""
    sums, labour = total(found.gifts), [one for one in found.gifts if one.thing == Thing.LABOUR]
    if sums.gifts > sums.unvalued:
        note, invented = value_note(sums.gifts, sums.unvalued, day), is_invented(found.gifts)
        yield Computed("participation.given", Decimal(sums.worth), "dong", note, invented)
    if labour:
        days, words = sum((one.quantity for one in labour), Decimal(0)), {"count": number_text(len(labour))}
        text = _("Labour days of %(count)s gifts received, without what was void or given back.") % words
        yield Computed("participation.labour", days, "count", f"{period(day)} {text}", is_invented(labour))


def figures_of_meetings(found: Participation, day: date) -> Iterator[Computed]:
    """Each meeting has its head-count: the register asks for it."""
    if not found.meetings:
        return
    came, invented = found.came, is_invented(found.meetings)
    words = {"count": str(came.meetings), "present": number_text(came.present), "women": number_text(came.women)}
    words["names"] = some(f"{one.subject} ({one.day:%d/%m}, #{one.pk})" for one in found.meetings)
    text = _("%(count)s meetings with %(present)s people present, %(women)s of them women: %(names)s.") % words
    note = f"{period(day)} {text} {_('Whoever came to two meetings is counted twice.')}"
    yield Computed("participation.meetings", Decimal(came.meetings), "count", note, invented)
    yield Computed("participation.present", Decimal(came.present), "count", note, invented)


def figures_of_reports(found: Participation, day: date) -> Iterator[Computed]:
    if not found.reports:
        return
    timely = [one for one in found.reports if one.in_time]
    late = [f"#{one.number}" for one in found.reports if not one.in_time]
    words = {"timely": str(len(timely)), "of": str(len(found.reports)), "late": some(late)}
    text = _("%(timely)s of %(of)s published reports had their first answer in time; late: %(late)s.") % words
    rule = _(
        "Counted are reports of residents sent in the year that were answered or fell due, without those that a higher "
        "unit handles; the days are the office's own, set in no law."
    )
    note, invented = f"{period(day)} {text} {rule}", is_invented(found.reports)
    yield Computed("participation.reports_due", Decimal(len(found.reports)), "count", note, invented)
    yield Computed("participation.reports_in_time", Decimal(len(timely)), "count", note, invented)


def value_note(gifts: int, unvalued: int, day: date) -> str:
    text = _("%(count)s gifts received, each by the rate of its day, without what was void or given back.")
    said = f"{period(day)} {text % {'count': number_text(gifts)}}"
    if unvalued:
        left = _("Not in it, because no rate values them: %(count)s gifts.") % {"count": number_text(unvalued)}
        said = f"{said} {left}"
    return f"{said} {_('What the register of works alone tells of people’s money is not in it.')}"


def period(day: date) -> str:
    return _("From 01/01 to %(day)s:") % {"day": f"{day:%d/%m/%Y}"}
