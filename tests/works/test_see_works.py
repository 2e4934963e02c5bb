"""Works are public; who keeps them is told by the post."""

import pytest
from django.contrib.auth.models import AnonymousUser

from openntm.works.access import works_kept_by, works_visible_to
from village import make_village

pytestmark = pytest.mark.django_db


def test_everybody_sees_a_work_and_only_its_officers_keep_it():
    cast = make_village()
    for person in (AnonymousUser(), cast.chi, cast.dung, cast.an):
        assert list(works_visible_to(person)) == [cast.work]
    kept = {name for name in ("an", "be", "mat", "chi", "binh", "lan", "dung") if works_kept_by(getattr(cast, name))}
    assert kept == {"an", "binh"}
