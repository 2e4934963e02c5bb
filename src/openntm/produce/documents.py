"""Minutes of an audit: what the mechanism of visits is told of the producer, who may be a household."""

from openntm.office.documents.bodies import committee
from openntm.produce.models import Producer
from openntm.visits.documents import About, share_that_meets
from openntm.visits.models import Visit


def about_audit(visit: Visit, producer: Producer) -> About:
    """The first lines name no household: everybody reads them who checks the code."""
    head = committee(producer.place, visit.day)
    is_internal = visit.kind == Visit.Kind.INTERNAL
    own = "HỘ SẢN XUẤT" if producer.kind == Producer.Kind.HOUSEHOLD else producer.name.upper()
    return About(
        issuer=own if is_internal else "ĐOÀN KIỂM TRA",
        superior="" if is_internal else head.superior or head.issuer,
        place_name=head.place_name,
        abstract="Đánh giá nội bộ theo VietGAP" if is_internal else "Kiểm tra cơ sở sản xuất theo VietGAP",
        subject=(("Cơ sở sản xuất:", producer.name), ("Địa điểm:", head.unit)),
        came=(("Người đánh giá:" if is_internal else "Người kiểm tra:", str(visit.by)),),
        sides=("Đại diện cơ sở sản xuất", "Người đánh giá" if is_internal else "Đại diện đoàn kiểm tra"),
        remarks=(share_that_meets(visit),),
    )
