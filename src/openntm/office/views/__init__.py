"""Pages of the office."""

from openntm.office.views.account import account, account_channels, token_make, token_withdraw
from openntm.office.views.delegations import delegation_end, delegations, lend
from openntm.office.views.files import file
from openntm.office.views.log import log, log_export
from openntm.office.views.notices import notice_open, notices, notices_read
from openntm.office.views.people import (
    people,
    person,
    person_add,
    person_change,
    person_deactivate,
    person_password,
    person_return,
)
from openntm.office.views.posts import post_end, post_give

__all__ = [
    "account",
    "account_channels",
    "delegation_end",
    "delegations",
    "file",
    "lend",
    "log",
    "log_export",
    "notice_open",
    "notices",
    "notices_read",
    "people",
    "person",
    "person_add",
    "person_change",
    "person_deactivate",
    "person_password",
    "person_return",
    "post_end",
    "post_give",
    "token_make",
    "token_withdraw",
]
