"""The tables of services: what offices say of their own, posters, ratings, checks and helper sessions."""

from openntm.services.models.guides import Change, Check, Poster, Rating
from openntm.services.models.team import Helped, Session, Team

__all__ = ["Change", "Check", "Helped", "Poster", "Rating", "Session", "Team"]
