"""The demonstration's council."""

from django.test import TestCase, override_settings

from openntm.office.services import make_demo_people
from openntm.places.services import load_places
from openntm.recognition.services.demo import make_demo_council


@override_settings(DEMONSTRATION=True)
class DemoCouncil(TestCase):
    def test_it_is_illustrative_and_made_once(self):
        load_places()
        make_demo_people()
        council = make_demo_council()
        assert council.illustrative
        seats = [(one.person.username, one.role) for one in council.members.all()]
        assert seats == [
            ("pho-chu-tich-tinh", "chair"),
            ("van-phong-tinh", "secretary"),
            ("so-xay-dung", "member"),
            ("so-giao-duc", "member"),
            ("so-y-te", "member"),
        ]
        assert council.members.get(person__username="so-y-te").organisation == "Sở Y tế"
        assert make_demo_council() == council
