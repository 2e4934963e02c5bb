"""Checklists are read strictly, and each visit keeps the version with which it began."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from openntm.visits.checklists import FOLDER, Checklist, checklists, newest, read


def test_every_file_is_read_and_none_claims_to_be_verified_without_a_reading():
    assert len(checklists()) == len(list(FOLDER.glob("*.yaml"))) >= 2
    assert not any(one.verified for one in checklists().values())
    assert all(item.text.vi and item.text.en and item.clause for one in checklists().values() for item in one.items)


def test_the_newest_version_begins_and_an_unknown_subject_has_none():
    found = newest("producer", "internal")
    assert (found.id, found.version) == ("vietgap-internal", 1)
    assert newest("bridge", "internal") is None


def broken(**change):
    content = yaml.safe_load((FOLDER / "vietgap-internal-1.yaml").read_text())
    return content | change


def test_an_item_twice_or_an_unknown_word_is_refused():
    groups = broken()["groups"]
    with pytest.raises(ValidationError):
        Checklist.model_validate(broken(groups=[*groups, groups[0]]))
    with pytest.raises(ValidationError):
        Checklist.model_validate(broken(colour="red"))


def test_a_file_under_another_name_is_refused(tmp_path: Path):
    path = tmp_path / "other-1.yaml"
    path.write_text((FOLDER / "vietgap-internal-1.yaml").read_text())
    with pytest.raises(ValueError, match="other-1.yaml"):
        read(path)
