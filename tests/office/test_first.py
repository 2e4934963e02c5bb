from datetime import date

import pytest

from openntm.office import log
from openntm.office.access import may
from openntm.office.models import Person, Post
from openntm.office.roles import Action
from openntm.places.models import Place


@pytest.mark.django_db
def test_a_post_lets_its_person_act_there_and_the_log_stays_whole(settings, tmp_path):
    settings.HOME = tmp_path
    person, place = Person.objects.create_user("an", display_name="An"), Place.objects.create(key="dong-hung")
    post = Post.objects.create(person=person, place=place, role="commune_officer", valid_from=date(2020, 1, 1))
    log.record(person, "post.give", post, after=log.row(post, ["role", "valid_from"]), place=place, reason="new")
    assert may(person, Action.ENTER_FIGURES, place, date(2024, 1, 1))
    assert not may(person, Action.APPRAISE_FIGURES, place, date(2024, 1, 1))
    assert "anchor" in str(log.verify())
