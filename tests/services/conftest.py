"""A village with its posters and teams; nothing of it is real."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from openntm.services.models import Team
from orchard import START
from village import make_village

TODAY = timezone.localdate()


@pytest.fixture
def land(settings, tmp_path, db):
    settings.HOME = tmp_path
    village = make_village()
    team = Team.objects.create(
        place=village.hamlet, name="Tổ thôn Thử", members=5, head="Giáp Thí Dụ", phone="0900000000", valid_from=START
    )
    return SimpleNamespace(**vars(village), team=team)
