"""Scans are counted without a trail: per code and day, by coarse place; nobody's address is kept."""

from django.db import models

from openntm.codes.models.codes import Code
from openntm.codes.models.runs import Run


class ScanDay(models.Model):
    """How often one code was scanned on one day from one coarse place, and by how many different visitors.

    `visitors` counts hashes whose salt changes daily; the hashes themselves are kept until their day is over.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveIntegerField()
    day = models.DateField()
    place = models.CharField(max_length=40, blank=True)  # coarse: a province or a network, empty where unknown
    count = models.PositiveIntegerField()
    visitors = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["run", "index", "day"]
        constraints = [models.UniqueConstraint(fields=["run", "index", "day", "place"], name="scans_of_a_day_once")]
        indexes = [models.Index(fields=["day"], name="scans_by_day")]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.index} {self.day:%Y-%m-%d}: {self.count}"


class Journal(models.Model):
    """How far a file of scans was taken into the counts: the offset moves in the transaction that counts."""

    name = models.CharField(max_length=80, unique=True)
    offset = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}@{self.offset}"


class ScanTotal(models.Model):
    """How often one code was scanned in all; kept when the days are forgotten."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["run", "index"]
        constraints = [models.UniqueConstraint(fields=["run", "index"], name="scans_of_a_code_once")]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.index}: {self.count}"


class SingleDay(models.Model):
    """How often a code that is minted alone was scanned on one day; nothing is known of who scanned it."""

    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["code", "day"]
        constraints = [models.UniqueConstraint(fields=["code", "day"], name="scans_of_a_single_code_and_day_once")]
        indexes = [models.Index(fields=["day"], name="single_scans_by_day")]

    def __str__(self) -> str:
        return f"{self.code_id} {self.day:%Y-%m-%d}: {self.count}"
