"""The titles of the programme; here because registrations to reach one come before dossiers and decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Title(models.TextChoices):
    NTM = "ntm", _("NTM")
    ADVANCED = "advanced", _("advanced NTM")
    MODEL = "model", _("model NTM")
    MODERN = "modern", _("modern NTM")
    MODEL_HAMLET = "model_hamlet", _("model hamlet")
    DISTRICT_NTM = "district_ntm", _("NTM district")
    DISTRICT_ADVANCED = "district_advanced", _("advanced NTM district")
