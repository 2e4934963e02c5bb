"""Who may do what, and where: deny by default."""

from openntm.office.access.closed import Closed
from openntm.office.access.door import requires
from openntm.office.access.lent import lent_to
from openntm.office.access.rights import (
    acting_for,
    actions_of,
    entries_visible_to,
    files_visible_to,
    may,
    may_anywhere,
    people_visible_to,
    places_of,
    posts_for,
    posts_on,
    posts_visible_to,
    reach,
    rights_on,
    signed_in,
    today,
)
from openntm.office.access.tokens import tokens_of

__all__ = [
    "Closed",
    "acting_for",
    "actions_of",
    "entries_visible_to",
    "files_visible_to",
    "lent_to",
    "may",
    "may_anywhere",
    "people_visible_to",
    "places_of",
    "posts_for",
    "posts_on",
    "posts_visible_to",
    "reach",
    "requires",
    "rights_on",
    "signed_in",
    "today",
    "tokens_of",
]
