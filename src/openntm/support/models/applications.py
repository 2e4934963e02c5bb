"""Applications for support, each step that they take, and the lists that approve them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy as said

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.produce.models import Certificate, Producer
from openntm.steering.models import Registration
from openntm.support.models.schemes import Call


class State(models.TextChoices):
    """Of an application, and from its approval on of its grant too."""

    SUBMITTED = "submitted", said("support", "submitted")
    CONFIRMED = "confirmed", said("support", "confirmed by the commune")
    APPRAISED = "appraised", said("support", "appraised")
    RETURNED = "returned", said("support", "returned to the applicant")
    REFUSED = "refused", said("support", "refused")
    WITHDRAWN = "withdrawn", said("support", "withdrawn")
    APPROVED = "approved", said("support", "approved")
    DELIVERED = "delivered", said("support", "delivered")
    ACCEPTED = "accepted", said("support", "accepted")
    PAID = "paid", said("support", "paid")
    AUDITED = "audited", said("support", "audited")
    CANCELLED = "cancelled", said("support", "cancelled")


class Application(models.Model):
    """A producer, a commune or a hamlet of it (`hamlet`) asks; `thing` is what must not be paid for twice."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the commune that confirms
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    hamlet = models.CharField(max_length=100, blank=True)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    beneficiary = models.CharField(max_length=160)  # producer:5, place:7 or hamlet:7:name
    thing = models.CharField(max_length=300)
    thing_key = models.CharField(max_length=300, db_index=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    cost = models.BigIntegerField(null=True, blank=True)  # where a share of it is given
    asked = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    since = models.DateField()
    submitted_on = models.DateField()
    evidence = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    computed = models.BigIntegerField(null=True, blank=True)  # what the terms give
    appraised = models.BigIntegerField(null=True, blank=True)  # what the office proposes, never more
    lowered_because = models.TextField(blank=True)
    judged = models.JSONField(default=list)  # the clauses as they stood at the appraisal
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entered_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="application_asks_for_something"),
            models.CheckConstraint(condition=~Q(thing_key=""), name="application_names_its_thing"),
            models.CheckConstraint(
                condition=Q(producer__isnull=True) | Q(hamlet=""), name="application_of_a_producer_or_a_hamlet"
            ),
            models.CheckConstraint(
                condition=Q(appraised__isnull=True) | Q(appraised__gt=0), name="appraised_above_nothing"
            ),
            models.UniqueConstraint(
                fields=["call", "beneficiary", "thing_key"],
                condition=~Q(state__in=["refused", "withdrawn"]),
                name="application_once_a_call_and_thing",
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="applications_of_a_call")]

    def __str__(self) -> str:
        return f"{self.pk} {self.thing}"

    @property
    def applicant(self) -> str:
        """The producer or the hamlet by name; empty for the commune itself."""
        return str(self.producer) if self.producer_id else self.hamlet


class Step(models.Model):
    """One step of an application or of the grant that came of it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    transition = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=State)
    day = models.DateField()
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="support_step_once")]

    def __str__(self) -> str:
        return f"{self.application_id}.{self.number} {self.transition}"


class AwardList(models.Model):
    """An approved list, frozen: there is none before the decision that approves it."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="awards")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # that pays
    number = models.CharField(max_length=80)
    decided_on = models.DateField()
    total = models.BigIntegerField()
    snapshot = models.TextField()  # canonical JSON, as it was approved
    sha256 = models.CharField(max_length=64)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number", "decided_on"], name="award_number_once"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(sha256="") & ~Q(snapshot=""), name="award_is_decided_and_frozen"
            ),
            models.CheckConstraint(condition=Q(total__gt=0), name="award_gives_something"),
        ]

    def __str__(self) -> str:
        return self.number
