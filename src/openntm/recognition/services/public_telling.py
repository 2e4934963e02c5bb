"""Who is told that somebody without an account wrote: those who must read it, once a day for each matter."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.models import Person
from openntm.office.roles import Action, roles_that_may
from openntm.office.services import tell
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import nearest_version
from openntm.recognition.access.dossiers import TIERS
from openntm.recognition.models import PublicComment, ReviewRequest
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.queries.bodies import above
from openntm.recognition.queries.decisions import place_of
from openntm.steering.queries.addressees import posts_at, with_deputies


def tell_of_comment(comment: PublicComment, on: date) -> None:
    """The body with which the dossier lies; nobody while it lies with none."""
    dossier = comment.consultation.dossier
    law = load_procedure(dossier.procedure)
    actor = law.actors.get(law.states[dossier.state].held_by or "")
    if actor is None:
        return
    unit, people = nearest_version(dossier.place, on), readers(Action(actor.action), dossier.place, on, actor.tier)
    with override(settings.LANGUAGE_CODE):
        subject = _("Comments of residents wait to be read: %(place)s") % {"place": unit.full_name}
    url = reverse("recognition:opinions", args=[unit.code, on.isoformat(), dossier.pk])
    tell_each(people, f"comment:{dossier.pk}:{on.isoformat()}", subject, url)


def tell_of_review_request(asked: ReviewRequest, on: date) -> None:
    with override(settings.LANGUAGE_CODE):
        said = _("Somebody asks to look at decision %(number)s again: answer by %(due)s")
    tell_of_review(asked, said, f"review_request:{asked.decision_id}:{on.isoformat()}", on)


def tell_of_review(asked: ReviewRequest, said: str, key: str, on: date) -> int:
    """Those who record decisions there."""
    place = place_of(asked.decision)
    if place is None:
        return 0
    subject = said % {"number": asked.decision.number, "due": asked.due.strftime("%d/%m/%Y")}
    url = reverse("recognition:review_answer", args=[nearest_version(place, on).code, on.isoformat(), asked.pk])
    return tell_each(readers(Action.RECORD_DECISIONS, place, on), key, subject, url)


def readers(action: Action, place: Place, on: date, tier: str = "") -> list[Person]:
    """Holders of such a post at the nearest unit of the tier; where there are none, above it."""
    version = nearest_version(place, on)
    chain = [version, *above(version, on)]
    first = next((step for step, unit in enumerate(chain) if TIERS[unit.level] == tier), 0)
    return next((found for unit in chain[first:] if (found := holders(action, unit, on))), [])


def holders(action: Action, unit: PlaceVersion, on: date) -> list[Person]:
    return with_deputies(posts_at([unit.place_id], on).filter(role__in=roles_that_may(action)), [], on)


def tell_each(people: list[Person], key: str, subject: str, url: str) -> int:
    return sum(tell(person=one, key=f"{key}:{one.pk}", subject=subject, url=url) is not None for one in people)
