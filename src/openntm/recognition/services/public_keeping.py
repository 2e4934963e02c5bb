"""What falls due by itself of what people without an account wrote: late answers are told of, raw words forgotten."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.log import record
from openntm.participation.report_rules import rules
from openntm.recognition.models import PublicComment, ReviewRequest
from openntm.recognition.queries.decisions import place_of
from openntm.recognition.services.public_telling import tell_of_review

DECIDED = (PublicComment.State.SHOWN, PublicComment.State.KEPT_BACK)


def tell_of_late_reviews(*, on: date) -> int:
    """Once for each request whose answer is late; what looks like spam waits without a word."""
    late = ReviewRequest.objects.filter(answered_at__isnull=True, due__lt=on, is_suspect=False)
    with override(settings.LANGUAGE_CODE):
        said = _("The answer about decision %(number)s is late: it was due on %(due)s")
        return sum(tell_of_review(one, said, f"review_late:{one.pk}", on) for one in late.select_related("decision"))


@transaction.atomic
def forget_words(*, on: date) -> int:
    """As they were sent, some days after somebody decided; the masked words and the answers stay."""
    before = on - timedelta(days=rules().retention["words"])
    sent = PublicComment.objects.filter(state__in=DECIDED, decided_at__date__lte=before).exclude(text="")
    comments = list(sent.select_related("consultation__dossier__place"))
    for one in comments:
        one.text = ""
        one.save(update_fields=["text"])
        record(None, "comment.forget", one, place=one.consultation.dossier.place)
    answered = ReviewRequest.objects.filter(answered_at__date__lte=before).exclude(reason="")
    requests = list(answered.select_related("decision"))
    for asked in requests:
        asked.reason = ""
        asked.save(update_fields=["reason"])
        record(None, "review.forget", asked, place=place_of(asked.decision))
    return len(comments) + len(requests)
