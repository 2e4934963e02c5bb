"""Secrets with which a program reads in the name of a person, each for one purpose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openntm.office.models.people import Person


class Token(models.Model):
    """Only the hash of the secret is kept; the token has the rights of its person, no more, while they have them."""

    class Purpose(models.TextChoices):
        API = "api", _("read API")
        CALENDAR = "calendar", _("calendar feed")  # opens the feed of tasks and nothing else
        FIELD = "field", _("field collection (ODK Collect)")  # gets forms and sends visits

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.API)
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    valid_to = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
