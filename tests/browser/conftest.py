"""The whole product as a stranger gets it: `openntm demo` in a new data directory, and Debian's Chromium."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


def missing_packages():
    """As `make test` asks: scripts/browser.py knows what is needed."""
    path = Path(__file__).parents[2] / "scripts" / "browser.py"
    spec = importlib.util.spec_from_file_location("openntm_browser", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script.missing_packages()


def pytest_collection_modifyitems(items):
    """Left out, and said so, where Chromium cannot be had."""
    if missing := missing_packages():
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(pytest.mark.skip(reason=f"missing: {', '.join(missing)}; see `make test`"))


@pytest.fixture(scope="session")
def environ(tmp_path_factory):
    """What the commands of the running demonstration are told: above all its data directory."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENNTM_", "DJANGO_"))}
    return {**kept, "OPENNTM_HOME": str(tmp_path_factory.mktemp("site")), "OPENNTM_WORKERS": "1"}


@pytest.fixture(scope="session")
def site(environ):
    """The address of a running demonstration, real and illustrative figures loaded."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "openntm", "demo", "--port", str(port)]
    with (
        (Path(environ["OPENNTM_HOME"]) / "said").open("wb") as said,
        subprocess.Popen(command, env=environ, stdout=said, stderr=said) as server,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=20)
            server.kill()


def wait_for(address, server):
    until = time.monotonic() + 240
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.3)
    pytest.fail("the demonstration did not start")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """`open_page(width=, language=, signed_in=, **options)` gives a page that writes down foreign requests."""
    contexts = []

    def opened(width=1440, language="vi", signed_in="", **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(90_000)  # a busy machine prints slowly
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": site}])
        page = context.new_page()
        page.foreign, page.failed = [], []
        page.on("request", lambda request: page.foreign.append(request.url) if is_foreign(request, site) else None)
        page.on("pageerror", lambda error: page.failed.append(str(error)))
        page.on("console", lambda said: page.failed.append(said.text) if said.type == "error" else None)
        if signed_in:
            sign_in(page, site, signed_in)
        return page

    yield opened
    for context in contexts:
        context.close()


def is_foreign(request, site):
    return not request.url.startswith((site, "data:", "blob:"))


def sign_in(page, site, username):
    from openntm.office.demo import PASSWORD

    page.goto(f"{site}/sign-in/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], main form button:not([name])")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
