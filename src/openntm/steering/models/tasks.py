"""What a directive or a gap asks of somebody by a day, what was answered, and whether that was taken."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person, StoredFile
from openntm.places.models import Place
from openntm.steering.models.directives import Directive


class Task(models.Model):
    """Given to a place (and there to one person, if named); `overseer` is the leader to whom it is reported."""

    class Origin(models.TextChoices):
        DIRECTIVE = "directive", _("from a directive")
        GAP = "gap", _("from an indicator not met")
        OTHER = "other", _("given directly")

    class State(models.TextChoices):
        GIVEN = "given", _("to be done")
        ANSWERED = "answered", _("answered, to be judged")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.GIVEN, State.ANSWERED, State.RETURNED)

    title = models.CharField(max_length=300)
    wanted = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OTHER)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="tasks", null=True, blank=True)
    set_id = models.CharField(max_length=80, blank=True)  # of the gap
    indicator = models.CharField(max_length=40, blank=True)
    gap = models.TextField(blank=True)  # what was found missing, in words, on the day the task was given
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    overseer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    given_on = models.DateField()
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)  # the deadline as it was given, if in days
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["place", "state", "due"], name="task_by_place")]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("given_on")), name="task_due_after_it_is_given"),
            models.CheckConstraint(
                condition=~Q(origin="directive") | Q(directive__isnull=False), name="task_names_its_directive"
            ),
            models.CheckConstraint(condition=~Q(origin="gap") | ~Q(indicator=""), name="task_names_its_indicator"),
            models.UniqueConstraint(
                fields=["place", "set_id", "indicator"],
                condition=Q(origin="gap", state__in=["given", "answered", "returned"]),
                name="task_one_open_a_gap",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskStep(models.Model):
    """One of the steps into which a task is divided."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["task", "position"], name="task_step_position")]

    def __str__(self) -> str:
        return self.text


class TaskAnswer(models.Model):
    """What the addressee reported, with its evidence, and what became of it; answers are only ever added."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("to be judged")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    late_reason = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    judged_for = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict="returned") | ~Q(reason=""), name="task_answer_return_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.day.isoformat()}"
