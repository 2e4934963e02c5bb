"""What others said of a dossier: consultations, opinions, the commune's meeting, the satisfaction of residents."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.participation.models import Survey
from openntm.recognition.models.dossiers import Dossier


class Consultation(models.Model):
    """A period in which the report is shown, read on the loudspeaker, and opinions are taken."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="consultations")
    tier = models.CharField(max_length=10)  # commune or district
    begins = models.DateField()
    ends = models.DateField()  # the last day
    broadcasts = models.PositiveSmallIntegerField(default=0)
    shown_at = models.TextField(blank=True)  # where it hung: the commune office, culture houses, a portal
    report = models.ForeignKey(  # the file that everybody may read, without personal data
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="consultation_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.tier} {self.begins.isoformat()}"


class Opinion(models.Model):
    """One opinion or several alike, with the answer that it got."""

    class From(models.TextChoices):
        FRONT = "front", _("Fatherland Front committee")
        ORGANISATION = "organisation", _("mass organisation")
        HAMLET = "hamlet", _("hamlet meeting")
        RESIDENT = "resident", _("residents")
        AGENCY = "agency", _("agency")

    PERSONAL = frozenset({"who"})
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions")
    origin = models.CharField(max_length=15, choices=From)
    who = models.CharField(max_length=200, blank=True)  # of residents never shown outside
    people = models.PositiveIntegerField(default=1)
    agrees = models.BooleanField(null=True, blank=True)
    text = models.TextField(blank=True)
    day = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="opinion_of_somebody")]

    def __str__(self) -> str:
        return f"{self.origin} {self.day.isoformat()}"


class Meeting(models.Model):
    """The commune's meeting that votes to propose the title."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="meetings")
    day = models.DateField()
    invited = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField()
    chair = models.CharField(max_length=150)
    secretary = models.CharField(max_length=150)
    remarks = models.TextField(blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__lte=F("invited")) & Q(in_favour__lte=F("present")), name="meeting_counts_fit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.day.isoformat()}"


class Satisfaction(models.Model):
    """How many households were asked whether they are satisfied, and how many are, content by content."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="satisfaction")
    begins = models.DateField()
    ends = models.DateField()
    households = models.PositiveIntegerField()  # of the place
    answered = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()  # on the whole
    run_by = models.CharField(max_length=200)
    # From which the counts were taken over; without one they were typed.
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["ends", "pk"]
        verbose_name_plural = "satisfaction"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered__lte=F("households")) & Q(satisfied__lte=F("answered")),
                name="satisfaction_counts_fit",
            ),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="satisfaction_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.ends.isoformat()}"


class SatisfactionContent(models.Model):
    """One content of the survey, as roads or the environment."""

    survey = models.ForeignKey(Satisfaction, on_delete=models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=200)
    answered = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="satisfaction_content_position"),
            models.CheckConstraint(condition=Q(satisfied__lte=F("answered")), name="satisfaction_content_counts_fit"),
        ]

    def __str__(self) -> str:
        return self.content
