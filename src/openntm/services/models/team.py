"""Community digital teams and their helper sessions: counts only, never a name of who was helped."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.places.models import Place


class Team(models.Model):
    PERSONAL = frozenset({"head", "phone"})

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    members = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="team_once_a_place"),
            models.CheckConstraint(condition=Q(members__gte=1), name="team_has_members"),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One meeting at which a team helps; once signed it is not changed any more."""

    class State(models.TextChoices):
        OPEN = "open", _("not signed yet")
        SIGNED = "signed", _("signed")

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    helpers = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(helpers__gte=1, hours__gt=0, hours__lte=24), name="session_is_real"),
            models.CheckConstraint(
                condition=Q(state="open", signed_at__isnull=True) | Q(state="signed", signed_at__isnull=False),
                name="session_is_signed_once",
            ),
        ]
        indexes = [models.Index(fields=["place", "day"], name="sessions_of_a_place")]

    def __str__(self) -> str:
        return f"{self.team} {self.day:%d/%m/%Y}"


class Helped(models.Model):
    """How many people a session helped with one thing: a procedure or a skill; the other is empty."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="helped")
    slug = models.CharField(max_length=60, blank=True)
    skill = models.CharField(max_length=20, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "slug", "skill"], name="helped_once_a_session"),
            models.CheckConstraint(
                condition=Q(slug="") & ~Q(skill="") | ~Q(slug="") & Q(skill=""), name="helped_with_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug or self.skill}: {self.count}"
