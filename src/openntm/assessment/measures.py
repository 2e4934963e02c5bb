"""Programme measures: what is counted about a place beside the indicators of a criteria set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    key: str
    vi: str
    en: str
    unit: str


_ROWS = (
    ("title.ntm.communes", "Số xã đạt chuẩn nông thôn mới", "Communes holding the NTM title", "count"),
    (
        "title.ntm.communes.of",
        "Số xã được tính khi công bố số xã đạt chuẩn nông thôn mới",
        "Communes among which the holders of the NTM title are counted",
        "count",
    ),
    (
        "title.advanced.communes",
        "Số xã đạt chuẩn nông thôn mới nâng cao",
        "Communes holding the advanced title",
        "count",
    ),
    ("title.model.communes", "Số xã đạt chuẩn nông thôn mới kiểu mẫu", "Communes holding the model title", "count"),
    ("title.model_hamlet.hamlets", "Số thôn nông thôn mới kiểu mẫu", "Model hamlets", "count"),
    ("title.smart_hamlet.hamlets", "Số thôn thông minh", "Smart hamlets", "count"),
    ("criteria.met", "Số tiêu chí đạt", "Criteria met", "count"),
    ("criteria.mean", "Số tiêu chí đạt bình quân mỗi xã", "Mean number of criteria met per commune", "count"),
    ("income", "Thu nhập bình quân đầu người", "Income per head", "million_dong_per_person_year"),
    ("poverty", "Tỷ lệ hộ nghèo", "Share of poor households", "percent"),
    ("poverty.multidimensional", "Tỷ lệ nghèo đa chiều", "Multidimensional poverty", "percent"),
    ("households", "Số hộ", "Households", "count"),
    ("population", "Dân số", "Population", "count"),
    ("hamlets", "Số thôn", "Hamlets", "count"),
    ("ocop.products", "Số sản phẩm OCOP được công nhận", "Recognised OCOP products", "count"),
    ("money.mobilised", "Nguồn lực huy động", "Resources mobilised", "dong"),
    ("money.people", "Nguồn lực người dân đóng góp", "Resources given by residents", "dong"),
    ("land.given", "Đất người dân hiến", "Land given by residents", "m2"),
    ("labour.given", "Ngày công người dân đóng góp", "Labour days given by residents", "count"),
    ("walls.cleared", "Tường rào tháo dỡ để mở đường", "Walls pulled down for roads", "m2"),
    ("houses.poor", "Nhà của hộ nghèo được xây, sửa", "Houses of poor households built or repaired", "count"),
    ("houses.solidarity", "Nhà Đại đoàn kết được xây, sửa", "Solidarity houses built or repaired", "count"),
    ("title.civilised.towns", "Số thị trấn đạt chuẩn đô thị văn minh", "Towns of the civilised standard", "count"),
    ("district.criteria.met", "Số tiêu chí huyện đạt", "District criteria met", "count"),
    ("communes.special_difficulty", "Số xã đặc biệt khó khăn", "Communes of special difficulty", "count"),
    (
        "criteria.met.least",
        "Số tiêu chí đạt, mức thấp của khoảng đã công bố",
        "Criteria met, lower published end",
        "count",
    ),
    (
        "criteria.met.most",
        "Số tiêu chí đạt, mức cao của khoảng đã công bố",
        "Criteria met, upper published end",
        "count",
    ),
    ("supervision.boards", "Số ban giám sát đầu tư của cộng đồng", "Community supervision boards", "count"),
    ("supervision.members", "Số thành viên ban giám sát", "Members of supervision boards", "count"),
    ("supervision.works", "Số công trình được giám sát", "Works supervised", "count"),
    (
        "produce.certified_share",
        "Tỷ lệ diện tích vùng trồng có chứng nhận VietGAP còn hiệu lực",
        "Share of growing areas under a VietGAP certificate in force",
        "percent",
    ),
    (
        "produce.traced_products",
        "Số sản phẩm có tem truy xuất đang sử dụng theo chứng nhận còn hiệu lực",
        "Products with traceability stamps in use under a certificate in force",
        "count",
    ),
    (
        "works.road_km",
        "Chiều dài đường đã bàn giao theo sổ công trình",
        "Roads handed over in the register of works",
        "km",
    ),
    ("works.culture_houses", "Số nhà văn hóa đã bàn giao", "Culture houses handed over", "count"),
    ("heritage.sites", "Số di tích, danh thắng trong danh mục", "Heritage sites in the register", "count"),
    (
        "heritage.sites_kept",
        "Số di tích, danh thắng có đơn vị trông coi",
        "Heritage sites with a custodian",
        "count",
    ),
    (
        "heritage.sites_checked",
        "Số di tích, danh thắng được kiểm tra hiện trạng trong một năm",
        "Heritage sites with a condition round within a year",
        "count",
    ),
    (
        "services.sessions",
        "Số buổi hỗ trợ của tổ công nghệ số cộng đồng trong một năm",
        "Sessions of the community digital team within a year",
        "count",
    ),
    (
        "services.people",
        "Số lượt người được tổ công nghệ số cộng đồng hỗ trợ trong một năm",
        "People helped by the community digital team within a year",
        "count",
    ),
    ("services.posters", "Số áp phích thủ tục hành chính", "Posters of administrative procedures", "count"),
    (
        "services.scans",
        "Số lượt quét mã hướng dẫn thủ tục trong một năm",
        "Scans of codes of guides within a year",
        "count",
    ),
    (
        "participation.given",
        "Giá trị đóng góp đã nhận trong năm theo sổ đóng góp",
        "Value of contributions received in the year",
        "dong",
    ),
    (
        "participation.labour",
        "Ngày công đóng góp trong năm theo sổ đóng góp",
        "Labour days received in the year",
        "count",
    ),
    ("participation.meetings", "Số cuộc họp dân trong năm", "Meetings held in the year", "count"),
    (
        "participation.present",
        "Số lượt người dự họp dân trong năm",
        "People present at meetings of the year",
        "count",
    ),
    (
        "participation.reports_due",
        "Số phản ánh của người dân đã trả lời hoặc đến hạn trả lời trong năm",
        "Residents' reports of the year that were answered or fell due",
        "count",
    ),
    (
        "participation.reports_in_time",
        "Số phản ánh của người dân được trả lời đúng hạn trong năm",
        "Residents' reports of the year answered in time",
        "count",
    ),
    (
        "satisfaction.overall",
        "Tỷ lệ hộ hài lòng chung về kết quả xây dựng nông thôn mới",
        "Households satisfied on the whole with new rural development",
        "percent",
    ),
    (
        "satisfaction.least_content",
        "Tỷ lệ hộ hài lòng với nội dung thấp nhất",
        "Households satisfied with the content of the lowest share",
        "percent",
    ),
    ("supervision.works_in_use", "Số công trình giám sát đã đưa vào sử dụng", "Supervised works in use", "count"),
)
MEASURES = {row[0]: Measure(*row) for row in _ROWS}


def measure_of(set_id: str, figure_id: str) -> str:
    """The measure under which an indicator's figure is kept."""
    return f"{set_id}/{figure_id}"


def split_measure(measure: str) -> tuple[str, str]:
    """Set and figure id of an indicator's measure; a programme measure has no set."""
    set_id, _, figure_id = measure.rpartition("/")
    return set_id, figure_id
