"""Nobody leaves a trail: no address is written anywhere, and hashes lose their meaning with the day."""

from datetime import timedelta
from hashlib import blake2b

import pytest
from django.db import connection
from django.utils import timezone

from openntm.codes.models import ScanDay, ScanTotal
from openntm.codes.scanning import journal
from openntm.codes.scanning.crowd import Crowd, drop_salts, networks_of, salt_of
from openntm.codes.scanning.fold import fold_all
from openntm.codes.scanning.forget import forget_scans
from openntm.produce.stamps.alerts import Watch
from orchard import make_orchard
from scanning import fold, make_stamps, new_desk, scan, token

ADDRESS, AGENT = "198.51.100.77", "Mozilla/5.0 (a telling browser)"


@pytest.fixture
def stamps(settings, tmp_path, db):
    settings.HOME = tmp_path
    orchard = make_orchard()
    return make_stamps(orchard.commune, (0, 99, "active", orchard.lot.pk))


def everything_written():
    """Each file of the data directory and each value of the tables of scans and alerts."""
    for path in journal.folder().rglob("*"):
        if path.is_file():
            yield path.read_bytes()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("codes_", "produce_copyalert", "office_log")):
                cursor.execute(f'SELECT * FROM "{table}"')
                yield repr(cursor.fetchall()).encode()


def test_no_address_and_no_browser_is_written_anywhere(stamps):
    desk = new_desk()
    for _ in range(40):  # enough for an alert
        scan(desk, token(stamps, 5), address=ADDRESS, agent=AGENT)
    fold()
    scan(desk, token(stamps, 5), address=ADDRESS, agent=AGENT)
    import ipaddress

    packed = ipaddress.ip_address(ADDRESS).packed
    written = list(everything_written())
    assert len(written) > 5
    assert not [one for one in written for sign in (ADDRESS, "198.51", AGENT, "Mozilla") if sign.encode() in one]
    assert not [one for one in written if packed in one]


def test_the_hash_of_yesterday_cannot_be_worked_out_again(stamps):
    desk = new_desk()
    scan(desk, token(stamps, 5), address=ADDRESS, agent=AGENT)
    [name] = journal.names(journal.folder())
    [kept] = journal.scans_in((journal.folder() / name).read_bytes())
    fold_all(Watch(), timezone.now() + timedelta(days=1, minutes=2))
    where, day = journal.folder(), timezone.localdate().isoformat()
    assert not list(where.glob("salt-*"))
    fresh = Crowd(where, day)  # another salt, though the day is the same
    assert fresh.visitor(ADDRESS, AGENT) != kept.visitor
    assert fresh.client(ADDRESS, "").place != kept.place
    assert blake2b(f"{ADDRESS}\0{AGENT}".encode(), digest_size=8).digest() != kept.visitor


def test_one_visitor_has_another_hash_on_each_day(tmp_path):
    one, other = Crowd(tmp_path, "2026-11-28"), Crowd(tmp_path, "2026-11-29")
    assert one.visitor(ADDRESS, AGENT) != other.visitor(ADDRESS, AGENT)
    assert one.client(ADDRESS, "").place != other.client(ADDRESS, "").place


def test_all_processes_share_the_salt_of_a_day_and_nobody_else_reads_it(tmp_path):
    assert salt_of(tmp_path, "2026-11-29") == salt_of(tmp_path, "2026-11-29")
    assert (tmp_path / "salt-2026-11-29").stat().st_mode & 0o777 == 0o600
    assert drop_salts(tmp_path, "2026-11-30") == 1


def test_where_a_code_was_scanned_is_forgotten_after_the_days_of_the_option(stamps, settings):
    scan(new_desk(), token(stamps, 5))
    fold()
    settings.SCAN_RETENTION_DAYS = 3
    today = timezone.localdate()
    assert forget_scans(on=today + timedelta(days=3)) == 0
    assert forget_scans(on=today + timedelta(days=4)) == 1
    assert not ScanDay.objects.exists()
    assert ScanTotal.objects.get(run=stamps, index=5).count == 1


@pytest.mark.parametrize(
    ("address", "client", "network"),
    [
        ("198.51.100.77", "198.51.100.77", "198.51.0.0/16"),
        ("::ffff:198.51.100.77", "198.51.100.77", "198.51.0.0/16"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8::/32"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/32"),
        ("nonsense", "", ""),
        ("", "", ""),
    ],
)
def test_a_network_is_coarse(address, client, network):
    assert networks_of(address) == (client, network)


def test_what_a_proxy_says_of_the_place_is_taken_as_it_is(tmp_path):
    assert Crowd(tmp_path, "2026-11-29").client(ADDRESS, "VN-54").place == b"VN-54"
