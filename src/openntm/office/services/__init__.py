"""What is written in the office: people, posts, what the log forgets, which files are public, the demonstration."""

from openntm.office.services.demo import NotADemonstration, make_demo_people
from openntm.office.services.files import publish_file
from openntm.office.services.forget import forget_entries
from openntm.office.services.people import (
    PersonKnown,
    PersonOutOfReach,
    add_person,
    change_person,
    deactivate_person,
    give_password,
    return_person,
)
from openntm.office.services.posts import (
    PlaceOutOfReach,
    PostEnded,
    PostHeld,
    YourOwnPost,
    end_post,
    give_post,
)
from openntm.office.services.tokens import make_token, withdraw_token

__all__ = [
    "NotADemonstration",
    "PersonKnown",
    "PersonOutOfReach",
    "PlaceOutOfReach",
    "PostEnded",
    "PostHeld",
    "YourOwnPost",
    "add_person",
    "change_person",
    "deactivate_person",
    "end_post",
    "forget_entries",
    "give_password",
    "give_post",
    "make_demo_people",
    "make_token",
    "publish_file",
    "return_person",
    "withdraw_token",
]
