"""Say whether the lock files hold what pyproject.toml asks for; `--write` makes them anew.

They hold versions and hashes and no address: any package index that serves the same files will do.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv" / "bin" / "uv"
GROUPS = {
    "requirements.lock": ["build"],
    "requirements-dev.lock": ["build", "dev"],
    "requirements-bench.lock": ["build", "dev", "bench"],
}
COMPILE = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate", "--no-header"]
PLAIN = ["--no-emit-index-url", "--python-version", "3.11"]


def write_lock(name: str) -> None:
    """uv keeps the pins that it finds in the output, unless pyproject.toml forbids them."""
    groups = [part for group in GROUPS[name] for part in ("--group", group)]
    same = ["-c", "requirements-dev.lock"] if "bench" in name else []
    subprocess.run([str(UV), *COMPILE, *PLAIN, "pyproject.toml", *groups, *same, "-o", name], check=True, cwd=ROOT)


def pinned(text: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


def problems() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found = []
    for name, groups in GROUPS.items():
        text = (ROOT / name).read_text()
        wanted = project["project"]["dependencies"] + [r for g in groups for r in project["dependency-groups"][g]]
        versions = pinned(text)
        for requirement in map(Requirement, wanted):
            held = versions.get(canonicalize_name(requirement.name), set())
            if not any(requirement.specifier.contains(version, prereleases=True) for version in held):
                found.append(f"{name} does not hold {requirement}: run `make lock`")
        if "://" in text:
            found.append(f"{name} holds an address")
    return found


def main() -> None:
    if "--write" in sys.argv:
        for name in GROUPS:
            write_lock(name)
    elif found := problems():
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
