"""Refusals that several acts of recognition share."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused

__all__ = ["DayImpossible", "Refused"]


class DayImpossible(Refused):
    sentence = _("The day must not lie in the future nor before the previous step.")
