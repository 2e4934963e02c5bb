"""Appraisal councils, their sittings and ballots. Of a secret ballot only who voted and the counts are ever stored."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, PrintOut
from openntm.places.models import Place
from openntm.recognition.models.dossiers import Dossier


class Council(models.Model):
    """Set up by a decision for a place, between days."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    decision = models.CharField(max_length=120)  # number and day of the act that set it up
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="council_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CouncilMember(models.Model):
    """Chair, deputy, secretary or member, for an organisation."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DEPUTY = "deputy", _("deputy chair")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    organisation = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"], condition=Q(valid_to__isnull=True), name="council_member_once"
            ),
            models.UniqueConstraint(
                fields=["council"], condition=Q(role="chair", valid_to__isnull=True), name="council_has_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class Sitting(models.Model):
    """One meeting of a council, with the rules of the vote as they held: shares are percent."""

    class State(models.TextChoices):
        CALLED = "called", _("called")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sittings")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.CALLED)
    secret = models.BooleanField(default=True)
    quorum_percent = models.DecimalField(max_digits=5, decimal_places=2)  # of the members, present
    pass_percent = models.DecimalField(max_digits=5, decimal_places=2)  # of the members present, in favour
    present = models.ManyToManyField(CouncilMember, related_name="+", blank=True)
    remarks = models.TextField(blank=True)
    minutes = models.ForeignKey(PrintOut, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.council_id} {self.day.isoformat()}"


class SittingItem(models.Model):
    """One dossier before a sitting. The counts of a secret ballot are kept here and nowhere else."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="sitting_items")
    position = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    invalid = models.PositiveSmallIntegerField(default=0)
    discussion = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["sitting", "dossier"], name="dossier_once_a_sitting")]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.dossier_id}"


class Ballot(models.Model):
    """That a member has voted on a dossier; `choice` is written only where the ballot is open."""

    class Choice(models.TextChoices):
        IN_FAVOUR = "in_favour", _("in favour")
        AGAINST = "against", _("against")
        INVALID = "invalid", _("invalid")

    item = models.ForeignKey(SittingItem, on_delete=models.PROTECT, related_name="ballots")
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice, blank=True)

    class Meta:
        ordering = ["member_id"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="nobody_votes_twice")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.member_id}"
