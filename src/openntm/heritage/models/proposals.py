"""What a resident knows of a site; nobody reads it but its keepers until they publish it in their words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.heritage.models.sites import Account, Site
from openntm.office.models import Person, StoredFile


class Proposal(models.Model):
    PERSONAL = frozenset({"text", "contact"})

    class State(models.TextChoices):
        NEW = "new", _("to be read")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("left unpublished")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="proposals")
    text = models.TextField()
    contact = models.CharField(max_length=100, blank=True)  # forgotten when it is settled
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.TextField(blank=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="proposal_is_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(account__isnull=False), name="proposal_is_published_as_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.at:%Y-%m-%d}"
