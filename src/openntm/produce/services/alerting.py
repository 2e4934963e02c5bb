"""Who is told of what the stamps and the balance of a producer ask for: each thing once."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.codes.models import Run
from openntm.office.roles import Action, roles_that_may
from openntm.office.services import tell
from openntm.places.queries import nearest_version
from openntm.produce.balance import Link
from openntm.produce.models import Lot, Producer
from openntm.produce.phrases import sentence, too_early
from openntm.produce.queries.balance import Balance, alerts
from openntm.produce.queries.lots import early_among, stamps_in_use
from openntm.produce.queries.people import concerned, holders
from openntm.produce.waiting import Conflict


@transaction.atomic
def tell_of_imbalance(*, on: date) -> int:
    """The keepers, and who keeps the register there; how many people were told now.

    Stamps of a harvest of December come into use in January: the year before is weighed too."""
    producers = Producer.objects.select_related("place")
    found = [one for year in (on.year - 1, on.year) for one in alerts(producers, year)]
    with translation.override(settings.LANGUAGE_CODE):
        return sum(tell_each(one, link, on) for one in found for link in one.broken)


def tell_each(balance: Balance, link: Link, on: date) -> int:
    producer = balance.producer
    people = concerned(producer, on)
    code, day = nearest_version(producer.place, on).code, min(on, date(balance.year, 12, 31))
    subject = _("Mass balance: more than possible at %(producer)s") % {"producer": producer.name}
    what = _("Lot %(number)s") % {"number": balance.lot.number} if balance.lot else balance.crop_name
    given = {
        "subject": subject,
        "body": f"{what}, {balance.year}. {sentence(balance, link)}",
        "url": f"/{code}/{day.isoformat()}/produce/balance/",
    }
    return sum(
        tell(person=one, key=f"balance:{balance.key}:{link.name}:{one.pk}", **given) is not None for one in people
    )


@transaction.atomic
def tell_of_early_lots(*, on: date) -> int:
    """Of stamps in use on a lot that proves to be harvested inside a waiting period: a treatment was entered late."""
    live = Lot.objects.filter(state__in=(Lot.State.OPEN, Lot.State.RELEASED)).select_related("product__producer__place")
    used = stamps_in_use(live)
    lots = {lot.pk: lot for lot in live if used[lot.pk]}
    with translation.override(settings.LANGUAGE_CODE):
        return sum(tell_of_early(lots[pk], early[-1], on) for pk, early in early_among(lots.values()).items())


def tell_of_early(lot: Lot, early: Conflict, on: date) -> int:
    producer = lot.product.producer
    code = nearest_version(producer.place, on).code
    subject = _("Stamps are in use on lot %(number)s, which was harvested inside a waiting period") % {
        "number": lot.number
    }
    given = {"subject": subject, "body": too_early(early), "url": f"/{code}/{on.isoformat()}/produce/lots/{lot.pk}/"}
    key = f"lot.early:{lot.pk}:{early.treatment.pk}:{early.harvest.pk}"
    return sum(tell(person=one, key=f"{key}:{one.pk}", **given) is not None for one in concerned(producer, on))


def tell_issuers(producer: Producer, run: Run, codes: str, reason: str, entry: int, on: date) -> int:
    """That the producer asks for stamps to be printed again; `entry` is the line of the log that says so."""
    code = nearest_version(run.place, on).code
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(producer)s asks for stamps to be printed again") % {"producer": producer.name}
        body = _("Run %(run)s, stamps %(codes)s. Reason: %(reason)s") % {
            "run": run.number,
            "codes": codes,
            "reason": reason,
        }
    given = {"subject": subject, "body": body, "url": f"/{code}/{on.isoformat()}/produce/stock/{producer.pk}/"}
    people = holders(run.place, on, roles_that_may(Action.ISSUE_STAMPS))
    return sum(tell(person=one, key=f"stamps.ask:{entry}:{one.pk}", **given) is not None for one in people)
