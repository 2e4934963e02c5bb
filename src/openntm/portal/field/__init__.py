"""Visits in the field: the one table from what is visited to the functions of the package that keeps its visits."""

from datetime import date

from django.urls import reverse

from openntm.heritage.access import SUBJECT as SITE
from openntm.heritage.access import rounds_made_by
from openntm.heritage.queries.rounds import round_subjects, site_names
from openntm.heritage.services import rounds as site_rounds
from openntm.office.models import Person
from openntm.produce.access.audits import SUBJECT as PRODUCER
from openntm.produce.access.audits import audits_made_by
from openntm.produce.queries.audits import audit_subjects, producer_names
from openntm.produce.services import audits
from openntm.visits.desk import Desk
from openntm.visits.models import Visit
from openntm.works.access import visits_watched_by
from openntm.works.access.boards import SUBJECT as WORK
from openntm.works.queries.boards import visit_subjects, work_names
from openntm.works.services import rounds as work_rounds


def start_audit(*, by: Person, key: str, kind: str, day: date) -> Visit:
    return audits.start_audit(by=by, producer=int(key), kind=kind, day=day)


def start_round(*, by: Person, key: str, kind: str, day: date) -> Visit:
    """A site has rounds of one kind."""
    return site_rounds.start_round(by=by, site=int(key), day=day)


FIELD: dict[str, Desk] = {
    PRODUCER: Desk(
        made_by=audits_made_by,
        names=producer_names,
        subjects=audit_subjects,
        address=lambda code, day, visit: reverse("produce:audit", args=[code, day, visit.pk]),
        start=start_audit,
        answer=audits.answer_audit,
        observe=audits.observe,
        add_photo=audits.add_audit_photo,
        sign=audits.sign_audit,
        close=audits.close_audit,
    ),
    WORK: Desk(
        made_by=visits_watched_by,
        names=work_names,
        subjects=visit_subjects,
        address=lambda code, day, visit: reverse("works:visit", args=[code, day, visit.pk]),
        start=work_rounds.start_in_field,
        answer=work_rounds.answer_round,
        observe=work_rounds.observe,
        add_photo=work_rounds.add_round_photo,
        sign=work_rounds.sign_round,
        close=work_rounds.close_round,
    ),
    SITE: Desk(
        made_by=rounds_made_by,
        names=site_names,
        subjects=round_subjects,
        address=lambda code, day, visit: reverse("heritage:round", args=[code, day, visit.pk]),
        start=start_round,
        answer=site_rounds.answer_round,
        observe=site_rounds.observe,
        add_photo=site_rounds.add_round_photo,
        sign=site_rounds.sign_round,
        close=site_rounds.close_round,
    ),
}
