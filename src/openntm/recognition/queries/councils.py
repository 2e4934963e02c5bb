"""Reads: what the council's ballot on a dossier came to."""

from openntm.recognition.models import Dossier, Sitting, SittingItem
from openntm.recognition.procedure.facts import Outcome
from openntm.recognition.procedure.guards import reaches


def outcome_of(dossier: Dossier) -> Outcome | None:
    """Of the last closed sitting since the dossier was last sent in: a returned dossier is voted on again."""
    sent = dossier.steps.filter(to_state="submitted_for_appraisal").order_by("-number").first()
    items = SittingItem.objects.filter(dossier=dossier, sitting__state=Sitting.State.CLOSED)
    item = items.filter(sitting__day__gte=sent.day).order_by("-sitting__day", "-pk").first() if sent else None
    if item is None:
        return None
    sitting = item.sitting
    present, members = sitting.present.count(), sitting.council.members.filter(valid_to__isnull=True).count()
    passed = reaches(present, members, sitting.quorum_percent) and reaches(
        item.in_favour, present, sitting.pass_percent
    )
    return Outcome(passed, item.in_favour, present, members)
