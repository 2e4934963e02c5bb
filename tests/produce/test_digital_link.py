"""GS1 Digital Link: what is built is read back, and each broken rule is refused in its own words."""

from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from openntm.produce import gs1
from openntm.produce.epcis.identifiers import UnknownScheme, canonical, is_uri, looks_like_link
from openntm.produce.gs1 import refused
from openntm.produce.gs1.keys import SIGNS_39, SIGNS_82, day_of

GTIN = "08934567890120"
SITE = "https://truyxuat.example.vn"
AT = f"{SITE}/01/{GTIN}"


def digits(length):
    return st.text("0123456789", min_size=length, max_size=length)


def with_digit(length):
    return digits(length - 1).map(lambda body: body + gs1.check_digit(body))


text_82 = st.text(sorted(SIGNS_82), min_size=1, max_size=20)
paths = st.one_of(
    st.tuples(
        with_digit(14).map(lambda gtin: ("01", gtin)),
        st.one_of(st.none(), text_82.map(lambda text: ("22", text))),
        st.one_of(st.none(), text_82.map(lambda text: ("10", text))),
        st.one_of(st.none(), text_82.map(lambda text: ("21", text))),
    ),
    st.tuples(with_digit(18).map(lambda sscc: ("00", sscc))),
    st.tuples(
        with_digit(13).map(lambda gln: ("414", gln)), st.one_of(st.none(), text_82.map(lambda text: ("254", text)))
    ),
    st.tuples(with_digit(13).map(lambda gln: ("417", gln))),
    st.tuples(st.text(sorted(SIGNS_39), min_size=5, max_size=30).map(lambda text: ("8010", text))),
).map(lambda pairs: tuple(pair for pair in pairs if pair))
days = st.dates().map(lambda day: day.strftime("%y%m%d")).filter(lambda text: text[2:] != "0229")
attributes = st.dictionaries(st.sampled_from(["11", "13", "15", "17"]), days)
others = st.lists(st.tuples(st.sampled_from(["linkType", "context"]), st.text(max_size=8)), max_size=2)


@given(path=paths, attributes=attributes, other=others, prefix=st.sampled_from(["", "/vn", "/a/b"]))
def test_what_is_built_is_read_back_and_built_again(path, attributes, other, prefix):
    address = gs1.build(path, attributes, origin=SITE + prefix, other=other)
    link = gs1.parse(address)
    assert link.path == path
    assert dict(link.attributes) == attributes
    assert list(link.other) == other
    assert gs1.build(link.path, link.attributes, origin=SITE + prefix, other=link.other) == address
    assert is_uri(gs1.build(path))
    assert looks_like_link(gs1.build(path)) == path[0][1][0].isdigit()


@given(number=with_digit(14), spot=st.integers(0, 13), by=st.integers(1, 9))
def test_any_one_mistyped_digit_is_noticed(number, spot, by):
    wrong = number[:spot] + str((int(number[spot]) + by) % 10) + number[spot + 1 :]
    with pytest.raises(refused.WrongDigit):
        gs1.parse(f"{SITE}/01/{wrong}")


@given(st.text(max_size=60), st.sampled_from(["", AT + "/", AT + "?"]))
def test_any_text_is_read_or_refused_in_words(text, before):
    with suppress(gs1.LinkRefused):
        gs1.parse(before + text)


def test_a_gtin_is_read_short_and_written_with_fourteen_digits():
    assert gs1.parse(f"{SITE}/01/8934567890120").primary == ("01", GTIN)
    assert gs1.build([("01", "8934567890120")]) == f"https://id.gs1.org/01/{GTIN}"


@pytest.mark.parametrize(
    ("address", "rule", "words"),
    [
        ("ftp://a.vn/01/1", refused.NotALink, "https://"),
        (f"{SITE}/hang-hoa/1", refused.NotALink, "https://"),
        (f"{SITE}/gtin/{GTIN}", refused.AliasUsed, "(01)"),
        (f"{AT}/lot/A", refused.AliasUsed, "(10)"),
        (f"{AT}?exp=261231", refused.AliasUsed, "(17)"),
        (f"{SITE}/01", refused.MissingValue, "(01)"),
        (f"{AT}/21/", refused.MissingValue, "(21)"),
        (f"{SITE}/01/08934567890129", refused.WrongDigit, "9 thay vì 0"),
        (f"{SITE}/00/123456789012345678", refused.WrongDigit, "(00)"),
        (f"{SITE}/414/8934567890121", refused.WrongDigit, "(414)"),
        (f"{SITE}/01/089345678901200", refused.WrongLength, "15"),
        (f"{SITE}/01/0893456789012X", refused.NotDigits, "X"),
        (f"{SITE}/8010/abcde", refused.WrongCharacter, "a"),
        (f"{AT}/10/L%24", refused.WrongCharacter, "$"),
        (f"{AT}/10/L%C4%90", refused.WrongCharacter, "Đ"),
        (f"{AT}/10/{'L' * 21}", refused.TooLong, "21"),
        (f"{AT}/21/A/10/B", refused.OutOfOrder, "01 → 22 → 10 → 21"),
        (f"{AT}/10/A/22/B", refused.OutOfOrder, "(22)"),
        (f"{AT}/10/A/10/B", refused.DuplicateKey, "(10)"),
        (f"{AT}?17=261231&17=261230", refused.DuplicateKey, "(17)"),
        (f"{AT}/99/A", refused.UnknownKey, "99"),
        (f"{AT}?9999=1", refused.UnknownKey, "9999"),
        (f"{AT}?10=A", refused.UnknownKey, "10"),
        (f"{AT}?17=261331", refused.NotADate, "261331"),
        (f"{AT}?3103=12", refused.WrongCharacter, "3103"),
        (f"{AT}/10/%2", refused.WrongEscape, "%2F"),
    ],
)
def test_each_broken_rule_has_its_own_words(address, rule, words):
    with pytest.raises(refused.LinkRefused) as caught, translation.override("vi"):
        gs1.parse(address)
    assert type(caught.value) is rule
    with translation.override("vi"):
        assert words in str(caught.value)


def test_the_day_00_is_the_last_of_the_month():
    assert day_of("17", "280200").isoformat() == "2028-02-29"


@pytest.mark.parametrize(
    ("uri", "same"),
    [
        ("urn:epc:id:sgtin:8934567.089012.S1", f"https://id.gs1.org/01/{GTIN}/21/S1"),
        ("urn:epc:class:lgtin:8934567.089012.L%2F1", f"https://id.gs1.org/01/{GTIN}/10/L%2F1"),
        ("urn:epc:idpat:sgtin:8934567.089012.*", f"https://id.gs1.org/01/{GTIN}"),
        ("urn:epc:id:sscc:8934567.1234567890", "https://id.gs1.org/00/189345672345678903"),
        ("urn:epc:id:sgln:8934567.89012.0", "https://id.gs1.org/414/8934567890120"),
        ("urn:epc:id:pgln:8934567.89012", "https://id.gs1.org/417/8934567890120"),
        (f"{AT}/10/L1/21/S1?17=261231", f"https://id.gs1.org/01/{GTIN}/21/S1"),
        ("http://localhost:8000/id/product/414/lot/L1", "http://localhost:8000/id/product/414/lot/L1"),
        ("urn:uuid:0b6e1c1e-0000-4000-8000-000000000000", "urn:uuid:0b6e1c1e-0000-4000-8000-000000000000"),
    ],
)
def test_one_thing_has_one_name(uri, same):
    assert canonical(uri) == same


@pytest.mark.parametrize("uri", ["urn:epc:id:grai:8934567.00001.1", "urn:epc:id:sgtin:x.y.z", "urn:epc:id:sgtin:1"])
def test_a_name_that_cannot_be_turned_into_keys_is_refused(uri):
    with pytest.raises(UnknownScheme):
        canonical(uri)
