"""Writes: minutes of supervision and acceptance, and the plan of a board, for whoever sees their pages."""

from django.db import transaction

from openntm.codes.services.minutes import print_minutes
from openntm.office.models import Person, PrintOut
from openntm.visits.documents import TOLD, visit_document
from openntm.works.access import boards_visible_to, visits_visible_to
from openntm.works.documents.acceptance import acceptance_document
from openntm.works.documents.plan import plan_document
from openntm.works.documents.supervision import about_round
from openntm.works.models import Acceptance, Round

MINUTES = "works.visit_minutes"


@transaction.atomic
def print_round(*, by: Person, pk: int) -> PrintOut:
    rows = Round.objects.filter(pk__in=visits_visible_to(by).values("pk"))
    told = [f"visit__{name}" for name in TOLD]
    one = rows.select_related("visit__by", "board__work__place").prefetch_related(*told, "present").get(pk=pk)
    document, place = visit_document(one.visit, about_round(one)), one.board.work.place
    return print_minutes(by=by, document=document, kind=MINUTES, key=minutes_key(pk), place=place)


def minutes_key(visit: int) -> str:
    return f"visit:{visit}"


@transaction.atomic
def print_acceptance(*, by: Person, pk: int) -> PrintOut:
    rows = Acceptance.objects.filter(board__in=boards_visible_to(by).values("pk"))
    made = rows.select_related("work__place", "board").get(pk=pk)
    kind, document = "works.acceptance_minutes", acceptance_document(made)
    return print_minutes(by=by, document=document, kind=kind, key=f"acceptance:{pk}", place=made.work.place)


@transaction.atomic
def print_plan(*, by: Person, pk: int) -> PrintOut:
    board = boards_visible_to(by).select_related("work__place").get(pk=pk)
    kind, document = "works.board_plan", plan_document(board)
    return print_minutes(by=by, document=document, kind=kind, key=f"board:{pk}", place=board.work.place)
