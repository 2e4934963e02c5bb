"""`openntm demo` prepares once, changes nothing twice, and never mixes real-only with illustrative figures."""

from unittest import mock

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.test import TestCase, override_settings

from openntm.assessment.models import Figure
from openntm.office.models import LogEntry, Person
from openntm.portal import demonstration, options
from openntm.portal.commands import demo
from openntm.portal.demonstration import IllustrationThere, prepare_demonstration


@pytest.mark.postgres
@override_settings(DEMONSTRATION=True)
class RealOnly(TestCase):
    """The generator is left to its own tests."""

    @classmethod
    def setUpTestData(cls):
        cls.steps = []
        with override_settings(DEMONSTRATION=True):
            prepare_demonstration(real_only=True, say=cls.steps.append)

    def counts(self):
        return Figure.objects.count(), Person.objects.count(), LogEntry.objects.count()

    def test_facts_and_people_are_there_and_no_illustration(self):
        assert Figure.objects.exists()
        assert Person.objects.filter(is_demonstration=True).exists()
        assert not Figure.objects.filter(illustrative=True).exists()
        assert len(self.steps) == 3

    def test_preparing_twice_changes_nothing(self):
        before = self.counts()
        prepare_demonstration(real_only=True, say=self.steps.append)
        assert self.counts() == before

    def test_the_illustration_is_added_without_the_switch(self):
        with (
            mock.patch.object(demonstration, "load_illustration") as figures,
            mock.patch.object(demonstration, "load_programme") as programme,
        ):
            prepare_demonstration(real_only=False, say=self.steps.append)
        figures.assert_called_once_with(demonstration.district())
        programme.assert_called_once_with(demonstration.district())

    def test_a_directory_that_holds_illustration_is_refused(self):
        Figure.objects.filter(pk=Figure.objects.first().pk).update(illustrative=True)
        before = self.counts()
        with pytest.raises(IllustrationThere):
            prepare_demonstration(real_only=True, say=self.steps.append)
        assert self.counts() == before


def run(monkeypatch, *arguments, prepare=lambda **_: None):
    from openntm.portal.commands import prepare as preparing

    monkeypatch.setenv("OPENNTM_DEMONSTRATION", "0")
    monkeypatch.setenv("OPENNTM_FIRST_DAY", "2020-12-31")
    monkeypatch.setattr(preparing, "prepare", lambda: None)
    monkeypatch.setattr(demonstration, "prepare_demonstration", prepare)
    return CliRunner().invoke(demo.command, arguments)


def test_no_serve_ends_when_the_directory_is_ready(monkeypatch):
    answer = run(monkeypatch, "--no-serve")
    assert answer.exit_code == 0
    assert "ready" in answer.stdout


def test_the_accounts_are_told_before_it_serves(monkeypatch):
    served = []
    monkeypatch.setattr(demo.os, "execv", lambda _, arguments: served.append(arguments[1:]))
    with override_settings(DEMONSTRATION=True):
        answer = run(monkeypatch, "--port", "8123")
    assert served == [["-m", "openntm", "serve", "--host", "127.0.0.1", "--port", "8123"]]
    assert "van-phong-huyen" in answer.stdout


def test_the_refusal_is_one_line_with_exit_code_2(monkeypatch):
    def refuse(**_):
        raise IllustrationThere

    answer = run(monkeypatch, "--real-only", "--no-serve", prepare=refuse)
    assert answer.exit_code == 2
    assert "OPENNTM_HOME" in answer.stderr


def test_a_first_day_that_is_no_day_is_refused(monkeypatch):
    monkeypatch.setenv("OPENNTM_FIRST_DAY", "31/12/2023")
    with pytest.raises(ImproperlyConfigured, match="2023-12-31"):
        options.day("FIRST_DAY")
