"""A year of the programme as invented people lived it: documents, tasks, dossiers, a vote, a decision, reports.

Everything is done by calling the services that the pages call, so that the rules of the product hold here too; it is
marked illustrative wherever it is shown, because those who act are accounts of the demonstration.
"""

from django.db import transaction
from django.utils import translation

from openntm.places.models import Place
from openntm.portal.illustration.building import build
from openntm.portal.illustration.dossiers import tell_dossiers
from openntm.portal.illustration.growing import plant_orchard
from openntm.portal.illustration.helping import help_people
from openntm.portal.illustration.heritage import keep_heritage
from openntm.portal.illustration.people import Cast, cast_of_the_year
from openntm.portal.illustration.registrations import register_communes
from openntm.portal.illustration.reports import write_reports
from openntm.portal.illustration.stamps import support_and_stamp
from openntm.portal.illustration.steering import PLAN, give_tasks, lend_posts, register_documents
from openntm.portal.illustration.surveys import ask_households
from openntm.portal.illustration.taking_part import take_part
from openntm.steering.models import Directive


def holds_programme() -> bool:
    return Directive.objects.filter(number=PLAN, entered_by__is_demonstration=True).exists()


@transaction.atomic
def load_programme(district: Place) -> bool:
    """Whether it was made now; figures and people must be there. A second time nothing is done."""
    if holds_programme():
        return False
    with translation.override("vi"):
        tell_the_year(cast_of_the_year(district))
    return True


def tell_the_year(cast: Cast) -> None:
    documents = register_documents(cast)
    lend_posts(cast)
    give_tasks(cast, documents)
    tell_dossiers(cast, register_communes(cast, documents[PLAN]))
    write_reports(cast)
    support_and_stamp(cast, plant_orchard(cast))
    take_part(cast, build(cast))
    help_people(cast)
    keep_heritage(cast)
    ask_households(cast)
