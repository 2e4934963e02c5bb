"""Writes: what hangs on a work: parties, contracts, milestones, money, progress, documents."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openntm.office.access import today
from openntm.office.files import keep
from openntm.office.models import Person
from openntm.office.wording import number_text
from openntm.places.vietnamese import clean
from openntm.works.models import Contract, Milestone, Money, Party, Progress, Work, WorkDocument
from openntm.works.services.keeping import kept_work, write
from openntm.works.services.refusals import (
    ChangeNotRecorded,
    ConversionMissing,
    DayAhead,
    ProgressFalls,
    UnitMissing,
)

IN_UNITS = (Money.Source.PEOPLE_LABOUR, Money.Source.PEOPLE_LAND, Money.Source.PEOPLE_MATERIALS)
AGREED = {"value": _("The value of the contract"), "days": _("The duration of the contract")}


@transaction.atomic
def set_party(*, by: Person, work: int, pk: int | None = None, **given: Any) -> Party:
    """`pk`: of one that is changed."""
    kept = kept_work(by, work)
    one = kept.parties.get(pk=pk) if pk else Party(work=kept)
    write(by, "work.party", one, kept, given)
    return one


@transaction.atomic
def set_contract(*, by: Person, work: int, pk: int | None = None, supplier: str = "", **given: Any) -> Contract:
    """`supplier` by name: it becomes a party of the work. What was signed changes by a recorded change alone."""
    kept = kept_work(by, work)
    one = kept.contracts.get(pk=pk) if pk else Contract(work=kept)
    for name, word in AGREED.items():
        before = getattr(one, name)
        if pk and one.signed_on and name in given and before not in (None, given[name]):
            raise ChangeNotRecorded(field=word)
    given["supplier"] = supplier_named(by, kept, supplier)
    write(by, "work.contract", one, kept, given)
    return one


def supplier_named(by: Person, work: Work, name: str) -> Party | None:
    if not clean(name):
        return None
    known = work.parties.filter(role=Party.Role.SUPPLIER, name=clean(name)).first()
    if known is None:
        known = Party(work=work)
        write(by, "work.party", known, work, {"role": Party.Role.SUPPLIER, "name": name})
    return known


@transaction.atomic
def set_milestone(
    *, by: Person, work: int, pk: int | None = None, file: UploadedFile | None = None, **given: Any
) -> Milestone:
    kept = kept_work(by, work)
    if (met := given.get("met_on")) and met > today():
        raise DayAhead
    one = kept.milestones.get(pk=pk) if pk else Milestone(work=kept)
    if file:
        given["evidence"] = keep(file, by, place=kept.place)
    write(by, "work.milestone", one, kept, given)
    return one


@transaction.atomic
def set_money(*, by: Person, work: int, source: str, **given: Any) -> Money:
    """One row a source: entered again it is changed."""
    kept = kept_work(by, work)
    one = kept.money.filter(source=source).first() or Money(work=kept)
    held = {
        name: given.get(name, getattr(one, name)) for name in ("planned", "actual", "planned_units", "actual_units")
    }
    if source in IN_UNITS:
        if source == Money.Source.PEOPLE_MATERIALS and held["planned_units"] is not None and not given.get("unit"):
            raise UnitMissing
        if any(held[name] is not None for name in ("planned", "actual")) and not given.get("conversion"):
            raise ConversionMissing
    write(by, "work.money", one, kept, {"source": source, **given})
    return one


@transaction.atomic
def record_progress(*, by: Person, work: int, day: date, **given: Any) -> Progress:
    """One row a day: entered again it is corrected, and the log keeps what stood there."""
    kept = kept_work(by, work)
    if day > today():
        raise DayAhead
    earlier = kept.progress.filter(day__lt=day).last()
    if earlier and given["actual_percent"] < earlier.actual_percent and not clean(given.get("note", "")):
        raise ProgressFalls(day=earlier.day.strftime("%d/%m/%Y"), percent=number_text(earlier.actual_percent))
    one = kept.progress.filter(day=day).first() or Progress(work=kept)
    write(by, "work.progress", one, kept, {"day": day, **given})
    return one


@transaction.atomic
def set_document(
    *, by: Person, work: int, pk: int | None = None, file: UploadedFile | None = None, **given: Any
) -> WorkDocument:
    """A file is needed for a new one; of one that stands there the words and whether it is public change."""
    kept = kept_work(by, work)
    one = kept.documents.get(pk=pk) if pk else WorkDocument(work=kept)
    if file:
        given["file"] = keep(file, by, place=kept.place)
    write(by, "work.document", one, kept, given)
    return one
