"""What a unit is called, and on which level of administration it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    TINH = "tinh", _("province")
    THANH_PHO = "thanh_pho", _("city")
    HUYEN = "huyen", _("district")
    XA = "xa", _("commune")
    THI_TRAN = "thi_tran", _("township")
    PHUONG = "phuong", _("ward")
    THON = "thon", _("hamlet")
    TO_DAN_PHO = "to_dan_pho", _("urban residential group")


PROVINCE_KINDS = (Kind.TINH, Kind.THANH_PHO)
DISTRICT_KINDS = (Kind.HUYEN,)
COMMUNE_KINDS = (Kind.XA, Kind.THI_TRAN, Kind.PHUONG)
HAMLET_KINDS = (Kind.THON, Kind.TO_DAN_PHO)
LEVELS = (PROVINCE_KINDS, DISTRICT_KINDS, COMMUNE_KINDS, HAMLET_KINDS)


def level_of(kind: str) -> int:
    """0 for a province, 1 district, 2 commune, 3 hamlet."""
    return next(level for level, kinds in enumerate(LEVELS) if kind in kinds)
