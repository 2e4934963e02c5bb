"""The tables of the office: people and posts, the log of acts, stored files, messages, print-outs."""

from openntm.office.models.documents import DocumentTemplate, PrintOut
from openntm.office.models.entries import LogEntry, LogHead, LogParticulars
from openntm.office.models.files import StoredFile
from openntm.office.models.messages import Delivery, Message
from openntm.office.models.people import Delegation, Person, Post
from openntm.office.models.tokens import Token

__all__ = [
    "Delegation",
    "Delivery",
    "DocumentTemplate",
    "LogEntry",
    "LogHead",
    "LogParticulars",
    "Message",
    "Person",
    "Post",
    "PrintOut",
    "StoredFile",
    "Token",
]
