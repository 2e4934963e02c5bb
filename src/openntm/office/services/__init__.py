"""What is written in the office: people, posts, delegations, messages, what the log forgets, which files are public."""

from openntm.office.services.delegations import (
    DelegationOver,
    LentToYourself,
    NoColleague,
    OutsideThePost,
    PostLent,
    end_delegation,
    lend_post,
)
from openntm.office.services.demo import NotADemonstration, make_demo_people
from openntm.office.services.forget import forget_entries
from openntm.office.services.outbox import deliver, mark_read, tell, try_channel
from openntm.office.services.people import (
    NumberMissing,
    PersonKnown,
    PersonOutOfReach,
    add_person,
    change_person,
    choose_channels,
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
from openntm.office.services.tokens import make_token, renew_calendar, withdraw_token

__all__ = [
    "DelegationOver",
    "LentToYourself",
    "NoColleague",
    "NotADemonstration",
    "NumberMissing",
    "OutsideThePost",
    "PersonKnown",
    "PersonOutOfReach",
    "PlaceOutOfReach",
    "PostEnded",
    "PostHeld",
    "PostLent",
    "YourOwnPost",
    "add_person",
    "change_person",
    "choose_channels",
    "deactivate_person",
    "deliver",
    "end_delegation",
    "end_post",
    "forget_entries",
    "give_password",
    "give_post",
    "lend_post",
    "make_demo_people",
    "make_token",
    "mark_read",
    "renew_calendar",
    "return_person",
    "tell",
    "try_channel",
    "withdraw_token",
]
