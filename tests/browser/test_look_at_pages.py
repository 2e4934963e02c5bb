"""Every page in a real browser: accessible, within the screen, nothing from elsewhere, also without script."""

from datetime import UTC, datetime

import pytest
from looking import faults, is_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a real browser against the running product

HERE, LATER, EMPTY = "/218/2023-12-31/", "/218/2025-12-31/", "/218/2015-06-30/"
COMMUNE = "/07450/2023-12-31/"
SET = "commune_ntm_2021_2025"
YEAR, SPRING, NOW = "/218/2024-12-31/", "/218/2025-03-31/", "/24/2026-06-30/"  # of the illustrative programme
AFTER = "/07486/2026-09-30/"  # of the invented cooperative's commune
BN = "/24/2026-09-30/"
TODAY = datetime.now(UTC).date().isoformat()
VILLAGE = f"/07486/{TODAY}/"  # the invented village lives in the days before the first start
SUPPORT = f"/24/{TODAY}/support/"
THEN = " > "  # "list > text": the page behind the first link of the list that has the text
DECISION = f"{NOW}decisions/{THEN}45/QĐ-MH"
PUBLIC = [
    HERE,
    LATER,
    EMPTY,
    COMMUNE,
    f"{COMMUNE}?level=advanced",
    "/07450/2025-12-31/",
    f"{HERE}set/{SET}/10.1/",
    f"{HERE}set/{SET}/1.1/",
    f"{COMMUNE}why/{SET}/10.1/",
    f"{COMMUNE}why/{SET}/5.1/",
    f"{HERE}gaps/",
    f"{HERE}trends/",
    f"{HERE}map/",
    f"{HERE}conflicts/",
    f"{HERE}unverified/",
    f"{HERE}titles/",
    f"{HERE}targets/",
    f"{HERE}history/",
    "/sets/",
    f"/sets/{SET}/",
    "/sets/commune_2026_2030/",
    "/sign-in/",
    "/nothing/",
    "/218/2005-12-31/",
    f"{YEAR}directives/",
    f"{YEAR}directives/{THEN}15/KH-MH",
    f"{YEAR}registrations/",
    f"{YEAR}targets/communes-advanced-2025/",
    f"{YEAR}unit-sets/",
    "/218/2026-06-30/titles/",
    f"{NOW}decisions/",
    DECISION,
    "/Q/",
    "/",
    "/?place=07486",
    "/?q=huyen+son",
    f"{AFTER}produce/",
    f"{AFTER}support/schemes/",
    f"{BN}support/calls/{THEN}minh họa",
    "/id/product/1",
    "/id/product/1/lot/ND-01",
    "/open-data/?place=07486",
    f"{VILLAGE}works/",
    f"{VILLAGE}works/{THEN}đường trục",
    f"{HERE}works/",
    f"{VILLAGE}mobilised/",
    f"{HERE}mobilised/",
    f"{VILLAGE}voices/",
    f"{VILLAGE}voices/{THEN}nứt dọc",
    "/report/?place=07486",
    "/survey/",
    "/07453/2024-12-31/surveys/",
    "/07453/2024-12-31/surveys/1/",
    f"{VILLAGE}guides/",
    "/guide/dang-ky-khai-sinh/?at=07486",
    f"{VILLAGE}heritage/",
    f"{VILLAGE}heritage/{THEN}Thí Dụ",
    f"{VILLAGE}consultations/",
    f"{VILLAGE}household-votes/",
    f"{VILLAGE}household-votes/{THEN}đèn chiếu sáng",
    "/vote/2/",
]
CLOSED = {
    "van-phong-huyen": [
        f"{HERE}completeness/",
        "/218/2024-12-31/figures/",
        f"{HERE}conflicts/",
        "/log/",
        "/account/",
        "/account/delegations/",
        "/notices/",
        "/calendar/",
        f"{YEAR}tasks/",
        f"{YEAR}tasks/?which=waiting{THEN}Báo cáo tiến độ",
        f"{YEAR}overdue/",
        f"{YEAR}recheck/",
        f"{YEAR}reports/",
        f"{YEAR}reports/{THEN}2024",
        f"{YEAR}document-templates/",
        f"{SPRING}dossiers/",
        f"{SPRING}dossiers/{THEN}Thanh Lâm",
        f"{SPRING}dossiers/{THEN}Thanh Lâm{THEN}reviews/",
        f"{SPRING}dossiers/{THEN}Yên Sơn{THEN}opinions/",
    ],
    "van-phong-bac-ninh": [
        f"{BN}support/applications/",
        f"{BN}support/applications/{THEN}Hợp tác xã",
        *(f"{SUPPORT}{name}" for name in ("money/", "money/due/", "money/entries/")),
        f"{SUPPORT}lists/{THEN}17/QĐ-UBND",
        f"{BN}codes/",
        f"{BN}copy-alerts/",
        f"{BN}produce/recalls/",
        f"{AFTER}produce/certificates/{THEN}VG-TD-017",
        f"{AFTER}produce/audits/",
    ],
    "htx-na-dai": [
        f"{AFTER}produce/diary/",
        f"{AFTER}produce/lots/",
        f"{AFTER}produce/lots/{THEN}ND-01",
        f"{AFTER}produce/lots/{THEN}ND-01{THEN}events/",
        f"{AFTER}produce/stock/",
    ],
    "van-phong-tinh": ["/24/2025-03-31/sittings/", f"/24/2025-03-31/sittings/{THEN}25/03/2025"],
    "can-bo-xa": ["/07453/2024-12-31/figures/", "/07453/2024-12-31/figures/import/"],
    "can-bo-nghia-phuong": [
        f"{VILLAGE}works/{THEN}đường trục",
        f"{VILLAGE}works/red-flags/",
        f"{VILLAGE}contributions/",
        f"{VILLAGE}contributions/{THEN}1",
        f"{VILLAGE}contributions/rates/",
        f"{VILLAGE}outreach/",
        f"{VILLAGE}outreach/{THEN}Bàn mức góp",
        f"{VILLAGE}residents-reports/",
        f"{VILLAGE}residents-reports/2/",
        f"{VILLAGE}procedures/",
        f"{VILLAGE}posters/",
        f"{VILLAGE}heritage/rounds/",
        f"{VILLAGE}heritage/proposals/",
        f"{VILLAGE}household-votes/{THEN}kế hoạch",
        f"{VILLAGE}household-votes/{THEN}kế hoạch{THEN}households/",
        f"{VILLAGE}household-votes/{THEN}kế hoạch{THEN}hands/",
        f"{VILLAGE}household-votes/add/",
    ],
    "mat-tran-nghia-phuong": [
        f"{VILLAGE}works/boards/",
        f"{VILLAGE}works/boards/{THEN}đường trục",
        f"{VILLAGE}works/demands/",
        f"{VILLAGE}works/demands/{THEN}Bù bề dày",
        f"{VILLAGE}works/quarter/",
    ],
    "ban-giam-sat": [f"{VILLAGE}works/visits/", f"{VILLAGE}works/visits/{THEN}đường trục", "/field/"],
    "to-cong-nghe-so": [f"{VILLAGE}sessions/", f"{VILLAGE}sessions/add/"],
    "quan-tri": ["/people/"],
}


def go(page, address):
    """Along the links; a step that ends in a stroke is a page below the last one."""
    start, *steps = address.split(THEN)
    page.goto(start)
    for step in steps:
        found = page.locator("main a").filter(has_text=step)
        page.goto(page.url + step if step.endswith("/") else page.evaluate("a => a.href", found.first.element_handle()))


def look_at(page, address):
    go(page, address)
    look_around(page)


def look_around(page):
    assert page.locator("h1").count() == 1
    assert faults(page) == []
    assert page.foreign == []
    assert [said for said in page.failed if "404" not in said] == []


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_on_a_wide_screen_in_vietnamese(open_page, site, path):
    page = open_page(1440, "vi")
    look_at(page, site + path)
    assert page.locator("html").get_attribute("lang") == "vi"
    assert not [width for width in (320, 360, 768, 1024) if is_too_wide(page, width)]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_on_a_phone_in_english(open_page, site, path):
    page = open_page(360, "en")
    look_at(page, site + path)
    assert page.locator("html").get_attribute("lang") == "en"
    assert not [width for width in (360, 320) if is_too_wide(page, width)]


@pytest.fixture(scope="module")
def cookies():
    """Of each person who signed in: once a person is enough for this module."""
    return {}


@pytest.fixture
def enter(open_page, site, cookies):
    def entered(person, language):
        if person not in cookies:
            cookies[person] = open_page(1440, language, signed_in=person).context.cookies()
        page = open_page(1440, language)
        page.context.add_cookies([one for one in cookies[person] if one["name"] != "language"])
        return page

    return entered


@pytest.mark.parametrize(("person", "path"), [(person, path) for person, paths in CLOSED.items() for path in paths])
def test_a_page_that_asks_for_a_post(enter, site, person, path):
    page = enter(person, "vi")
    look_at(page, site + path)
    assert not [width for width in (320, 360) if is_too_wide(page, width)]
    assert faults(page) == []


@pytest.mark.parametrize(("person", "path"), [(person, path) for person, paths in CLOSED.items() for path in paths])
def test_a_page_that_asks_for_a_post_in_english(enter, site, person, path):
    page = enter(person, "en")
    page.set_viewport_size({"width": 360, "height": 800})
    look_at(page, site + path)
    assert page.locator("html").get_attribute("lang") == "en"
    assert not [width for width in (360, 320) if is_too_wide(page, width)]


def test_a_print_out_leads_to_its_page_of_verification(enter, site):
    page = enter("van-phong-bac-ninh", "vi")
    go(page, site + DECISION)
    page.locator("form[action$='/print/'] button").click()
    assert "/verify/" in page.url
    look_around(page)
    assert "minh họa" in page.locator("main").inner_text()
    assert not [width for width in (320, 360) if is_too_wide(page, width)]


@pytest.mark.parametrize("path", [HERE, COMMUNE, f"{HERE}map/"])
def test_the_dark_scheme_keeps_its_contrasts(open_page, site, path):
    look_at(open_page(1440, "vi", color_scheme="dark"), site + path)


def test_everything_is_read_without_script(open_page, site):
    page = open_page(360, "vi", java_script_enabled=False)
    page.goto(site + HERE)
    page.locator("details.menu > summary").click()
    page.locator("details.menu").get_by_role("link", name="Còn thiếu").click()
    assert page.url.endswith("/gaps/")
    page.locator("table thead a").first.click()
    assert "sort=" in page.url


def test_the_day_is_changed_without_script(open_page, site):
    page = open_page(1440, "vi", java_script_enabled=False)
    page.goto(f"{site}{HERE}gaps/")
    page.locator("details.pill.context").nth(1).locator("summary").click()
    page.fill("input[type=date]", "2024-12-31")
    page.locator("form:has(input[type=date]) button").click()
    assert page.url == f"{site}/218/2024-12-31/gaps/"


def test_a_place_is_found_without_accents_and_without_script(open_page, site):
    page = open_page(1440, "vi", java_script_enabled=False)
    page.goto(site + HERE)
    page.locator("details.pill.context").first.locator("summary").click()
    page.fill("#place-search", "dong hung")
    page.locator("form:has(#place-search) button").click()
    page.locator("main").get_by_role("link", name="Đông Hưng").first.click()
    assert "/07450/" in page.url


def test_the_language_is_switched_in_place(open_page, site):
    page = open_page(1440, "vi", java_script_enabled=False)
    page.goto(f"{site}{HERE}trends/")
    page.get_by_role("button", name="English").click()
    assert page.url == f"{site}{HERE}trends/"
    assert page.locator("h1").inner_text() == "Trends"


def test_the_keyboard_reaches_the_content_first(open_page, site):
    page = open_page(1440, "vi")
    page.goto(site + HERE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_first_page_is_small(open_page, site):
    """Everything that the first page loads, as it travels: under 100 kB."""
    page = open_page(1440, "vi")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(site + HERE, wait_until="networkidle")
    assert 0 < sum(sizes) < 100_000


@pytest.mark.parametrize("path", [COMMUNE, f"{COMMUNE}why/{SET}/10.1/"])
def test_a_printed_page_leaves_the_frame_out(open_page, site, path):
    page = open_page(1440, "vi")
    page.goto(site + path)
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator(".only-print").is_visible()
    assert "Tinos" in page.evaluate("getComputedStyle(document.body).fontFamily")
