"""What residents report, who says so too, what happened to it, and what is asked about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.works.models import Work


class Report(models.Model):
    """`text` and `where` are as they were sent; outside only `public_text` and `public_where` are shown."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("resident's report", "not sent yet")
        RECEIVED = "received", pgettext_lazy("resident's report", "received, to be read")
        KEPT_BACK = "kept_back", pgettext_lazy("resident's report", "kept back")
        PUBLISHED = "published", pgettext_lazy("resident's report", "published")
        IN_CHARGE = "in_charge", pgettext_lazy("resident's report", "with the body in charge")
        ANSWERED = "answered", pgettext_lazy("resident's report", "answered")
        REOPENED = "reopened", pgettext_lazy("resident's report", "reopened")
        CLOSED = "closed", pgettext_lazy("resident's report", "closed")

    OPEN = frozenset({State.PUBLISHED, State.IN_CHARGE, State.REOPENED})
    DONE = frozenset({State.ANSWERED, State.CLOSED})
    PUBLIC = OPEN | DONE
    PERSONAL = frozenset({"contact", "speaker", "text", "where", "latitude", "longitude"})

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the commune
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=20)  # of data/reports.yaml
    text = models.TextField(blank=True)  # a picture may speak for itself
    where = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    contact = models.CharField(max_length=150, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    speaker = models.CharField(max_length=150, blank=True)  # for whom an officer wrote
    consented = models.BooleanField(default=False)  # the speaker, to being written down
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    signs = models.JSONField(default=list, blank=True)  # of spam
    is_suspect = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    public_text = models.TextField(blank=True)
    public_where = models.CharField(max_length=200, blank=True)
    shows_photo = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)  # at the wish of who reported
    body = models.CharField(max_length=200, blank=True)  # in charge of it
    due = models.DateField(null=True, blank=True)  # of the next step of the office
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="closed") | Q(contact=""), name="report_closed_without_contact"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="report_position_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(speaker="") | Q(entered_by__isnull=False, consented=True), name="report_spoken_with_consent"
            ),
        ]
        indexes = [models.Index(fields=["place", "kind", "at"], name="reports_of_a_place")]

    def __str__(self) -> str:
        return f"{self.pk:06d}" if self.pk else ""

    @property
    def position(self) -> str:
        """As maps take it; empty where none was given."""
        return "" if self.latitude is None else f"{self.latitude}, {self.longitude}"

    @property
    def is_public(self) -> bool:
        return self.state in self.PUBLIC


class ReportVoice(models.Model):
    """Somebody who has seen it too; the mark tells one network from another for that day alone."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="voices")
    day = models.DateField()
    mark = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "day", "mark"], condition=~Q(mark=""), name="report_voice_once_a_network_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.day.isoformat()}"


class ReportEvent(models.Model):
    """One line of the history; what is `public` stands on the page that everybody reads."""

    class Kind(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("resident's report", "Received")
        ADDED = "added", _("The reporter added something")
        PUBLISHED = "published", pgettext_lazy("resident's report", "Published")
        MASKED = "masked", _("What is shown was changed")
        KEPT_BACK = "kept_back", _("Kept back")
        PASSED_ON = "passed_on", _("Passed on to the body in charge")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        DECLINED = "declined", _("A request was declined")
        GRANTED = "granted", _("A request was granted")
        HIDDEN = "hidden", _("Personal data hidden at the reporter's wish")
        FORGOTTEN = "forgotten", _("Personal data deleted after the set time")

    PERSONAL = frozenset({"text"})
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    text = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    is_suspect = models.BooleanField(default=False)  # an addition that an officer still has to tell from spam
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind}"


class ReportRequest(models.Model):
    """What somebody asks of the office about a report, with what was decided."""

    class Kind(models.TextChoices):
        REOPEN = "reopen", _("Reopen it: the matter is not settled")
        OBJECT = "object", _("It shows personal data or insults somebody")
        APPEAL = "appeal", _("It was kept back wrongly")

    PERSONAL = frozenset({"reason"})
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.TextField()
    by_reporter = models.BooleanField(default=False)
    is_suspect = models.BooleanField(default=False)  # of being spam
    at = models.DateTimeField()
    due = models.DateField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | (Q(is_granted__isnull=False) & ~Q(answer="")),
                name="report_request_decided_with_an_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind}"
