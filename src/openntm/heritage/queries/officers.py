"""Who is told of a site: the officers of the commune that holds its ground today."""

from datetime import date

from openntm.heritage.models import Site
from openntm.office.models import Person
from openntm.office.roles import Action, roles_that_may
from openntm.places.queries import territory
from openntm.steering.queries.addressees import posts_at, with_deputies


def officers_of(site: Site, action: Action, on: date) -> list[Person]:
    communes = [unit.place_id for unit in territory(site.place, on)]
    posts = posts_at(communes, on).filter(role__in=roles_that_may(action))
    return with_deputies(posts, [], on)
