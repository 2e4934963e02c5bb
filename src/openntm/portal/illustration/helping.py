"""An invented poster of guides, and sessions of the community digital team."""

from decimal import Decimal

from openntm.portal.illustration.growing import COMMUNE, OFFICER, before
from openntm.portal.illustration.people import Cast, unit
from openntm.services.services.posters import make_poster
from openntm.services.services.team import add_team, record_session, sign_session

HELPER = "to-cong-nghe-so"
HUNG = ("dang-ky-khai-sinh", "dang-ky-ket-hon", "chung-thuc-ban-sao", "dang-ky-tam-tru", "ho-ngheo-can-ngheo")


def help_people(cast: Cast) -> None:
    place = unit(COMMUNE, merged=True)
    make_poster(by=cast[OFFICER], place=place, slugs=HUNG)
    name = "Tổ công nghệ số cộng đồng thôn Thí Dụ (minh họa)"
    team = add_team(by=cast[HELPER], place=place, name=name, members=5, valid_from=before(cast, 200))
    for ago, people, births in ((90, 14, 6), (55, 11, 3), (20, 17, 8)):
        made = record_session(
            by=cast[HELPER],
            team=team.pk,
            place=place,
            day=before(cast, ago),
            hours=Decimal(3),
            helpers=3,
            people=people,
            topics={("dang-ky-khai-sinh", ""): births, ("", "vneid"): people - births},
        )
        if ago > 30:
            sign_session(by=cast[HELPER], pk=made.pk)
