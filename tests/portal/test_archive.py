"""One command backs up, one restores."""

import io
import sqlite3
import tarfile
from contextlib import closing

import pytest

from openntm.portal.archive import ArchiveRefused, read_archive, write_archive


def database(home):
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "openntm.sqlite3"}


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "var"
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "photo").write_bytes(b"\x00evidence")
    (home / "secret-key").write_text("key")
    with closing(sqlite3.connect(home / "openntm.sqlite3")) as live, live:
        live.execute("create table figure (value text)")
        live.execute("insert into figure values ('98.5')")
    return home


def test_what_was_backed_up_is_restored_whole(home, tmp_path):
    archive, other = tmp_path / "backup.tar.gz", tmp_path / "other"
    assert write_archive(home, database(home), archive) == 3
    assert read_archive(archive, other, database(other)) == 3
    assert (other / "files" / "ab" / "photo").read_bytes() == b"\x00evidence"
    assert (other / "secret-key").read_text() == "key"
    with closing(sqlite3.connect(other / "openntm.sqlite3")) as restored:
        assert restored.execute("select value from figure").fetchall() == [("98.5",)]


def test_a_backup_never_overwrites_a_file(home, tmp_path):
    archive = tmp_path / "backup.tar.gz"
    archive.write_text("mine")
    with pytest.raises(ArchiveRefused, match="choose another name"):
        write_archive(home, database(home), archive)
    assert archive.read_text() == "mine"


def test_a_data_directory_in_use_is_never_restored_over(home, tmp_path):
    archive = tmp_path / "backup.tar.gz"
    write_archive(home, database(home), archive)
    with pytest.raises(ArchiveRefused, match="not empty"):
        read_archive(archive, home, database(home))


def change_member(archive, name, content, renamed=None):
    with tarfile.open(archive) as packed:
        held = [(member, packed.extractfile(member).read()) for member in packed]
    with tarfile.open(archive, "w:gz") as packed:
        for member, own in held:
            text = content if member.name == name else own
            member.name, member.size = renamed or member.name, len(text)
            packed.addfile(member, io.BytesIO(text))


@pytest.mark.parametrize("name", ["../beside", "/tmp/beside"])
def test_nothing_is_written_outside_the_data_directory(home, tmp_path, name):
    archive, other = tmp_path / "backup.tar.gz", tmp_path / "other"
    write_archive(home, database(home), archive)
    change_member(archive, "secret-key", b"another", renamed=name)
    with pytest.raises(ArchiveRefused, match="leads out of it"):
        read_archive(archive, other, database(other))
    assert not other.exists()


def test_the_key_stays_readable_by_its_owner_alone(home, tmp_path):
    archive, other = tmp_path / "backup.tar.gz", tmp_path / "other"
    (home / "secret-key").chmod(0o600)
    write_archive(home, database(home), archive)
    read_archive(archive, other, database(other))
    assert (other / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["cut", "not an archive", "changed member"])
def test_a_damaged_archive_changes_nothing(home, tmp_path, damage):
    archive, other = tmp_path / "backup.tar.gz", tmp_path / "other"
    write_archive(home, database(home), archive)
    if damage == "cut":
        archive.write_bytes(archive.read_bytes()[:-200])
    elif damage == "not an archive":
        archive.write_text("nothing")
    else:
        change_member(archive, "secret-key", b"another")
    with pytest.raises(ArchiveRefused, match="damaged"):
        read_archive(archive, other, database(other))
    assert not other.exists()
