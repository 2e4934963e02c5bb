"""See that Chromium and poppler-utils are there for the browser tests: as root install Debian's, otherwise say so."""

import os
import shutil
import subprocess
import sys

WANTED = {"chromium": "chromium", "pdftotext": "poppler-utils"}


def main() -> None:
    missing = [package for program, package in WANTED.items() if not shutil.which(program)]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"OpenNTM: installing {' and '.join(missing)} for the browser tests …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True, **quiet)
        return
    line = f"The browser tests are LEFT OUT: type 'sudo apt-get install {' '.join(missing)}' to have them run."
    if os.environ.get("CI"):
        sys.exit(line)
    print(line, flush=True)


if __name__ == "__main__":
    main()
