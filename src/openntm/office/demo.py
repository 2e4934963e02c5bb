"""The demonstration's accounts: invented people, one a role, with a password that everybody may know."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openntm.office.roles import Role

PASSWORD = "xem-thu-nong-thon-moi"  # public on purpose: works in the demonstration alone # noqa: S105
DAY = date(2024, 12, 31)  # on which the places below have these codes
AFTER_MERGE = date(2025, 12, 31)
CLUSTER = (*((code, DAY) for code in ("07450", "07462", "07465", "07480", "07498", "07519")), ("07462", AFTER_MERGE))


@dataclass(frozen=True)
class Account:
    username: str
    display_name: str
    role: Role
    place_code: str
    place_name: str
    can: str | Promise
    department: str = ""
    password: str = PASSWORD
    on: date = DAY


@dataclass(frozen=True)
class Colleague:
    """`posts` are the codes of units, each with a day on which the unit has that code."""

    username: str
    display_name: str
    role: Role
    posts: tuple[tuple[str, date], ...]
    department: str = ""


ACCOUNTS = (
    Account("can-bo-xa", "Nguyễn Thí Dụ", Role.COMMUNE_OFFICER, "07453", "xã Đông Phú", _("enters its figures")),
    Account("mat-tran-xa", "Đỗ Thí Dụ", Role.FRONT, "07453", "xã Đông Phú", _("records opinions of residents")),
    Account("van-phong-huyen", "Trần Thí Dụ", Role.OFFICE, "218", "huyện Lục Nam", _("checks, decides conflicts")),
    Account("van-phong-tinh", "Lê Thí Dụ", Role.OFFICE, "24", "tỉnh Bắc Giang", _("the same for the province")),
    Account("tham-dinh", "Phạm Thí Dụ", Role.APPRAISER, "24", "tỉnh Bắc Giang", _("appraises figures")),
    Account(
        "so-xay-dung",
        "Bùi Thí Dụ",
        Role.DEPARTMENT,
        "24",
        "tỉnh Bắc Giang",
        _("confirms roads, houses"),
        "construction",
    ),
    Account("so-giao-duc", "Ngô Thí Dụ", Role.DEPARTMENT, "24", "tỉnh Bắc Giang", _("confirms schools"), "education"),
    Account("so-y-te", "Đặng Thí Dụ", Role.DEPARTMENT, "24", "tỉnh Bắc Giang", _("confirms health"), "health"),
    Account("pho-chu-tich-tinh", "Phan Thí Dụ", Role.LEADER, "24", "tỉnh Bắc Giang", _("chairs the council")),
    Account("chu-tich-tinh", "Hồ Thí Dụ", Role.LEADER, "24", "tỉnh Bắc Giang", _("signs decisions")),
    Account("lanh-dao", "Hoàng Thí Dụ", Role.LEADER, "218", "huyện Lục Nam", _("reads everything")),
    Account(
        "htx-na-dai",
        "Giáp Thí Dụ",
        Role.PRODUCER,
        "07486",
        "xã Nghĩa Phương",
        _("keeps a cooperative's diary, lots and stamps"),
        on=AFTER_MERGE,
    ),
    Account(
        "ban-giam-sat",
        "Nông Thí Dụ",
        Role.SUPERVISOR,
        "07486",
        "xã Nghĩa Phương",
        _("watches a work, also without network"),
        on=AFTER_MERGE,
    ),
    Account(
        "to-cong-nghe-so",
        "Hà Thí Dụ",
        Role.DIGITAL_TEAM,
        "07486",
        "xã Nghĩa Phương",
        _("records helper sessions"),
        on=AFTER_MERGE,
    ),
    Account("quan-tri", "Vũ Thí Dụ", Role.ADMINISTRATOR, "24", "tỉnh Bắc Giang", _("manages people, reads the log")),
)

# They act in the programme that the demonstration shows and are not offered at the door; posts at several units.
COLLEAGUES = (
    Colleague("can-bo-cum-xa", "Lý Thí Dụ", Role.COMMUNE_OFFICER, CLUSTER),
    Colleague("mat-tran-cum-xa", "Mai Thí Dụ", Role.FRONT, CLUSTER),
    Colleague("chu-tich-bac-ninh", "Tạ Thí Dụ", Role.LEADER, (("24", AFTER_MERGE),)),
    Colleague("van-phong-bac-ninh", "Lương Thí Dụ", Role.OFFICE, (("24", AFTER_MERGE),)),
    Colleague("tham-dinh-bac-ninh", "Vương Thí Dụ", Role.APPRAISER, (("24", AFTER_MERGE),)),
    Colleague("can-bo-nghia-phuong", "Chu Thí Dụ", Role.COMMUNE_OFFICER, (("07486", AFTER_MERGE),)),
    Colleague("mat-tran-nghia-phuong", "Trương Thí Dụ", Role.FRONT, (("07486", AFTER_MERGE),)),
    Colleague("lanh-dao-bac-ninh", "Thân Thí Dụ", Role.LEADER, (("24", AFTER_MERGE),)),
    Colleague("phong-nong-nghiep", "Đinh Thí Dụ", Role.DEPARTMENT, (("218", DAY),), "agriculture"),
)


def accounts() -> tuple[Account, ...]:
    """Empty outside the demonstration."""
    return ACCOUNTS if settings.DEMONSTRATION else ()
