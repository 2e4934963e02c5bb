"""An exported dossier is checked without a database; whatever was changed in it is noticed and named."""

import contextlib
import io
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from openntm.assessment.snapshot import Case, build_snapshot, canonical, checksum
from openntm.portal.commands.verify import command
from openntm.recognition.archive import ArchiveRefused, Kept, archive_bytes, check_archive
from openntm.recognition.archive.container import write_container
from openntm.recognition.archive.manifest import build_manifest

NTM, ON = "commune_ntm_2021_2025", date(2023, 12, 31)
SNAPSHOT = build_snapshot(NTM, ON, [Case("07453", {"4.2": "96"}, region="tdmnpb")])
FROZEN = f"snapshots/{ON}.json"
STORY = {
    "made_by": "OpenNTM",
    "dossier": {"title": "ntm", "year": 2023},
    "steps": [{"number": 1, "to": "registered"}, {"number": 2, "to": "self_assessing"}],
    "consultations": [],
    "meetings": [],
    "satisfaction": [],
    "conditions": [],
    "reviews": [],
    "council": [],
    "decision": None,
    "assessments": [{"path": FROZEN, "on": ON.isoformat(), "set": NTM}],
}
FILES = [
    Kept(FROZEN, SNAPSHOT),
    Kept("parts/01-submission/v1/to-trinh.pdf", b"%PDF-1.7 to trinh", {"part": "submission"}),
]
WHOLE = archive_bytes(STORY, FILES, what="xã Đông Phú")


def members(content=WHOLE):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(found):
    target = io.BytesIO()
    write_container(target, sorted(found.items()))
    return target.getvalue()


def check(content):
    return check_archive(io.BytesIO(content))


NAMES = sorted(members())


def test_it_is_as_it_was_exported():
    found = check(WHOLE)
    assert (found.ok, found.files, found.snapshots) == (True, 3, 1)
    assert ["README.txt", "manifest.json", FILES[1].path, FROZEN] == NAMES


def test_the_same_dossier_gives_the_same_bytes():
    assert archive_bytes(STORY, FILES[::-1], what="xã Đông Phú") == WHOLE


@given(st.sampled_from(NAMES), st.data())
def test_a_changed_byte_of_any_member_is_named(name, data):
    found = members()
    place = data.draw(st.integers(0, len(found[name]) - 1))
    changed = bytearray(found[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    answer = check(packed(found | {name: bytes(changed)}))
    assert not answer.ok
    assert answer.where == name


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_in_the_file_is_noticed(place, flip):
    changed = bytearray(WHOLE)
    changed[place] ^= flip
    with contextlib.suppress(ArchiveRefused):
        assert not check(bytes(changed)).ok


def test_a_missing_and_an_added_file_are_named():
    found = members()
    answer = check(packed({name: content for name, content in found.items() if name != FILES[1].path}))
    assert (answer.where, answer.said) == (FILES[1].path, "is missing")
    answer = check(packed(found | {"parts/virus.exe": b"MZ"}))
    assert (answer.where, answer.said) == ("parts/virus.exe", "is not named in the manifest")


def test_a_manifest_whose_story_was_changed_says_where():
    found = members()
    told = found["manifest.json"].replace(b'"self_assessing"', b'"recognised"')
    answer = check(packed(found | {"manifest.json": told}))
    assert (answer.where, answer.said) == ("manifest.json", "changed at steps[1]")


def test_findings_that_were_changed_with_all_their_hashes_are_computed_again():
    false = SNAPSHOT.replace(b'"gap": "0"', b'"gap": "9"')
    assert false != SNAPSHOT
    answer = check(archive_bytes(STORY, [Kept(FROZEN, false)], what="x"))
    assert answer.where == FROZEN
    assert "differs at places[0].findings" in answer.said
    rubbish = check(archive_bytes(STORY, [Kept(FROZEN, b"{}")], what="x"))
    assert rubbish.said == "is no frozen assessment that can be computed again"
    other = STORY | {"assessments": [{"path": FROZEN, "on": "2024-12-31", "set": NTM}]}
    assert check(archive_bytes(other, FILES, what="x")).where == FROZEN
    nowhere = STORY | {"assessments": [{"path": "snapshots/none.json", "on": "2024-12-31", "set": NTM}]}
    assert check(archive_bytes(nowhere, FILES, what="x")).said == "is not among the files"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\b", "C:x", "a//b", "./a", "a\x00b", "parts/"])
def test_names_that_lead_out_are_refused(name):
    content = WHOLE
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as package:
        member = zipfile.ZipInfo("x" * len(name))
        member.filename = name
        package.writestr(member, b"")
    with pytest.raises(ArchiveRefused):
        check(target.getvalue())


def hostile(**attributes):
    target = io.BytesIO(WHOLE)
    with zipfile.ZipFile(target, "a") as package:
        member = zipfile.ZipInfo("parts/extra")
        for name, value in attributes.items():
            setattr(member, name, value)
        package.writestr(member, b"0" * 1_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({"external_attr": 0o120777 << 16}, "no file but a link"),
        ({"compress_type": zipfile.ZIP_DEFLATED}, "packed by another program"),
        ({"filename": "MANIFEST.json"}, "is in it twice"),
    ],
)
def test_links_bombs_and_doubles_are_refused(attributes, said):
    with pytest.raises(ArchiveRefused, match=said):
        check(hostile(**attributes))


def test_an_encrypted_member_and_a_false_size_are_refused():
    at = WHOLE.rindex(b"PK\x01\x02")
    locked = bytearray(WHOLE)
    locked[at + 8] |= 1
    with pytest.raises(ArchiveRefused, match="encrypted"):
        check(bytes(locked))
    huge = bytearray(WHOLE)
    huge[at + 20 : at + 28] = b"\xf0\xff\xff\xff" * 2
    with pytest.raises(ArchiveRefused, match="more than a dossier can"):
        check(bytes(huge))


def test_a_zip_of_something_else_is_no_dossier():
    with pytest.raises(ArchiveRefused, match="no exported dossier"):
        check(packed({"word/document.xml": b"<w/>"}))
    assert check(packed({"manifest.json": b'{"format": "openntm-dossier-2"}'})).said == "changed at format"
    assert check(packed({"manifest.json": b"[" * 100_000})).said == "changed at its form"
    assert (
        check(packed({"manifest.json": canonical({"format": "openntm-dossier-1"})})).said == "changed at its sections"
    )


@pytest.mark.parametrize("wrong", [{"files": [{"path": 1}]}, {"assessments": [3]}, {"steps": 5}, {"files": None}])
def test_a_manifest_of_wrong_kinds_is_no_crash(wrong):
    sections = {**STORY, "files": [], **wrong}
    try:
        manifest = build_manifest({name: part for name, part in sections.items() if name != "files"}, [])
    except TypeError:
        manifest = canonical({"format": "openntm-dossier-1", **sections, "chain": [], "sha256": ""})
    assert not check(packed({"manifest.json": manifest.replace(b'"files": []', b'"files": 7')})).ok


def test_the_command_says_it_in_one_line(tmp_path):
    path = tmp_path / "ho-so.zip"
    path.write_bytes(WHOLE)
    run = CliRunner().invoke(command, [str(path)])
    assert run.exit_code == 0
    assert "3 files, 1 frozen assessments computed again" in run.output
    path.write_bytes(packed(members() | {"README.txt": b""}))
    run = CliRunner().invoke(command, [str(path)])
    assert run.exit_code == 1
    assert "README.txt changed: kept" in run.output
    assert checksum(b"") in run.output
    path.write_bytes(b"PK\x03\x04 nothing")
    run = CliRunner().invoke(command, [str(path)])
    assert run.exit_code == 2
    assert list(tmp_path.iterdir()) == [path]


def test_it_needs_no_django(tmp_path):
    path = tmp_path / "ho-so.zip"
    path.write_bytes(WHOLE)
    code = f"""
import sys
from openntm.portal.command import group
group.main(["verify", {str(path)!r}], standalone_mode=False)
assert "django" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
