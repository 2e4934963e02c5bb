"""A dossier that asks for a title: where it stands, how it came there, and the parts that it is made of."""

from django.db import models
from django.db.models import Q

from openntm.assessment.models import Assessment
from openntm.office.models import Person, PrintOut, StoredFile
from openntm.places.models import Place
from openntm.recognition.models.decisions import Decision
from openntm.steering.models import Registration, Title


class Dossier(models.Model):
    """`state` and `procedure` name entries of the procedure's data; `procedure_sha256` says which text of it held."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=100, blank=True)  # a hamlet that is not yet a place of its own
    title = models.CharField(max_length=20, choices=Title)
    year = models.PositiveSmallIntegerField()
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    procedure = models.CharField(max_length=60)
    procedure_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=40)
    since = models.DateField()  # the day on which it came into this state
    due = models.DateField(null=True, blank=True)  # by which the next step is to be taken
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dossiers", null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "holder", "title", "year"],
                condition=~Q(state__in=["withdrawn", "revoked", "superseded"]),
                name="dossier_one_open_a_title_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class DossierStep(models.Model):
    """One transition: from which state to which, on which day, by whom, late or not; only ever added."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    transition = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    day = models.DateField()
    due = models.DateField(null=True, blank=True)  # by which this step was to be taken
    late_reason = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="dossier_step_number"),
            models.CheckConstraint(condition=~Q(to_state="returned") | ~Q(reason=""), name="dossier_return_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number} {self.to_state}"


class ReturnPoint(models.Model):
    """One thing to mend in a returned dossier, and what was done about it."""

    step = models.ForeignKey(DossierStep, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["step", "number"], name="return_point_number")]

    def __str__(self) -> str:
        return self.text


class DossierPart(models.Model):
    """One version of a required part: printed by the product from the snapshot, or handed in as a file."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=40)  # its id in the procedure's data
    version = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    print_out = models.ForeignKey(PrintOut, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["part", "-version"]
        constraints = [models.UniqueConstraint(fields=["dossier", "part", "version"], name="dossier_part_version")]

    def __str__(self) -> str:
        return f"{self.part} {self.version}"
