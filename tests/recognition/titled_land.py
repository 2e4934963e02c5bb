"""What the tests of acts on titles build: the province, a merged commune of Lục Nam, and the people who act."""

from datetime import date

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.queries import place_at
from openntm.recognition.models import TitleRecord

MERGE, ACT = date(2025, 7, 1), date(2025, 9, 1)


def person(name, role, code, on=MERGE):
    made = Person.objects.create_user(name, password="x", display_name=name.title())
    Post.objects.create(person=made, place=place_at(code, on).place, role=role, valid_from=date(2020, 1, 1))
    return made


def people():
    """The provincial office, the chair of the province, the leader of the old district, a commune officer."""
    return {
        "binh": person("binh", Role.OFFICE, "24"),
        "chi": person("chi", Role.LEADER, "24"),
        "district": person("district", Role.LEADER, "218", date(2024, 1, 1)),
        "an": person("an", Role.COMMUNE_OFFICER, "07450"),
        "dung": person("dung", Role.OFFICE, "27", date(2024, 1, 1)),
    }


def kept_title():
    """NTM of the new commune Đông Phú, which it holds by rule since the merge."""
    return TitleRecord.objects.get(place=place_at("07450", MERGE).place, title="ntm")
