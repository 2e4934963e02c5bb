"""Administrators give accounts and posts within their places; each act is one line in the log."""

from datetime import date

import pytest
from click.testing import CliRunner

from openntm.office import services
from openntm.office.access import posts_on, today
from openntm.office.demo import ACCOUNTS
from openntm.office.models import LogEntry, Person, Post
from openntm.office.roles import Role
from openntm.portal.commands.people import command

from .conftest import AFTER, BEFORE, MERGE, unit


@pytest.fixture
def chi(land, somebody):
    """Administrator of the western district alone."""
    return somebody("chi", Role.ADMINISTRATOR, land.west)


@pytest.fixture
def root(land, somebody):
    return somebody("root", Role.ADMINISTRATOR, land.tinh)


def give(by, person, place, role=Role.COMMUNE_OFFICER, **days):
    return services.give_post(
        by=by, person=person, place=place, role=role, on=BEFORE, valid_from=days.pop("valid_from", BEFORE), **days
    )


def verbs():
    return list(LogEntry.objects.values_list("verb", flat=True))


def test_an_account_and_a_post_are_given_and_logged(land, chi):
    person = services.add_person(by=chi, username="moi", display_name=" Người Mới ", password="x")
    give(chi, person, land.c)
    assert (person.display_name, person.check_password("x")) == ("Người Mới", True)
    assert verbs() == ["person.add", "post.give"]
    assert LogEntry.objects.last().place_key == "c"


def test_a_sign_in_name_is_given_once_whatever_its_case(chi):
    with pytest.raises(services.PersonKnown):
        services.add_person(by=chi, username="CHI", display_name="x", password="x")
    assert not verbs()


def test_a_post_beyond_the_administrators_places_is_refused(land, chi, somebody):
    with pytest.raises(services.PlaceOutOfReach):
        give(chi, somebody("moi"), land.a)


def test_nobody_gives_themselves_a_post_or_ends_their_own(land, chi):
    with pytest.raises(services.YourOwnPost):
        give(chi, chi, land.c)
    with pytest.raises(services.YourOwnPost):
        services.end_post(by=chi, pk=Post.objects.get().pk, valid_to=BEFORE, reason="x", on=BEFORE)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_gives_posts(land, somebody, role):
    by, person = somebody("an", role, land.tinh), somebody("moi")
    with pytest.raises(Person.DoesNotExist):
        give(by, person, land.a)


def test_the_same_post_is_not_given_twice_over_the_same_days(land, chi, somebody):
    person = somebody("moi")
    give(chi, person, land.c, valid_to=date(2024, 6, 1))
    with pytest.raises(services.PostHeld):
        give(chi, person, land.c, valid_from=date(2024, 5, 31))
    assert give(chi, person, land.c, valid_from=date(2024, 6, 1))


def test_a_post_ends_on_a_day_and_says_why(land, chi, somebody):
    person = somebody("moi")
    post = give(chi, person, land.c)
    services.end_post(by=chi, pk=post.pk, valid_to=date(2024, 3, 1), reason="Nghỉ hưu", on=BEFORE)
    assert posts_on(person, date(2024, 2, 29)).exists()
    assert not posts_on(person, date(2024, 3, 1)).exists()
    entry = LogEntry.objects.last()
    assert entry.changed == {"valid_to": [None, "2024-03-01"]}
    assert entry.particulars.reason == "Nghỉ hưu"
    with pytest.raises(services.PostEnded):
        services.end_post(by=chi, pk=post.pk, valid_to=date(2024, 4, 1), reason="x", on=BEFORE)


def test_a_post_elsewhere_does_not_exist_for_an_administrator(land, chi, somebody):
    somebody("an", Role.LEADER, land.a)
    post = Post.objects.get(place=land.a)
    with pytest.raises(Post.DoesNotExist):
        services.end_post(by=chi, pk=post.pk, valid_to=AFTER, reason="x", on=BEFORE)


def test_a_person_with_posts_elsewhere_is_not_closed_by_one_administrator(land, chi, somebody):
    person = somebody("an", Role.LEADER, land.c)
    Post.objects.create(person=person, place=land.a, role=Role.LEADER, valid_from=BEFORE)
    with pytest.raises(services.PersonOutOfReach):
        services.deactivate_person(by=chi, pk=person.pk, reason="x", on=BEFORE)
    with pytest.raises(services.PersonOutOfReach):
        services.deactivate_person(by=chi, pk=chi.pk, reason="x", on=BEFORE)


def test_a_person_is_closed_and_returns(land, chi, somebody):
    person = somebody("an", Role.LEADER, land.c)
    services.deactivate_person(by=chi, pk=person.pk, reason="x", on=BEFORE)
    assert not posts_on(Person.objects.get(pk=person.pk), BEFORE).exists()
    services.return_person(by=chi, pk=person.pk, reason="x", on=BEFORE)
    assert posts_on(Person.objects.get(pk=person.pk), BEFORE).exists()
    assert verbs() == ["person.deactivate", "person.return"]


def test_the_pages_lead_from_a_new_person_to_a_post_and_its_end(client, land, root):
    client.force_login(root)
    made = client.post("/people/add/", {"username": "moi", "display_name": "Người Mới", "email": ""})
    assert "Người Mới" in made.content.decode()
    person = Person.objects.get(username="moi")
    page = f"/people/{person.pk}/"
    given = {"role": "commune_officer", "unit": "07460 · xã C", "valid_from": "2024-01-01", "valid_to": ""}
    assert client.post(f"{page}posts/add/", given).url == page
    post = Post.objects.get(person=person)
    assert (post.place, post.role) == (land.c, "commune_officer")
    assert client.get(f"{page}posts/{post.pk}/end/").status_code == 200
    ended = client.post(f"{page}posts/{post.pk}/end/", {"valid_to": today().isoformat(), "reason": "Chuyển công tác"})
    assert ended.url == page
    for address in ("/people/", "/people/?q=moi", page, f"{page}change/", f"{page}password/", f"{page}deactivate/"):
        assert client.get(address).status_code == 200, address


def test_a_name_that_several_units_bear_asks_for_the_code(client, land, root, somebody):
    from .conftest import unit

    unit("C ", "07999", "xa", land.tinh)
    client.force_login(root)
    given = {"role": "leader", "unit": "c", "valid_from": "2024-01-01"}
    answer = client.post(f"/people/{somebody('moi').pk}/posts/add/", given).content.decode()
    assert "07460" in answer
    assert "07999" in answer


def test_a_person_of_other_places_is_not_there_for_an_administrator(client, land, chi, somebody):
    other = somebody("an", Role.LEADER, land.a)
    client.force_login(chi)
    assert client.get(f"/people/{other.pk}/").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_the_pages_of_people_are_for_administrators(client, land, somebody, role):
    client.force_login(somebody("an", role, land.tinh))
    assert client.get("/people/").status_code == 403


def test_the_first_administrator_is_made_on_the_command_line(land):
    arguments = ["add", "first", "--name", "Quản Trị", "--role", "administrator", "--place", "24"]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    person = Person.objects.get(username="first")
    assert person.check_password(done.output.split("once: ")[1].strip())
    assert verbs() == ["person.add", "post.give"]
    assert "first" in CliRunner().invoke(command, ["list"]).output
    assert CliRunner().invoke(command, arguments).exit_code == 2
    assert CliRunner().invoke(command, [*arguments[:-1], "99999"]).exit_code == 2


def test_the_demonstration_has_one_person_a_role_and_making_them_twice_changes_nothing(land, settings):
    settings.DEMONSTRATION = True
    unit("np", "07486", "xa", land.tinh, start=MERGE)
    made = services.make_demo_people()
    assert services.make_demo_people() == made
    assert {post.role for post in Post.objects.all()} == set(Role)
    assert all(person.is_demonstration and person.check_password(ACCOUNTS[0].password) for person in made)


def test_outside_the_demonstration_they_are_not_made(land, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(services.NotADemonstration):
        services.make_demo_people()
    assert not Person.objects.exists()
