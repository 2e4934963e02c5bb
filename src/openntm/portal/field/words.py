"""The sentences that the script of the field pages says; it holds none itself."""

from django.utils.translation import gettext as _

from openntm.visits.models import FieldOperation, Observation, VisitAnswer, VisitSignature


def words() -> dict[str, str]:
    """{…} are filled in by the script. No heading stands twice: what a template can say, it says."""
    return (
        {value: str(label) for choices in CHOICES for value, label in choices}
        | state_words()
        | act_words()
        | form_words()
    )


CHOICES = (
    VisitAnswer.Value.choices,
    Observation.Severity.choices,
    VisitSignature.Role.choices,
    FieldOperation.Kind.choices,
)


def state_words() -> dict[str, str]:
    return {
        "waiting": _("Saved on this phone. Waiting to be sent: {n}."),
        "asks": _("To be decided by you: {n}."),
        "sent": _("Sent at {at}. Nothing waits on this phone."),
        "nothing": _("Nothing waits on this phone."),
        "others": _("Waiting for another person to sign in: {n}."),
        "ready": _("Taken along at {at}: works without network."),
        "offline": _("No network now; go on working."),
        "signed_out": _("You are signed out; nothing is lost."),
        "failed": _("The server could not answer; it is asked again."),
    }


def act_words() -> dict[str, str]:
    return {
        "is_waiting": _("waits to be sent"),
        "is_conflict": _("answered by somebody else meanwhile: decide in the visit"),
        "is_refused": _("not accepted: {reason}"),
        "mark_waiting": _("saved on this phone"),
        "mark_conflict": _("to be decided"),
        "mark_refused": _("not accepted"),
        "drop": _("Delete this entry from the phone? It was not sent and cannot be brought back."),
        "file": _("visits-not-sent"),
    }


def form_words() -> dict[str, str]:
    return {
        "answered": _("items answered"),
        "closed_here": _("closed on this phone"),
        "none": _("no answer"),
        "by": _("by"),
        "needed": _("Please fill this in."),
        "too_early": _("The day lies before the visit."),
        "too_large": _("The file is larger than {n} MB."),
        "unanswered": _("Not answered yet: {n} items. The first: {first}"),
        "unsigned": _("Please sign in the box, or choose a photo of the signature."),
        "close_sure": _("Close the visit? What was found stays as it is."),
    }
