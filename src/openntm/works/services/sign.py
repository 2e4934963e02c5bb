"""Writes: the code on the board at the site, one a work, for as long as the work is known."""

from django.db import transaction

from openntm.codes import services as codes
from openntm.codes.models import Code
from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.works.access import works_visible_to
from openntm.works.models import Work
from openntm.works.services.keeping import refuse_unless_keeps

WORK = "work"


def code_of(work: Work) -> Code | None:
    return codes.code_of(WORK, str(work.pk))


@transaction.atomic
def make_sign(*, by: Person, pk: int) -> Code:
    """The same code each time, so that signs that stand keep leading to the work."""
    work = works_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, work.place)
    if known := code_of(work):
        return known
    code = codes.standing_code(kind=WORK, key=str(work.pk))
    acting = acting_for(by, Action.KEEP_WORKS, work.place, today())
    record(by, "work.sign", work, place=work.place, on_behalf_of=acting)
    return code
