"""Writes: what verification and appraisal find of one criterion."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.office.access import posts_for, today
from openntm.office.log import record
from openntm.office.models import Person, Post
from openntm.office.roles import Action, Role
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.access.posts import holder_of, posts_of_tier
from openntm.recognition.models import CriterionReview, Dossier
from openntm.recognition.queries.authors import authors_of
from openntm.recognition.queries.charge import department_of
from openntm.recognition.queries.reviews import STATES, Layer, Verdict, law_of
from openntm.recognition.services.refused import DayImpossible, Refused


class NotUnderReview(Refused):
    sentence = _("The dossier is not at this step: its criteria cannot be reviewed now.")


class ReviewsOwnDossier(Refused):
    sentence = _("Nobody reviews a dossier that they opened or prepared for the commune.")


class NotInCharge(Refused):
    sentence = _("Another department is in charge of this criterion.")


class CommentMissing(Refused):
    sentence = _("Say why the criterion is not met: the commune must know what to mend.")


class CriterionUnknown(Refused):
    sentence = _("The dossier has no such criterion.")


def reviewing_posts(by: Person, dossier: Dossier, layer: str) -> list[Post]:
    """Verification is the district's; appraisal belongs to departments and appraisers."""
    if layer == Layer.VERIFICATION:
        return posts_of_tier(by, Action.VERIFY_DOSSIERS, dossier.place, "district")
    return posts_for(by, Action.CONFIRM_CRITERIA, dossier.place, today())


def in_charge(post: Post, department: str) -> bool:
    """A department only of its own criteria; an appraiser and the district of any."""
    return post.role != Role.DEPARTMENT or (bool(department) and post.department == department)


@transaction.atomic
def review_criterion(
    *,
    by: Person,
    pk: int,
    layer: str,
    criterion: str,
    verdict: str,
    comment: str = "",
    seen_on_the_ground: date | None = None,
    day: date | None = None,
) -> CriterionReview:
    """The newest review counts; earlier ones stay."""
    dossier = dossiers_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    posts = reviewing_posts(by, dossier, layer)
    if not posts:
        raise PermissionDenied
    law = law_of(dossier)
    refuse_review(dossier, layer, known={one.id for one in law.criteria} if law else set(), criterion=criterion)
    department = department_of(law.id, criterion) if law else ""
    fitting = [post for post in posts if in_charge(post, department)]
    if not fitting:
        raise NotInCharge
    holder = holder_of(fitting[0], by)
    if {by.pk, fitting[0].person_id} & authors_of(dossier):
        raise ReviewsOwnDossier
    comment, day = comment.strip(), day or today()
    if verdict == Verdict.NOT_MET and not comment:
        raise CommentMissing
    if not dossier.since <= day <= today() or (seen_on_the_ground and seen_on_the_ground > day):
        raise DayImpossible
    review = CriterionReview.objects.create(
        dossier=dossier,
        layer=layer,
        criterion=criterion,
        department=department,
        verdict=Verdict(verdict),
        comment=comment,
        seen_on_the_ground=seen_on_the_ground,
        day=day,
        by=by,
        on_behalf_of=holder,
        at=timezone.now(),
    )
    after = {"review_layer": layer, "criterion": criterion, "verdict": verdict, "day": day}
    place = dossier.place
    record(by, "dossier.review", dossier, after=after, place=place, reason=comment, on_behalf_of=holder)
    return review


def refuse_review(dossier: Dossier, layer: str, *, known: set[str], criterion: str) -> None:
    if dossier.state != STATES[CriterionReview.Layer(layer)]:
        raise NotUnderReview
    if criterion not in known:
        raise CriterionUnknown
