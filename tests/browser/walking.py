"""People at their own screens: each signed in as a demonstration account, each page looked at as it is passed."""

import io
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pypdf
from looking import errors, faults, is_too_wide

PHONE = 360


def beginning(name):
    """Of what a link or a button is called; the stroke is marked for the browser's own expressions."""
    return re.compile("^" + re.escape(name).replace("/", r"\/"))


class Walker:
    """One person in front of one page. `seen` are the kinds of pages that were looked at closely already."""

    def __init__(self, page, site, seen):
        self.page, self.site, self.seen = page, site, seen

    @property
    def main(self):
        return self.page.locator("main")

    @property
    def path(self):
        return urlsplit(self.page.url).path

    @property
    def text(self):
        return self.main.inner_text()

    def go(self, path):
        self.page.goto(self.site + path)
        return self.look()

    def look(self):
        """Always for errors; for access and width once a kind of page, as they cost the most."""
        self.page.wait_for_load_state()
        assert self.page.locator("h1").count() == 1, self.path
        assert self.page.foreign == []
        assert errors(self.page) == [], self.path
        kind = re.sub(r"\d[\d-]*", "#", self.path)
        if kind not in self.seen:
            self.seen.add(kind)
            self.look_closely()
        return self

    def look_closely(self):
        found = faults(self.page)
        assert found == [], (self.path, found)
        size = self.page.viewport_size
        assert not is_too_wide(self.page, PHONE), self.path
        self.page.set_viewport_size(size)

    def click(self, name, within=None):
        """A link, by its name or the beginning of it."""
        (within or self.main).get_by_role("link", name=beginning(name)).first.click()
        return self.look()

    def press(self, name, within=None):
        """A button that sends, by its name or the beginning of it."""
        (within or self.main).get_by_role("button", name=beginning(name)).first.click()
        return self.look()

    def send(self, button, within=None, **values):
        for name, value in values.items():
            self.fill(name, value, within or self.main)
        return self.press(button, within)

    def hand_in(self, **values):
        """The form of the page, whatever its button is called."""
        for name, value in values.items():
            self.fill(name, value, self.main)
        self.main.locator("form button:not(.secondary)").last.click()
        return self.look()

    def fill(self, name, value, within):
        """A field of a form by its name: one of several choices, several of them, a file, or what is typed."""
        fields = within.locator(f'[name="{name}"]')
        kind = fields.first.get_attribute("type") or fields.first.evaluate("one => one.tagName.toLowerCase()")
        if value is True:
            fields.check()
        elif kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                within.locator(f'[name="{name}"][value="{one}"]').check()
        elif kind == "select":
            fields.first.select_option(value)
        elif kind == "file":
            fields.first.set_input_files(value)
        else:
            fields.first.fill(value)

    def row(self, text):
        return self.main.locator("tr", has=self.page.get_by_role("rowheader", name=re.compile(text)))

    def is_told(self, *words):
        for one in words:
            assert one in self.text, f"{one!r} is not on {self.path}"
        return self

    def is_refused(self, *words):
        """The page came back with the errors above the form."""
        said = self.main.get_by_role("alert").inner_text()
        for one in words:
            assert one in said, said
        return self

    def status(self, path):
        return self.page.request.get(self.site + path, max_redirects=0).status

    def may_not_see(self, *paths):
        assert {path: self.status(path) for path in paths if self.status(path) not in (403, 404)} == {}

    def download(self, link):
        """What a link of the page leads to, as a program would fetch it with the same cookies."""
        address = link.get_attribute("href")
        answer = self.page.request.get(address if "://" in address else self.site + address)
        assert answer.status == 200, address
        return answer.body()


class Walk:
    """The people by their accounts, each with a page of their own that stays open."""

    def __init__(self, open_page, site, environ, folder):
        self.open_page, self.site, self.environ, self.folder = open_page, site, environ, folder
        self.people, self.seen = {}, set()

    def person(self, name):
        if name not in self.people:
            self.people[name] = Walker(self.open_page(signed_in=name), self.site, self.seen)
        return self.people[name]

    def on_a_phone(self, name):
        """A second device of theirs, with what the first one signed in with."""
        known = self.person(name).page.context.storage_state()
        return Walker(self.open_page(PHONE, storage_state=known), self.site, self.seen)

    def reader(self):
        """Somebody who never signs in."""
        return self.person("")


def pdf_text(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def word_text(content):
    from docx import Document

    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(line.text for line in document.paragraphs), *cells]).split())


def scanned(content, folder):
    """The address in the code of a printed page, as a phone reads it from the paper."""
    import zxingcpp
    from PIL import Image

    (folder / "scan.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "150", "-png", folder / "scan.pdf", folder / "scan"], check=True)
    found = [zxingcpp.read_barcode(Image.open(one)) for one in sorted(folder.glob("scan*.png"))]
    return next(one.text for one in found if one)


def openntm(environ, *arguments):
    """The command beside the running product: its exit code and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "openntm", *map(str, arguments)],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr
