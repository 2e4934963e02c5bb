"""The register of directive documents: what they are, what they do to one another, and their files."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.places.vietnamese import fold
from openntm.steering.models.statements import Statement


class Directive(Statement):
    """A numbered document that directs. `place` is the office whose register holds it; none for national documents."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision")
        RESOLUTION = "resolution", _("resolution")
        CIRCULAR = "circular", _("circular")
        DECREE = "decree", _("decree")
        LAW = "law", _("law")
        DIRECTION = "direction", _("directive of a leader")
        PLAN = "plan", _("plan")
        PROGRAMME = "programme", _("programme")
        GUIDANCE = "guidance", _("guidance")
        LETTER = "letter", _("official letter")
        NOTICE = "notice", _("notice of conclusions")
        REPORT = "report", _("report")
        OTHER = "other", _("other document")

    class Direction(models.TextChoices):
        INCOMING = "incoming", _("incoming")
        OUTGOING = "outgoing", _("outgoing")

    number = models.CharField(max_length=60)  # number and symbol, as 37/QĐ-TTg
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.INCOMING)
    issued = models.DateField()
    effective = models.DateField(null=True, blank=True)
    expires = models.DateField(null=True, blank=True)  # no longer in force from this day
    issuer_vi = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    abstract_vi = models.TextField()
    abstract_en = models.TextField(blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_public = models.BooleanField(default=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    search_key = models.TextField(editable=False, default="")  # folded: number, issuer, signer, abstract

    class Meta:
        ordering = ["issued", "number"]
        constraints = [
            # Two communes may each give the same number on the same day.
            models.UniqueConstraint(fields=["number", "issued", "issuer_vi"], name="directive_number_day_and_issuer"),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gt=F("issued")),
                name="directive_expires_after_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        words = (self.number, self.issuer_vi, self.signer, self.abstract_vi, self.issuer_en, self.abstract_en)
        self.search_key = fold(" ".join(words))
        super().save(*args, **kwargs)

    @property
    def starts(self) -> date:
        """The first day on which it is in force."""
        return self.effective or self.issued

    @property
    def symbol(self) -> str:
        """`QĐ-TTg` of `37/QĐ-TTg`."""
        return self.number.rpartition("/")[2]


class DirectiveRelation(models.Model):
    """What a document does to another one, which need not be in the register."""

    class Kind(models.TextChoices):
        REPLACES = "replaces", _("replaces")
        AMENDS = "amends", _("amends")
        REPEALS = "repeals", _("repeals")
        GUIDES = "guides", _("guides")
        RESTS_ON = "rests_on", _("rests on")

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=10, choices=Kind)
    other = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="relations_to", null=True, blank=True)
    other_number = models.CharField(max_length=60, blank=True)
    from_day = models.DateField(null=True, blank=True)  # by default the day on which the document takes effect
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "kind", "other", "other_number"], name="relation_once"),
            models.CheckConstraint(
                condition=Q(other__isnull=False) | ~Q(other_number=""), name="relation_names_a_document"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("directive")), name="relation_is_to_another_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.kind} {self.other_id or self.other_number}"


class Attachment(models.Model):
    """A file of a document, with its text as far as it could be read, for search."""

    class Reading(models.TextChoices):
        WAITING = "waiting", _("its text is being read")
        READ = "read", _("text searchable")
        NO_TEXT = "no_text", _("no text in it (a scan)")
        UNREADABLE = "unreadable", _("could not be read")

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.WAITING)
    text = models.TextField(blank=True)
    text_key = models.TextField(blank=True, editable=False)  # folded

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["directive", "file"], name="attachment_once")]

    def __str__(self) -> str:
        return self.title or str(self.file)
