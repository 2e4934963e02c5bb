"""The channel `email`: a message as plain text to the person's own address."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.office.models import Message, Person


def reaches(person: Person) -> bool:
    return bool(person.email)


def send(message: Message) -> None:
    """The same message always bears the same mark, by which a mail server knows a second copy."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {"Message-ID": f"<message-{message.pk}.{message.made_at:%Y%m%d%H%M%S}@{host}>"}
    with translation.override(settings.LANGUAGE_CODE):
        subject = "OpenNTM: " + " ".join(message.subject.split())
        EmailMessage(subject, text_of(message), to=[message.person.email], headers=headers).send()


def text_of(message: Message) -> str:
    """With the full address of the page where the installation knows its own."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    page = origins[0].rstrip("/") + message.url if origins and message.url else ""
    more = page or _("Sign in to read more.")
    return "\n\n".join(part for part in (message.body, more, _("This message was sent by OpenNTM.")) if part)
