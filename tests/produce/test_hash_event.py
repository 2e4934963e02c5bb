"""The hash of an event is the one that other programs give it, whatever the file looks like."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.produce.epcis.hashing import event_hash, moment, number, prehash

EXAMPLES = json.loads((Path(__file__).parent / "hash_examples.json").read_text())
ALL = [(one["event"], one["hash"]) for name in ("reference", "epcis2.js") for one in EXAMPLES[name]]


@pytest.mark.parametrize(("event", "wanted"), ALL)
def test_other_programs_give_the_same_hash(event, wanted):
    assert event_hash({**event, "@context": EXAMPLES["context"]}) == wanted


def turned(value):
    """The same content with keys and unordered lists the other way round."""
    if isinstance(value, dict):
        return {key: turned(held) for key, held in reversed(value.items())}
    return [turned(one) for one in reversed(value)] if isinstance(value, list) else value


@given(st.sampled_from(ALL))
def test_the_order_of_keys_and_of_lists_changes_nothing(example):
    event, wanted = example
    assert event_hash({**turned(event), "@context": EXAMPLES["context"]}) == wanted


@given(st.sampled_from(ALL), st.data())
def test_any_change_changes_the_hash(example, data):
    event, wanted = example
    ignored = {"errorDeclaration"}
    name = data.draw(st.sampled_from(sorted(set(event) - ignored - {"type"})))
    without = {key: value for key, value in event.items() if key != name}
    assert event_hash({**without, "@context": EXAMPLES["context"]}) != wanted


def test_what_is_said_about_the_event_is_left_out():
    event = {"type": "ObjectEvent", "eventTime": "2026-07-30T08:00:00+07:00"}
    said = {**event, "eventID": "urn:x:1", "recordTime": "2026-07-31T08:00:00Z", "errorDeclaration": {"a": 1}}
    assert prehash(said) == prehash(event) == "eventType=ObjectEventeventTime=2026-07-30T01:00:00.000Z"


def test_moments_and_numbers_are_written_in_one_way():
    assert moment("2026-12-31T23:59:59.9996+00:00") == "2027-01-01T00:00:00.000Z"
    assert [number(one) for one in ("1.50", "+007", "120.0", "1e3", "0.000")] == ["1.5", "7", "120", "1000", "0"]
