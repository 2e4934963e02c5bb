"""The tables of works."""

from openntm.works.models.works import Work

__all__ = ["Work"]
