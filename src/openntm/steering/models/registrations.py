"""That a commune or a hamlet sets out to reach a title in a year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.steering.models.directives import Directive
from openntm.steering.models.statements import Statement
from openntm.steering.models.titles import Title


class Registration(Statement):
    """`holder` names a hamlet that is not yet a place of its own; `directive` is the plan that took it up."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=20, choices=Title)
    year = models.PositiveSmallIntegerField()
    registered_on = models.DateField()
    document = models.CharField(max_length=120, blank=True)  # number and day of the commune's own letter
    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, related_name="registrations", null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.REGISTERED)
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["year", "title", "place_id", "holder"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "holder", "title", "year"],
                condition=Q(state="registered"),
                name="registration_once_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False) & ~Q(reason=""),
                name="registration_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"
