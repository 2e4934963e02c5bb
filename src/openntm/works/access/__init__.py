"""Who sees a work, its board and its visits, and who writes them."""

from openntm.works.access.boards import (
    boards_visible_to,
    demands_answered_by,
    is_front_of,
    visits_visible_to,
    visits_watched_by,
    works_watched_by,
)
from openntm.works.access.works import Somebody, documents_visible_to, works_kept_by, works_visible_to

__all__ = [
    "Somebody",
    "boards_visible_to",
    "demands_answered_by",
    "documents_visible_to",
    "is_front_of",
    "visits_visible_to",
    "visits_watched_by",
    "works_kept_by",
    "works_visible_to",
    "works_watched_by",
]
