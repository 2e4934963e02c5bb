"""A line between a browser and the server that a test can cut, and a browser whose memory outlives its process."""

import os
import shutil
import signal
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

from looking import faults, is_too_wide

PHONE = {"width": 360, "height": 800}
HERE = {"latitude": 21.2031, "longitude": 106.5512, "accuracy": 9}


class Wire:
    """Passes bytes on; cut, it refuses every connection and drops those that stand."""

    def __init__(self, site):
        self.to = int(site.rpartition(":")[2])
        self.open, self.listener = [], None
        self.mend()

    def mend(self):
        port = getattr(self, "port", 0)
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.answer, args=(self.listener,), daemon=True).start()

    @property
    def site(self):
        return f"http://127.0.0.1:{self.port}"

    def answer(self, listener):
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=pass_on, args=(one, other), daemon=True).start()

    def cut(self):
        for one in (self.listener, *self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.open = []


def pass_on(near, far):
    with suppress(OSError):
        while given := near.recv(65_536):
            far.sendall(given)
        far.shutdown(socket.SHUT_WR)


class Phone:
    """A browser with a folder of its own, as a telephone has it."""

    def __init__(self, kind, executable, folder, wire):
        self.kind, self.executable, self.folder, self.wire = kind, executable, Path(folder), wire
        self.failed = []
        self.switch_on()

    def switch_on(self):
        given = {"geolocation": HERE, "permissions": ["geolocation"], "viewport": PHONE, "accept_downloads": True}
        self.context = self.kind.launch_persistent_context(
            str(self.folder), executable_path=self.executable, args=["--no-sandbox"], locale="vi-VN", **given
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.failed.append(str(error)))

    def kill(self):
        """Without a chance to tidy up: the first process of this folder, and with it all of its own."""
        os.kill(process_of(self.folder), signal.SIGKILL)
        with suppress(Exception):
            self.context.close()
        time.sleep(1)  # until the system has let go of the folder

    def close(self):
        with suppress(Exception):
            self.context.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sign_in(self, name):
        return self.go("/sign-in/?next=/field/").sign_in_here(name)

    def sign_in_here(self, name):
        from openntm.office.demo import PASSWORD

        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button:not([name])")
        self.page.wait_for_url("**/field/**")
        return self

    def go(self, path):
        self.page.goto(self.wire.site + path)
        self.page.wait_for_load_state()
        return self

    def is_told(self, words, where="#state"):
        self.page.locator(where).get_by_text(words).first.wait_for()
        return self

    def look(self):
        assert faults(self.page) == []
        assert not [width for width in (320, 360) if is_too_wide(self.page, width)]
        self.page.set_viewport_size(PHONE)
        assert self.failed == []
        return self

    def answer(self, number, value, note=""):
        item = self.page.locator("#checklist fieldset.item").nth(number)
        item.locator(f"input[value={value}]").check()
        if note:
            item.locator("input.note").fill(note)
            item.locator("input.note").blur()
        item.locator(".mark").get_by_text("đã lưu trên máy").wait_for()
        return self


def process_of(folder):
    """Its browser: the one that no other process of the folder has begun."""
    found = []
    for one in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            words = (one / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={folder}".encode() in words and not any(w.startswith(b"--type=") for w in words):
                found.append(int(one.name))
    return min(found)
