"""Writes: minutes, as Word and PDF with a code, by whoever reads what they tell."""

from openntm.codes.services.minting import print_out_code
from openntm.office.access import acting_for, today
from openntm.office.documents import Document
from openntm.office.documents.lines import ILLUSTRATIVE
from openntm.office.models import Person, PrintOut
from openntm.office.printed import standing_print_outs
from openntm.office.roles import Action
from openntm.office.services.print_outs import print_document, take_back
from openntm.places.models import Place


def print_minutes(*, by: Person, document: Document, kind: str, key: str, place: Place) -> PrintOut:
    """The caller has asked whether the person sees it; the last print-out while it says the same."""
    return print_document(
        by=by,
        document=document,
        kind=kind,
        key=key,
        place=place,
        code=print_out_code,
        illustrative=ILLUSTRATIVE in document.mark,
        on_behalf_of=acting_for(by, Action.READ_FIGURES, place, today()),
    )


def take_back_minutes(*, by: Person, kind: str, key: str, reason: str, on_behalf_of: Person | None) -> None:
    """Inside the act by which they no longer hold; the reason is public. All of them: once the last one is withdrawn,
    the one before would be the newest."""
    for printed in standing_print_outs(kind, key):
        take_back(by, printed, reason, on_behalf_of=on_behalf_of)
