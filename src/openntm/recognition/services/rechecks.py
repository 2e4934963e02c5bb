"""Writes: a re-check of all titled places on a day; it says who would fall short and changes no title."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.assessment.access import Sight
from openntm.assessment.snapshot import canonical, checksum
from openntm.office.access import today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.recognition.access.rechecks import may_recheck
from openntm.recognition.models import Recheck
from openntm.recognition.queries.rechecks import recheck_content
from openntm.recognition.services.refused import Refused


class DayAhead(Refused):
    sentence = _("The day has not come yet.")


class NothingToCheck(Refused):
    sentence = _("No place here holds a title on this day.")


@transaction.atomic
def run_recheck(*, by: Person | None, place: Place, on: date) -> Recheck:
    """`by` is None on the command line. The same figures give the same content and checksum."""
    if by is not None and not may_recheck(by, place):
        raise PermissionDenied
    if on > today():
        raise DayAhead
    content = recheck_content(place, on, Sight(None))
    if not content["rows"] and not content["unjudged"]:
        raise NothingToCheck
    written = canonical(content)
    run = Recheck.objects.create(
        place=place,
        on=on,
        content=written.decode(),
        sha256=checksum(written),
        illustrative=any(row["illustrative"] for row in content["rows"]),
        made_by=by,
        made_at=timezone.now(),
    )
    after = {"on": on, "sha256": run.sha256, "units": len(content["rows"])}
    record(by, "title.recheck", run, after=after, place=place)
    return run
