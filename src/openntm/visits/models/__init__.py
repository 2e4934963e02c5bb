"""A visit to a thing, an answer to each item of its checklist, what was observed, and the photos that show it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place


class Visit(models.Model):
    """`subject_kind` and `subject_key` say what was visited; the package that wrote them knows what they stand for.

    The checklist is named with its version, so that a later version changes nothing of an earlier visit.
    """

    class Kind(models.TextChoices):
        INTERNAL = "internal", _("internal")
        OUTSIDE = "outside", _("from outside")
        SUPERVISION = "supervision", _("supervision")
        CONDITION = "condition", _("condition round")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    checklist = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    result = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | Q(state="closed", closed_on__isnull=False) & ~Q(result=""),
                name="visit_is_closed_with_a_result",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="visits_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_key} {self.day:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class VisitAnswer(models.Model):
    """What was found at one item of the checklist."""

    class Value(models.TextChoices):
        OK = "ok", _("meets")
        NOT_OK = "not_ok", _("does not meet")
        NA = "na", _("does not apply")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=40)
    answer = models.CharField(max_length=6, choices=Value)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)  # not known of old answers

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="item_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.answer}"


class Observation(models.Model):
    """What was found wrong, what is demanded by when, what was answered, and the remedy that closed it."""

    class Severity(models.TextChoices):
        MINOR = "minor", _("minor")
        MAJOR = "major", _("major")
        GRAVE = "grave", _("grave: asks to suspend")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")
        REJECTED = "rejected", _("rejected with reason")

    DONE = (State.CLOSED, State.REJECTED)
    ORDINARY = (Severity.MINOR, Severity.MAJOR)  # only at a work can somebody be asked to suspend
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="observations")
    item = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=6, choices=Severity)
    text = models.TextField()
    demand = models.TextField()
    due = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    remedy = models.TextField(blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(demand=""), name="observation_says_what_is_demanded"),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "rejected"]) | ~Q(remedy="") & Q(closed_on__isnull=False),
                name="observation_is_closed_with_its_remedy",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Recheck(models.Model):
    """A look at the remedy, with the answer that it judged; when it failed the observation is open again."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="rechecks")
    day = models.DateField()
    due = models.DateField()  # the day that was demanded in this round
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    passed = models.BooleanField()
    remark = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["observation", "pk"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class VisitPhoto(models.Model):
    """The photo as it was handed in, with when and where it was taken, and which of its sources said so.

    The hash of the original is that of its file; what others are shown is the file's copy without metadata.
    """

    PERSONAL = frozenset({"latitude", "longitude", "accuracy"})

    class Source(models.TextChoices):
        PHOTO = "photo", _("written in the photo")
        DEVICE = "device", _("told by the device")
        NONE = "none", _("not known")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="evidence", null=True, blank=True
    )
    item = models.CharField(max_length=40, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    time_source = models.CharField(max_length=6, choices=Source, default=Source.NONE)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.PositiveIntegerField(null=True, blank=True)  # metres, where a device told the place
    place_source = models.CharField(max_length=6, choices=Source, default=Source.NONE)

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, time_source="none")
                | Q(taken_at__isnull=False) & ~Q(time_source="none"),
                name="photo_says_who_told_its_time",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, place_source="none")
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)) & ~Q(place_source="none"),
                name="photo_says_who_told_its_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)


class VisitSignature(models.Model):
    """A hand-written signature under what was found; `covers` is the hash of it at that moment, so that a later change
    shows. It is no digital signature in the sense of the law on electronic transactions.
    """

    PERSONAL = frozenset({"name"})

    class Role(models.TextChoices):
        MADE = "made", _("who made the visit")
        VISITED = "visited", _("who was visited")
        WITNESS = "witness", _("witness")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=8, choices=Role)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    covers = models.CharField(max_length=64)
    signed_at = models.DateTimeField()  # by the clock of the device
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # on whose device

    class Meta:
        ordering = ["visit", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="signature_has_a_name"),
            models.UniqueConstraint(fields=["visit", "role", "name", "covers"], name="signed_once_as_it_stands"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class FieldOperation(models.Model):
    """An act on a phone in the field that was received; its uuid keeps it from being done twice."""

    class Kind(models.TextChoices):
        START = "start", _("visit begun")
        ANSWER = "answer", _("item answered")
        OBSERVE = "observe", _("observation")
        PHOTO = "photo", _("photo")
        SIGN = "sign", _("signature")
        CLOSE = "close", _("visit closed")

    uuid = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    made = models.BigIntegerField(null=True)  # the number of the observation or the photo
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()  # by the clock of the device
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uuid)
