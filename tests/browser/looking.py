"""What is asked of every page in the browser: accessible, within the screen, nothing from elsewhere, no errors."""

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
REFUSED = "the server responded with a status of 4"  # the browser notes each page that refuses


def faults(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=AXE).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in found]


def is_too_wide(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def errors(page):
    return [said for said in page.failed if REFUSED not in said]
