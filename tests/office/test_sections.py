"""The frame shows only the sections that the person may enter."""

import pytest

from openntm.office.roles import Role
from openntm.portal.sections import sections


def names(person):
    return {item["url"] for group in sections(None, "", "", person) for item in group["items"]}


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.ADMINISTRATOR, {"/people/", "/log/"}),
        (Role.OFFICE, {"/log/"}),
        (Role.COMMUNE_OFFICER, set()),
        (Role.LEADER, set()),
    ],
)
def test_people_and_log_are_shown_to_who_may_enter_them(land, somebody, role, shown):
    assert names(somebody("x", role, land.tinh)) & {"/people/", "/log/"} == shown


def test_a_stranger_is_shown_public_sections_alone(land):
    assert not names(None) & {"/people/", "/log/"}


def test_the_menu_of_the_person_names_their_posts(client, land, somebody):
    client.force_login(somebody("x", Role.LEADER, land.a))
    assert "lãnh đạo, xã A" in client.get("/account/").content.decode()
