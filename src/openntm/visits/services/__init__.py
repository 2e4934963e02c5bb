"""Writes: a visit is begun, answered item by item and closed; an observation is made, answered and closed.

Who may touch which visit depends on what was visited, so each service is given `among`: the visits that the package of
the subject lets the person write.
"""

from openntm.visits.services.observations import add_observation, answer_observation, close_observation
from openntm.visits.services.photos import add_photo
from openntm.visits.services.rechecks import recheck_observation, reject_observation, reopen_visit
from openntm.visits.services.signatures import sign_visit
from openntm.visits.services.syncing import take_operation
from openntm.visits.services.visits import answer_items, close_visit, drop_visit, start_visit

__all__ = [
    "add_observation",
    "add_photo",
    "answer_items",
    "answer_observation",
    "close_observation",
    "close_visit",
    "drop_visit",
    "recheck_observation",
    "reject_observation",
    "reopen_visit",
    "sign_visit",
    "start_visit",
    "take_operation",
]
