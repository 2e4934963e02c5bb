"""The farm diary: written, corrected by a new entry, taken back; sent twice, an entry is kept once."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.codes import generation
from openntm.office.files import keep
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.office.wording import number_text
from openntm.places.vietnamese import clean
from openntm.produce.access import entries_visible_to, plots_visible_to
from openntm.produce.access.writing import is_keeper, writing_for
from openntm.produce.models import DiaryEntry, HarvestShare, Plot, Producer

Kind = DiaryEntry.Kind
# What an entry of a kind says beside its day, who did it and the note; all the rest is left empty.
SAYS: dict[str, tuple[str, ...]] = {
    Kind.TREATMENT: ("input_name", "registration", "dose", "waiting_days"),
    Kind.FERTILISER: ("input_name", "registration", "dose"),
    Kind.WATERING: (),
    Kind.PRUNING: (),
    Kind.HARVEST: ("quantity_kg",),
    Kind.OTHER: (),
}
MUST: dict[str, tuple[str, ...]] = {**SAYS, Kind.FERTILISER: ("input_name",)}
ALWAYS = ("plot_id", "kind", "day", "done_by", "note")
LOGGED = (*ALWAYS, "input_name", "registration", "dose", "waiting_days", "quantity_kg", "withdrawn")


class EntryLacks(Refused):
    """A treatment names product, number, dose and waiting days; a harvest its weight; fertiliser its product."""

    sentence = _("This must be given for such an entry.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class DiaryDayAhead(Refused):
    sentence, field = _("The day lies ahead: the diary keeps what was done."), "day"


class OutsideAreaDays(Refused):
    sentence, field = _("The growing area did not exist on this day."), "day"


class NoPerson(Refused):
    sentence, field = _("Say who did the work."), "done_by"


class NoReason(Refused):
    sentence, field = _("Say why: the earlier entry stays to be read beside yours."), "reason"


class EntryReplaced(Refused):
    sentence = _("This entry was corrected or withdrawn before; the newest one stands in the diary.")


class HarvestInLot(Refused):
    sentence, field = _("Lots took %(kg)s kg of this harvest: take it out of them first."), "quantity_kg"


class KeyOfAnother(Refused):
    sentence = _("This form was used for another plot: open a new one.")


@transaction.atomic
def write_entry(
    *,
    by: Person,
    plot: int,
    kind: str,
    day: date,
    done_by: str,
    on: date,
    note: str = "",
    key: str = "",
    photo: UploadedFile | None = None,
    illustrative: bool = False,
    **said: Any,
) -> DiaryEntry:
    """`key` is made where the entry is written: the same key again gives the entry that is there. `on` is today."""
    ground = plot_for(by, plot)
    if known := already_written(key, ground):
        return known
    entry = DiaryEntry(plot=ground, kind=kind, day=day, done_by=clean(done_by), note=clean(note), key=key or new_key())
    entry.illustrative = illustrative
    return keep_entry(by, entry, said, photo, on)


@transaction.atomic
def write_entries(*, by: Person, plot: int, also: Sequence[int] = (), key: str = "", **said: Any) -> list[DiaryEntry]:
    """The same work on several plots, on all or on none; a photo belongs to the first."""
    first = write_entry(by=by, plot=plot, key=key, **said)
    rest = {name: value for name, value in said.items() if name != "photo"}
    return [first, *(write_entry(by=by, plot=one, key=key and f"{key[:30]}-{one}", **rest) for one in also)]


@transaction.atomic
def correct_entry(
    *,
    by: Person,
    pk: int,
    reason: str,
    on: date,
    key: str = "",
    photo: UploadedFile | None = None,
    **changed: Any,
) -> DiaryEntry:
    """A new entry in its place; what is not given stays as it was. Lots that took of a harvest keep their share."""
    old = entry_for(by, pk)
    if known := already_written(key, old.plot):
        return known
    new = successor(old, reason, key)
    for name in ("day", "done_by", "note"):
        if name in changed:
            given = changed.pop(name)
            setattr(new, name, clean(given) if isinstance(given, str) else given)
    said = {name: changed.get(name, getattr(old, name)) for name in SAYS[old.kind]}
    if old.kind == Kind.HARVEST and taken_of(old) > Decimal(said["quantity_kg"] or 0):
        raise HarvestInLot(kg=number_text(taken_of(old)))
    made = keep_entry(by, new, said, photo, on, before=row(old, LOGGED))
    HarvestShare.objects.filter(harvest=old).update(harvest=made)
    return made


@transaction.atomic
def withdraw_entry(*, by: Person, pk: int, reason: str, on: date) -> DiaryEntry:
    """The entry never happened; it stays to be read, with the reason."""
    old = entry_for(by, pk)
    if taken_of(old):
        raise HarvestInLot(kg=number_text(taken_of(old)))
    new = successor(old, reason, "")
    new.withdrawn = True
    return keep_entry(by, new, {name: getattr(old, name) for name in SAYS[old.kind]}, None, on, before=row(old, LOGGED))


def plot_for(by: Person, pk: int) -> Plot:
    return plots_visible_to(by).select_related("area__producer__place", "area__place").get(pk=pk)


def entry_for(by: Person, pk: int) -> DiaryEntry:
    """The entry that stands, held until the act is done."""
    found = entries_visible_to(by).select_related("plot__area__producer__place", "plot__area__place")
    entry: DiaryEntry = found.select_for_update(of=("self",)).get(pk=pk)
    if entry.withdrawn or DiaryEntry.objects.filter(corrects=entry).exists():
        raise EntryReplaced
    return entry


def already_written(key: str, plot: Plot) -> DiaryEntry | None:
    known = DiaryEntry.objects.filter(key=key).first() if key else None
    if known and known.plot_id != plot.pk:
        raise KeyOfAnother
    return known


def successor(old: DiaryEntry, reason: str, key: str) -> DiaryEntry:
    if not reason.strip():
        raise NoReason
    new = DiaryEntry(plot=old.plot, kind=old.kind, day=old.day, done_by=old.done_by, note=old.note, photo=old.photo)
    new.corrects, new.reason, new.key, new.illustrative = old, reason.strip(), key or new_key(), old.illustrative
    return new


def keep_entry(
    by: Person,
    entry: DiaryEntry,
    said: dict[str, Any],
    photo: UploadedFile | None,
    on: date,
    before: dict[str, Any] | None = None,
) -> DiaryEntry:
    producer, place = owner(entry.plot), entry.plot.area.place
    on_behalf_of = writing_for(by, producer)
    for name in SAYS[entry.kind]:
        given = said.get(name)
        setattr(entry, name, clean(given) if isinstance(given, str) else given if given is not None else empty(name))
    refuse_unless_whole(entry, on)
    entry.entered_by, entry.entered_at = by, timezone.now()
    if photo:
        entry.photo = keep(photo, by, place=place)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as clash:  # two at once: sent twice, or one entry corrected twice
        if known := already_written(entry.key, entry.plot):
            return known
        raise EntryReplaced from clash
    after = {**row(entry, LOGGED), "for_producer": "" if is_keeper(by, producer) else producer.name}
    told: dict[str, Any] = {"place": place, "reason": entry.reason, "on_behalf_of": on_behalf_of}
    verb = "write" if not entry.corrects_id else "withdraw" if entry.withdrawn else "correct"
    record(by, f"diary.{verb}", entry, before=before, after=after, **told)
    generation.touch()
    return entry


def owner(plot: Plot) -> Producer:
    """Land without a producer has no diary."""
    if plot.area.producer is None:
        raise Plot.DoesNotExist
    return plot.area.producer


def empty(name: str) -> Any:
    return None if name in ("waiting_days", "quantity_kg") else ""


def refuse_unless_whole(entry: DiaryEntry, on: date) -> None:
    area = entry.plot.area
    if entry.day > on:
        raise DiaryDayAhead
    if entry.day < area.valid_from or (area.valid_to and entry.day >= area.valid_to):
        raise OutsideAreaDays
    if not entry.done_by:
        raise NoPerson
    for name in MUST[entry.kind]:
        if getattr(entry, name) in ("", None) or (name == "quantity_kg" and entry.quantity_kg <= 0):  # type: ignore[operator]
            raise EntryLacks(name)


def taken_of(harvest: DiaryEntry) -> Decimal:
    """How many kilograms lots took of it."""
    return HarvestShare.objects.filter(harvest=harvest).aggregate(kg=Sum(F("kg")))["kg"] or Decimal(0)


def new_key() -> str:
    return uuid4().hex
