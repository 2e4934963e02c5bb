"""What the scan page is compared with: the same page as a plain Django view with the ORM, and a constant answer."""

import os
import sys
from functools import cache

from django.http import HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone, translation


def scanned(request, token):
    """Looked up, counted and rendered, by the ORM; what the page tells of the lot is worked out once and kept."""
    from django.db import transaction
    from django.db.models import F

    from openntm.codes.models import ScanTotal
    from openntm.codes.queries import read_code
    from openntm.produce.models import Lot
    from openntm.produce.stamps.pages import EXPLAINED, HEADINGS, SIGNS, counted_words
    from openntm.produce.stamps.standing import standing_of, truth_of

    found = read_code(token)
    if found is None:
        return HttpResponseNotFound()
    now = timezone.now()
    with transaction.atomic():
        total, is_new = ScanTotal.objects.get_or_create(
            run=found.run, index=found.index, defaults={"count": 1, "first_at": now, "last_at": now}
        )
        if not is_new:
            ScanTotal.objects.filter(pk=total.pk).update(count=F("count") + 1, last_at=now)
    day = timezone.localdate()
    lot = Lot.objects.select_related("certificate").prefetch_related("certificate__acts").get(pk=found.stock.key)
    truth = truth_of(lot, day)
    standing = standing_of(found.stock.state, lot, truth, recalled=lot.state == Lot.State.RECALLED)
    slot = {"token": token, "grouped": token, "counted": counted_words()(total.count, int(now.timestamp())).decode()}
    with translation.override("vi"):
        context = {"slot": slot, "standing": standing, "sign": SIGNS[standing], "day": day}
        context |= {"heading": HEADINGS[standing], "explained": EXPLAINED[standing]}
        page = render_to_string("produce/stamps/stamp.html", context | {"content": told(lot.pk, day)})
    return HttpResponse(page)


@cache
def told(key, day):
    from openntm.produce.stamps.content import content_of, lot_of
    from openntm.produce.stamps.standing import truth_of

    lot = lot_of(str(key))
    return content_of(lot, truth_of(lot, day), day)


urlpatterns = [path("Q/<str:token>", scanned)]


def plain_django():
    """The bare handler: none of the product's middleware."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    django.setup()
    settings.ROOT_URLCONF, settings.MIDDLEWARE = "scan_sides", []
    return WSGIHandler()


class Constant:
    async def __rsgi__(self, scope, protocol):
        protocol.response_bytes(200, [("content-type", "text/plain")], b"ok")


def main(side, port, workers):
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    given = {"port": port, "workers": workers, "log_level": LogLevels.warning}
    if side == "django":
        server = MPServer("x", interface=Interfaces.WSGI, blocking_threads=2, **given)
        server.serve(target_loader=plain_django, wrap_loader=False)
    else:
        server = MPServer("x", interface=Interfaces.RSGI, websockets=False, backlog=2048, **given)
        server.serve(target_loader=Constant, wrap_loader=False)


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
