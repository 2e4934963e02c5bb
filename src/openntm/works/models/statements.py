"""What published pages say about works and their supervision; no work of the register is made of it."""

from django.db import models

from openntm.places.models import Place
from openntm.steering.models.statements import Statement


class SupervisionStatement(Statement):
    key = models.CharField(max_length=60, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()  # the last one that it speaks of
    period = models.CharField(max_length=60)
    boards = models.PositiveIntegerField(null=True, blank=True)
    members = models.PositiveIntegerField(null=True, blank=True)
    supervised = models.PositiveIntegerField(null=True, blank=True)  # works
    in_use = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["day", "key"]

    def __str__(self) -> str:
        return self.key
