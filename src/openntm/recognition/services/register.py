"""The register itself: how a decision is written into it, and the titles that it gives. Acts are in `decisions`."""

import re
from datetime import date
from unicodedata import normalize

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.recognition.models import Decision, TitleRecord
from openntm.recognition.queries.naming import name_of
from openntm.recognition.services.refused import DayImpossible, Refused

NUMBER = re.compile(r"\d{1,9}\s*/\s*\S.*")


class NumberMisread(Refused):
    sentence = _("A number is written as the running number, a stroke and the symbol.")


class NumberTaken(Refused):
    sentence = _("%(issuer)s has issued %(number)s in %(year)s already: every number is given once a year.")


class TitleRecordedAlready(Refused):
    sentence = _("%(name)s is recorded with this title from the same day already.")


def write_decision(
    *,
    number: str,
    issued: date,
    issuer: str,
    place: Place | None,
    kind: str,
    title_vi: str,
    title_en: str = "",
    signer: str = "",
    signed_by: Person | None = None,
    on_behalf_of: Person | None = None,
    announced_on: date | None = None,
    source_title: str = "",
    source_url: str = "",
    verified: bool = False,
    illustrative: bool = False,
    note: str = "",
) -> Decision:
    """The one way to write a Decision, within the transaction of the act, which asks for rights and writes the log."""
    number, issuer = normalize("NFC", number.strip()), normalize("NFC", issuer.strip())
    if not NUMBER.fullmatch(number):
        raise NumberMisread
    decision = Decision(
        number=re.sub(r"\s*/\s*", "/", number, count=1),
        issued=issued,
        announced_on=announced_on,
        issuer=issuer,
        place=place,
        signer=signer,
        kind=Decision.Kind(kind),
        title_vi=normalize("NFC", title_vi.strip()),
        title_en=title_en.strip(),
        source_title=source_title.strip(),
        source_url=source_url,
        verified=verified,
        illustrative=illustrative,
        note=note.strip(),
        signed_by=signed_by,
        on_behalf_of=on_behalf_of,
    )
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        if announced_on and announced_on < issued:
            raise DayImpossible from error
        raise NumberTaken(issuer=issuer, number=decision.number, year=issued.year) from error
    return decision


def issuer_of(place: Place, on: date) -> str:
    """As decisions write it, in Vietnamese whatever the reader's language."""
    with translation.override("vi"):
        return gettext("Chairperson of the People's Committee of %(place)s") % {"place": name_of(place, on)}


def give_title(decision: Decision, place: Place, title: str, for_year: int | None, *, holder: str = "") -> TitleRecord:
    day = decision.issued
    if TitleRecord.objects.filter(place=place, title=title, holder=holder, from_day=day).exists():
        raise TitleRecordedAlready(name=holder or name_of(place, day))
    made_here = not decision.source_title
    return TitleRecord.objects.create(
        place=place,
        title=title,
        holder=holder,
        earliest=day,
        from_day=day,
        from_text_vi=spoken_day(day, "vi"),
        from_text_en=spoken_day(day, "en"),
        for_year=for_year,
        decision=decision,
        illustrative=decision.illustrative,
        source_title=f"{decision.number}, {decision.issuer}" if made_here else decision.source_title,
        source_url=decision.source_url,
        confidence="decided" if made_here else "reported",
        verified=decision.verified,
    )


def spoken_day(day: date, language: str) -> str:
    with translation.override(language):
        return gettext("on %(day)s") % {"day": day.strftime("%d/%m/%Y")}
