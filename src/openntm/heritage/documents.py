"""Minutes of a condition round: what the mechanism of visits is told of the site; never where it lies exactly."""

from openntm.heritage.models import Site
from openntm.office.documents.bodies import committee
from openntm.visits.documents import About, share_that_meets
from openntm.visits.models import Visit


def about_round(visit: Visit, site: Site) -> About:
    head = committee(site.place, visit.day)
    return About(
        issuer="ĐOÀN KIỂM TRA",
        superior=head.issuer,
        place_name=head.place_name,
        abstract=f"Kiểm tra hiện trạng di tích, danh thắng {site.name}",
        subject=(("Di tích, danh thắng:", site.name), ("Địa điểm:", head.unit)),
        came=(("Người kiểm tra:", str(visit.by)),),
        sides=("Đại diện nơi trông coi", "Người kiểm tra"),
        remarks=(share_that_meets(visit),),
    )
