"""What people without an account say: comments on a dossier in consultation, requests to look at a decision again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person
from openntm.recognition.models.decisions import Decision
from openntm.recognition.models.opinions import Consultation, Opinion


class PublicComment(models.Model):
    """As it was sent; once the holder of the dossier has read it, what is shown of it is an opinion."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("comment", "to be read")
        SHOWN = "shown", pgettext_lazy("comment", "published")
        KEPT_BACK = "kept_back", pgettext_lazy("comment", "kept back")

    PERSONAL = frozenset({"text"})
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    agrees = models.BooleanField(null=True, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    is_suspect = models.BooleanField(default=False)  # of being spam; a person decides
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="comment", null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="kept_back") | ~Q(reason=""), name="public_comment_kept_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(opinion__isnull=False), name="public_comment_shown_as_an_opinion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.at.isoformat()}"


class ReviewRequest(models.Model):
    """Somebody affected asks to look at a decision again; the answer is public, what they wrote is not."""

    PERSONAL = frozenset({"reason", "contact"})
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="review_requests")
    reason = models.TextField()
    contact = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    is_suspect = models.BooleanField(default=False)  # of being spam; a person decides
    due = models.DateField()
    answer = models.TextField(blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (~Q(answer="") & Q(is_granted__isnull=False, contact="")),
                name="review_request_answered_in_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.at.isoformat()}"
