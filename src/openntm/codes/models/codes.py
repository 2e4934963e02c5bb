"""A minted token and what it leads to, as a kind and a key; portal knows which page answers a kind."""

from django.db import models


class Code(models.Model):
    token = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    minted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "key"], name="code_by_what_it_stands_for")]

    def __str__(self) -> str:
        return self.token
