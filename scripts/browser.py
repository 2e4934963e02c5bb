"""See that what the slow tests need (browser, PDF and Word readers) is there: as root install it, otherwise say so."""

import ctypes
import os
import shutil
import subprocess
import sys

WANTED = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer",
    "zbarimg": "zbar-tools",
}


def missing_packages() -> list[str]:
    missing = [package for program, package in WANTED.items() if not shutil.which(program)]
    try:
        ctypes.CDLL("libatomic.so.1")  # what drives Chromium needs it
    except OSError:
        missing.append("libatomic1")
    return missing


def main() -> None:
    missing = missing_packages()
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"OpenNTM: installing {', '.join(missing)} for the browser and document tests …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True, **quiet)
        return
    line = f"Browser and document tests are LEFT OUT: type 'sudo apt-get install {' '.join(missing)}' to have them run."
    if os.environ.get("CI"):
        sys.exit(line)
    print(line, flush=True)


if __name__ == "__main__":
    main()
