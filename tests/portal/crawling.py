"""A stranger who opens everything that is open: each page, export, feed and answer, from link to link."""

import io
import re
import zipfile
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

import pypdf
from django.urls import Resolver404, resolve

EACH = 8  # addresses of one view, with another question counted anew up to twice as many
LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")
BINARY = ("image/", "font/", "text/css", "application/javascript", "text/javascript")


class Crawl:
    """`opened` counts the views that answered or led on; `found` are the secrets with the address that told them."""

    def __init__(self, client, secrets, each=EACH):
        self.client, self.secrets, self.each = client, secrets, each
        self.opened, self.asked, self.found, self.failed = Counter(), Counter(), {}, []

    def walk(self, *addresses):
        waiting, known = list(addresses), set(addresses)
        while waiting:
            address = waiting.pop(0)
            for link in self.open(address):
                if link not in known:
                    known.add(link)
                    waiting.append(link)

    def open(self, address):
        name = view_of(address)
        if name is None or self.asked[name] >= self.each * (2 if "?" in address else 1):
            return []
        self.asked[name] += 1
        answer = self.client.get(address)
        if answer.status_code >= 500:
            self.failed.append(address)
        if answer.status_code in (301, 302, 307):
            self.opened[name] += 1
            return [local(address, answer.headers["location"])]
        if answer.status_code == 200:
            self.opened[name] += 1
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        kind = answer.headers.get("content-type", "")
        text = text_of(content, kind)
        self.look(address, f"{text} {answer.headers}")
        return [local(address, unescape(one)) for one in LINK.findall(text)] if "html" in kind else []

    def look(self, address, text):
        for secret in self.secrets:
            if secret in text:
                self.found.setdefault(secret, address)


def view_of(address):
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/") or parts.path.startswith("/static/"):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return None


def local(base, link):
    """A link to the product's own address becomes one without a host; any other stays as it is and is not opened."""
    joined = urljoin(f"http://testserver{base}", link)
    for own in ("http://testserver", "http://127.0.0.1:8000"):
        joined = joined.removeprefix(own)
    return joined.partition("#")[0]


def text_of(content, kind):
    """What a reader of the file could read, whatever it is packed in."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content[:4] == b"%PDF":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if kind.startswith(BINARY):
        return content.decode("latin-1")
    return content.decode("utf-8", "replace")
