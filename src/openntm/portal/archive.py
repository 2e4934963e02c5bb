"""One archive that holds a whole data directory: the database, the files, the key and the log's anchor."""

import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from contextlib import closing
from hashlib import file_digest
from pathlib import Path, PurePosixPath

KEPT = ("secret-key", "log-head", "files")
CONTENTS = "contents.json"
DUMP = "database.sqlite3", "database.dump"


class ArchiveRefused(Exception):
    """The archive or the data directory is not fit for what was asked; the text says why and what to do."""


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_archive(home: Path, database: dict, target: Path) -> int:
    """The number of files put into `target`, which must not be there yet."""
    if target.exists():
        raise ArchiveRefused(f"{target} is there already: choose another name")
    partial = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory() as folder:
        dump = dump_database(database, Path(folder))
        members = {dump.name: dump} | {str(path.relative_to(home)): path for path in kept_files(home)}
        listing = Path(folder) / CONTENTS
        listing.write_text(json.dumps({name: digest(path) for name, path in members.items()}, indent=1))
        with tarfile.open(partial, "w:gz") as archive:
            archive.add(listing, CONTENTS)
            for name, path in members.items():
                archive.add(path, name)
    partial.replace(target)
    return len(members)


def kept_files(home: Path) -> list[Path]:
    found = [home / name for name in KEPT if (home / name).exists()]
    return [f for path in found for f in ([path] if path.is_file() else sorted(path.rglob("*"))) if f.is_file()]


def dump_database(database: dict, folder: Path) -> Path:
    """A consistent copy while the product runs."""
    if database["ENGINE"].endswith("sqlite3"):
        with closing(sqlite3.connect(database["NAME"])) as live, closing(sqlite3.connect(folder / DUMP[0])) as copy:
            live.backup(copy)
        return folder / DUMP[0]
    run_postgres("pg_dump", "--format=custom", f"--file={folder / DUMP[1]}", address(database))
    return folder / DUMP[1]


def read_archive(source: Path, home: Path, database: dict) -> int:
    """Puts an archive into an empty data directory; a damaged archive changes nothing."""
    if home.exists() and any((home / name).exists() for name in (*KEPT, "openntm.sqlite3")):
        raise ArchiveRefused(f"{home} is not empty: restore into a new directory (OPENNTM_HOME)")
    with tempfile.TemporaryDirectory() as folder:
        listed = unpack(source, Path(folder))
        home.mkdir(parents=True, exist_ok=True)
        for name in listed:
            if name not in DUMP:
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(Path(folder) / name, home / name)
        load_database(database, Path(folder))
    return len(listed)


def unpack(source: Path, folder: Path) -> dict[str, str]:
    try:
        with tarfile.open(source) as archive:
            spread(archive, folder)
        listed: dict[str, str] = json.loads((folder / CONTENTS).read_text())
    except (OSError, tarfile.TarError, EOFError, ValueError, zlib.error) as error:
        raise ArchiveRefused(f"{source} is no archive of OpenNTM or is damaged: {error}") from None
    for name, mark in listed.items():
        path = inside(folder, name)
        if not path.is_file() or digest(path) != mark:
            raise ArchiveRefused(f"{source} is damaged: {name} does not match its mark")
    return listed


def spread(archive: tarfile.TarFile, folder: Path) -> None:
    """By hand: Debian 12's Python has no extraction filter yet."""
    for member in archive:
        target, content = inside(folder, member.name), archive.extractfile(member) if member.isfile() else None
        if content is None:
            continue  # a folder, or a link, which no archive of ours holds
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            shutil.copyfileobj(content, out)
        target.chmod(member.mode & 0o755 | 0o600)


def inside(folder: Path, name: str) -> Path:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ArchiveRefused(f"The archive is damaged: {name} leads out of it")
    return folder / relative


def load_database(database: dict, folder: Path) -> None:
    if (folder / DUMP[0]).exists() != database["ENGINE"].endswith("sqlite3"):
        raise ArchiveRefused("The archive holds the other kind of database: set or leave out OPENNTM_DATABASE_URL")
    if (folder / DUMP[0]).exists():
        shutil.copy2(folder / DUMP[0], database["NAME"])
    else:
        run_postgres(
            "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={address(database)}", str(folder / DUMP[1])
        )


def address(database: dict) -> str:
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return " ".join(f"{key}='{database[name]}'" for key, name in keys.items() if database[name])


def run_postgres(program: str, *arguments: str) -> None:
    if not shutil.which(program):
        raise ArchiveRefused(f"{program} is missing: install Debian's postgresql-client")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ArchiveRefused(f"{program}: {done.stderr.strip().splitlines()[-1]}")
