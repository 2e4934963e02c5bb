"""What the form says, in both languages at once: the program that fills it in chooses."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from openntm.visits.models import Observation, VisitAnswer, VisitSignature

LANGUAGES = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}  # the first is shown unless the person chooses
WORDS: dict[str, Any] = {
    "subject": _("What is visited"),
    "day": _("Visited on"),
    "position": _("Position"),
    "note": _("Note"),
    "finding": _("Finding of the visit"),
    "item": _("Item of the checklist, if it is about one"),
    "severity": _("How severe"),
    "text": _("What was found wrong"),
    "demand": _("What is demanded"),
    "due": _("To be remedied by"),
    "finding_image": _("Photo of it"),
    "photo": _("Photo"),
    "image": _("Photo"),
    "end": _("End of the visit"),
    "close": _("Close the visit now? Then every item needs an answer, and what was found stays as it is."),
    "yes": _("Yes, close it"),
    "no": _("No, go on later on the page of the visit"),
    "result": _("Say in a sentence what came out."),
    "signature": _("Signature under what was found"),
    "name": _("Who signs"),
    "role": _("Signs as"),
    "signed": _("Hand-written signature"),
}
CHOICES = dict([*VisitAnswer.Value.choices, *Observation.Severity.choices, *VisitSignature.Role.choices])


@dataclass(frozen=True)
class Both:
    vi: str
    en: str


def words() -> dict[str, Both]:
    return {key: both(text) for key, text in (WORDS | CHOICES).items()}


def both(text: Any) -> Both:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(text)
    return Both(**said)
