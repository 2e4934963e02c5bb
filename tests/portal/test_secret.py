"""The key that signs sessions."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from openntm.portal.secret import DEMONSTRATION_KEY, keep_key, secret_key


@pytest.fixture(autouse=True)
def no_key(monkeypatch):
    monkeypatch.delenv("OPENNTM_SECRET_KEY", raising=False)


def test_reading_settings_writes_nothing(tmp_path):
    assert len(secret_key(tmp_path, demonstration=False)) > 40
    assert not list(tmp_path.iterdir())


def test_a_kept_key_stays_and_only_its_owner_reads_it(tmp_path):
    keep_key(tmp_path / "var", "first")
    keep_key(tmp_path / "var", "second")
    assert secret_key(tmp_path / "var", demonstration=False) == "first"
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_demonstration_s_key_is_refused_outside_the_demonstration(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENNTM_SECRET_KEY", DEMONSTRATION_KEY)
    assert secret_key(tmp_path, demonstration=True) == DEMONSTRATION_KEY
    with pytest.raises(ImproperlyConfigured, match="choose one of your own"):
        secret_key(tmp_path, demonstration=False)
