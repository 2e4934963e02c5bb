"""The outbox: what people are to be told, and by which channels it left."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from openntm.office.channels import title_of
from openntm.office.models.people import Person


class Message(models.Model):
    """A notice to one person; `key` names the event, so that nobody is told of it twice."""

    PERSONAL = frozenset({"subject", "body"})
    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=400, blank=True)  # a path of this product
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def mark(self) -> str:
        """The same for every copy of the message, by which who carries it knows a second one."""
        return f"message-{self.pk}.{self.made_at:%Y%m%d%H%M%S}"

    @property
    def origin(self) -> str:
        """Of this installation; empty where it does not know its own address."""
        return next(iter(settings.CSRF_TRUSTED_ORIGINS), "").rstrip("/")

    @property
    def page(self) -> str:
        return self.origin + self.url if self.origin and self.url else ""


class Delivery(models.Model):
    """One message by one channel: sent once, tried again while it fails."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_a_channel")]
        indexes = [models.Index(fields=["next_try"], condition=Q(sent_at__isnull=True), name="delivery_waiting")]

    def __str__(self) -> str:
        return f"{self.channel} {self.message_id}"

    @property
    def way(self) -> str:
        return title_of(self.channel)
