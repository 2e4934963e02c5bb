"""An invented shrine: its story, a picture drawn here, its custodian, a round with a repair, what residents wrote."""

import io
from datetime import timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from openntm.heritage.models import Site
from openntm.heritage.services.files import add_file, make_poster
from openntm.heritage.services.proposals import publish_proposal, receive_proposal
from openntm.heritage.services.rounds import answer_round, close_round, observe, start_round
from openntm.heritage.services.sites import add_site, hand_over_site
from openntm.portal.illustration.growing import OFFICER, before
from openntm.portal.illustration.people import Cast, unit
from openntm.visits.queries import checklist_of


def keep_heritage(cast: Cast) -> None:
    site = shrine(cast)
    check(cast, site)
    receive_proposal(site=site.pk, text="Bà tôi kể miếu có từ thời cụ Thí Dụ", contact="0900000003")
    told = receive_proposal(site=site.pk, text="Trước đây có hai cây đa trước miếu (minh họa)")
    publish_proposal(by=cast[OFFICER], pk=told.pk, text="Trước đây có hai cây đa trước miếu (minh họa).")


def shrine(cast: Cast) -> Site:
    officer = cast[OFFICER]
    site = add_site(
        by=officer,
        place=unit("07486", merged=True),
        name="Miếu Thí Dụ (minh họa)",
        hamlet="Thí Dụ",
        kind=Site.Kind.HISTORICAL,
        rank=Site.Rank.INVENTORY,
        parts="cổng\nmiếu chính\nsân",
        story_vi="Ngôi miếu này không có thật, chỉ để xem thử trang giới thiệu.",
        story_en="This shrine does not exist; it shows what a story page looks like.",
        latitude=Decimal("21.21111"),
        longitude=Decimal("106.48888"),
    )
    body = {"body": "Ban quản lý miếu Thí Dụ (minh họa)", "person": "Người Thí Dụ", "phone": "0900000004"}
    hand_over_site(by=officer, pk=site.pk, day=before(cast, 300), **body)
    add_file(by=officer, pk=site.pk, file=drawn_picture(), caption="Hình vẽ minh họa, không phải ảnh chụp")
    make_poster(by=officer, pk=site.pk)
    return site


def check(cast: Cast, site: Site) -> None:
    officer, day = cast[OFFICER], before(cast, 40)
    visit = start_round(by=officer, site=site.pk, day=day)
    broken = {"parts.roof", "care.sign"}
    found = {item.key: ("not_ok" if item.key in broken else "ok", "") for item in checklist_of(visit).items}
    answer_round(by=officer, pk=visit.pk, answers=found)
    observe(
        by=officer,
        pk=visit.pk,
        item="parts.roof",
        severity="minor",
        text="Ba viên ngói vỡ",
        demand="Thay ngói, dọn máng",
        due=day + timedelta(days=60),
    )
    close_round(by=officer, pk=visit.pk, result="Miếu còn vững, cần thay ngói trước mùa mưa")


def drawn_picture() -> SimpleUploadedFile:
    image, out = Image.new("RGB", (640, 480), "#cfe3d6"), io.BytesIO()
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 340, 640, 480), fill="#7fa98c")
    pen.rectangle((200, 220, 440, 360), fill="#d9c7a3")
    pen.polygon(((160, 225), (320, 130), (480, 225)), fill="#a3563d")
    pen.rectangle((290, 280, 350, 360), fill="#6b4a2f")
    image.save(out, "JPEG", quality=85)
    return SimpleUploadedFile("mieu.jpg", out.getvalue(), "image/jpeg")
