"""Runs every bench of this folder, one after the other: `python bench/run.py [NAME …]`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BESIDE = {"run", "figures", "openfisca_rules", "scan_sides"}


def main(wanted: list[str]) -> int:
    found = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in BESIDE)
    failed = 0
    for name in wanted or found:
        print(f"── {name} ──", flush=True)
        failed |= subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False).returncode
        print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
