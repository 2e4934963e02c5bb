"""The channel `email`: a message as plain text to the person's own address."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.models import Message, Person

title = gettext_lazy("e-mail")


def reaches(person: Person) -> bool:
    return bool(person.email)


def send(message: Message) -> None:
    """The same message always bears the same mark, by which a mail server knows a second copy."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {"Message-ID": f"<{message.mark}@{host}>"}
    with translation.override(settings.LANGUAGE_CODE):
        subject = "OpenNTM: " + " ".join(message.subject.split())
        EmailMessage(subject, text_of(message), to=[message.person.email], headers=headers).send()


def text_of(message: Message) -> str:
    """With the full address of the page where the installation knows its own."""
    more = message.page or _("Sign in to read more.")
    return "\n\n".join(part for part in (message.body, more, _("This message was sent by OpenNTM.")) if part)
