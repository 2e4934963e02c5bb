"""Makes the demonstration's council of invented people; running it twice changes nothing."""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from openntm.office.demo import ACCOUNTS, DAY, Account
from openntm.office.departments import department_name
from openntm.office.models import Person
from openntm.places.queries import place_at
from openntm.recognition.models import Council, CouncilMember
from openntm.recognition.services.councils import Seat, set_up_council

FROM = date(2023, 1, 1)
PROVINCE, DECISION = "24", "01/MH"
CHAIR, SECRETARY = "pho-chu-tich-tinh", "van-phong-tinh"
Role = CouncilMember.Role


@transaction.atomic
def make_demo_council() -> Council:
    """Of the province, chaired by its deputy chairperson; the demonstration's people must have been made."""
    place = place_at(PROVINCE, DAY).place
    known = Council.objects.filter(place=place, illustrative=True, decision=DECISION).first()
    if known:
        return known
    people = {person.username: person for person in Person.objects.filter(is_demonstration=True)}
    with translation.override("vi"):
        return set_up_council(
            by=people[SECRETARY],
            place=place,
            name=gettext("Provincial appraisal council for new rural development (demonstration)"),
            decision=DECISION,
            valid_from=FROM,
            members=[seat(account, people) for account in sitting_accounts()],
            illustrative=True,
        )


def sitting_accounts() -> list[Account]:
    """The chair, the secretary, then one for each department."""
    named = {account.username: account for account in ACCOUNTS}
    return [named[CHAIR], named[SECRETARY], *(account for account in ACCOUNTS if account.department)]


def seat(account: Account, people: dict[str, Person]) -> Seat:
    roles = {CHAIR: Role.CHAIR, SECRETARY: Role.SECRETARY}
    organisations = {
        CHAIR: gettext("Provincial people's committee"),
        SECRETARY: gettext("Coordination office for new rural development"),
    }
    organisation = organisations.get(account.username) or department_name(account.department, FROM, "vi")
    return people[account.username], roles.get(account.username, Role.MEMBER), organisation
