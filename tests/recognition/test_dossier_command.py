"""`openntm dossier`: list, export and check; refusals in one line."""

import io
import zipfile

import click
import pytest
from click.testing import CliRunner
from django.test import TestCase
from dossier_cast import DAY, cast, opened
from test_print_part import frozen

from openntm.portal.commands import dossier as module
from openntm.portal.commands.verify import command as verify
from openntm.recognition.archive.container import write_container
from openntm.recognition.models import Dossier
from openntm.recognition.services.binding import bind_assessment
from openntm.recognition.services.printing import print_part


def run(*arguments, of=module.command):
    return CliRunner().invoke(of, [str(one) for one in arguments], standalone_mode=False)


@pytest.fixture
def folder(tmp_path, request):
    request.cls.folder = tmp_path


@pytest.mark.usefixtures("folder")
class DossierCommand(TestCase):
    @classmethod
    def setUpTestData(cls):
        who = cast()
        cls.dossier = opened(who)
        bind_assessment(by=who.an, pk=cls.dossier.pk, assessment=frozen(who).pk, day=DAY)
        print_part(by=who.an, pk=cls.dossier.pk, part="submission_letter")

    def exported(self):
        path = self.folder / "ho-so.zip"
        assert run("export", self.dossier.pk, path).exception is None
        return path

    def test_the_list_says_id_unit_title_and_state(self):
        shown = run("list").output
        assert f"{self.dossier.pk}  xã Xa đạt chuẩn nông thôn mới năm 2024  –  Đã đăng ký, 08/01/2024" in shown
        Dossier.objects.filter(pk=self.dossier.pk).update(illustrative=True)
        assert "(illustrative)" in run("list").output

    def test_what_is_exported_checks_out(self):
        checked = run(self.exported(), of=verify)
        assert checked.exception is None
        assert "4 files, 1 frozen assessments computed again" in checked.output

    def test_a_changed_a_missing_and_an_added_file_are_named(self):
        path = self.exported()
        with zipfile.ZipFile(path) as package:
            found = {name: package.read(name) for name in package.namelist()}
        for name in found:
            changed = found | {name: found[name][:-3] + bytes([found[name][-3] ^ 1]) + found[name][-2:]}
            assert f"{name} changed" in self.check(changed)
        name = next(name for name in found if name.endswith(".docx"))
        assert f"{name} is missing" in self.check({key: body for key, body in found.items() if key != name})
        assert "parts/x.pdf is not named" in self.check(found | {"parts/x.pdf": b"%PDF"})

    def check(self, members):
        target = io.BytesIO()
        write_container(target, sorted(members.items()))
        path = self.folder / "changed.zip"
        path.write_bytes(target.getvalue())
        answer = CliRunner().invoke(verify, [str(path)])
        assert answer.exit_code == 1
        return answer.output

    def test_a_file_that_is_there_is_never_overwritten(self):
        path = self.exported()
        before = path.read_bytes()
        assert "is there already" in str(run("export", self.dossier.pk, path).exception)
        assert path.read_bytes() == before

    def test_an_unknown_dossier_and_a_folder_that_is_not_there_are_refused_in_a_line(self):
        for unknown in ("999", "9" * 30):
            refused = run("export", unknown, self.folder / "x.zip").exception
            assert isinstance(refused, click.UsageError)
            assert "there is no dossier" in str(refused)
        assert "cannot be written" in str(run("export", self.dossier.pk, self.folder / "no" / "x.zip").exception)
        assert not list(self.folder.iterdir())


@pytest.mark.django_db
def test_an_empty_list_says_how_to_begin():
    assert "No dossier yet" in run("list").output
