"""The documents that the product prints, by their kinds; an office may put a template of its own for each."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "recognition.progress_report": _("Progress report of a period"),
    "recognition.council_minutes": _("Minutes of an appraisal council"),
    "recognition.decision": _("Decision on a title"),
}
