"""By which of their posts a person acts on a dossier."""

from openntm.office.access import posts_for, today
from openntm.office.models import Person, Post
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.recognition.access.dossiers import tier_of


def posts_of_tier(person: Person, action: Action, place: Place, tier: str) -> list[Post]:
    """Posts that allow the act here and stand on a unit of this tier: what is the province's is no district's."""
    return [post for post in posts_for(person, action, place, today()) if tier_of(post.place) == tier]


def holder_of(post: Post, by: Person) -> Person | None:
    """On whose behalf an act by this post is done: nobody's where the post is one's own."""
    return None if post.person_id == by.pk else post.person
