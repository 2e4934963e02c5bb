"""Write openntm-offline.tar.gz: this version with every wheel that `make serve` needs, for a machine without network.

Made on a machine of the same kind (processor, Python) as the one it is for. There: unpack, `make serve`.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from bootstrap import LOCKS, PYTHON, ROOT, UV_VERSION

TARGET = ROOT / "openntm-offline.tar.gz"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        pip = [str(PYTHON), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", str(wheels)]
        subprocess.run([*pip, "--only-binary", ":all:", "--require-hashes", "-r", LOCKS["run"]], check=True, cwd=ROOT)
        subprocess.run([*pip, "--only-binary", ":all:", f"uv=={UV_VERSION}"], check=True, cwd=ROOT)
        source = Path(folder) / "source.tar"
        subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "archive", "--output", str(source), "HEAD"], check=True, cwd=ROOT
        )
        with tarfile.open(TARGET, "w:gz") as archive, tarfile.open(source) as files:
            for member in files:
                member.name = f"openntm/{member.name}"
                archive.addfile(member, files.extractfile(member) if member.isfile() else None)
            archive.add(wheels, "openntm/wheels")
    print(f"{TARGET.name}: {TARGET.stat().st_size // 2**20} MB. Unpack it there and type `make serve`.")


if __name__ == "__main__":
    sys.exit(main())
