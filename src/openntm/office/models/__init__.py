"""The tables of the office: people and posts, the log of acts, stored files."""

from openntm.office.models.entries import LogEntry, LogHead, LogParticulars
from openntm.office.models.files import StoredFile
from openntm.office.models.people import Person, Post
from openntm.office.models.tokens import Token

__all__ = ["LogEntry", "LogHead", "LogParticulars", "Person", "Post", "StoredFile", "Token"]
