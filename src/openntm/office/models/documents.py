"""Documents that left the product as files, and the templates with which offices replace the product's own."""

from django.db import models

from openntm.office.models.files import StoredFile
from openntm.office.models.people import Person
from openntm.places.models import Place


class PrintOut(models.Model):
    """A document as it was printed: both files with their hashes, found by the code that it carries."""

    code = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=60)  # which document, as `recognition.council_minutes`
    subject_key = models.CharField(max_length=120, db_index=True)  # of what: one subject has one current print-out
    content_sha256 = models.CharField(max_length=64)  # of what it says, without code and files
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    day = models.DateField(null=True, blank=True)  # the day that stands on the document
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    illustrative = models.BooleanField(default=False)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["kind", "subject_key"], name="print_out_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class DocumentTemplate(models.Model):
    """A Word template that holds for a place and everything under it, from a moment until another one follows."""

    kind = models.CharField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True
    )  # none: the default again
    put_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()

    class Meta:
        ordering = ["-put_at", "-pk"]
        indexes = [models.Index(fields=["kind", "place"], name="template_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.put_at:%Y-%m-%d}"
