"""What the rules of guides and helper sessions refuse, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _

from openntm.office.refused import Refused


class NothingSaid(Refused):
    sentence = _("Fill in at least one field besides the day and the source.")


class UnknownProcedure(Refused):
    sentence = _("There is no guide to this procedure.")
    field = "slug"


class ActSuperseded(Refused):
    sentence = _("%(number)s was replaced by %(by)s: name the act in force.")
    field = "source"


class DecidedAlready(Refused):
    sentence = _("This proposal was decided already.")


class YourOwnProposal(Refused):
    sentence = _("Another officer than the one who proposed it publishes it.")


class NoProcedures(Refused):
    sentence = _("Choose at least one procedure.")
    field = "slugs"


class RatedAlready(Refused):
    sentence = _("This guide was rated from your network today already. Please come again tomorrow.")


class ModeratedAlready(Refused):
    sentence = _("This reason was moderated already.")


class TeamKnown(Refused):
    sentence = _("A team of this name stands in the register of this place.")
    field = "name"


class TeamEnded(Refused):
    sentence = _("This team no longer exists.")


class BeforeTheTeam(Refused):
    sentence = _("The team was set up on %(day)s only.")
    field = "day"


class DayAhead(Refused):
    sentence = _("The day has not come yet.")
    field = "day"


class MoreThanHelped(Refused):
    sentence = _("Nobody is helped with one thing by more than all people helped: check the numbers.")
    field = "people"


class SignedAlready(Refused):
    sentence = _("This session is signed and is not changed any more.")
