"""A whole dossier leaves the product as one file; on pages its parts are made with one click."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from dossier_cast import DAY, cast, consulted, opened
from test_print_part import NTM, add_resident, closed, frozen
from test_print_part import ON as FROZEN_ON

from openntm.assessment.models import Figure, Source
from openntm.office.files import keep
from openntm.office.models import LogEntry
from openntm.recognition.archive import check_archive
from openntm.recognition.models import Decision, Dossier, DossierPart, TitleRecord
from openntm.recognition.queries.export import file_name, safe_name
from openntm.recognition.services.export import FilesMissing, export_dossier
from openntm.recognition.services.parts import hand_in_part
from openntm.recognition.services.printing import print_part

ON = "2024-02-01"


class Prepared(TestCase):
    """A dossier with a resident's opinion, a printed part, and one that was handed in twice."""

    @classmethod
    def setUpTestData(cls):
        cls.who = who = cast()
        cls.dossier = opened(who)
        consulted(who, cls.dossier)
        add_resident(who, cls.dossier)
        Dossier.objects.filter(pk=cls.dossier.pk).update(assessment=frozen(who))
        print_part(by=who.an, pk=cls.dossier.pk, part="meeting_minutes")
        for text in ("một", "hai"):
            upload = SimpleUploadedFile("Ảnh đường thôn.pdf", b"%PDF-1.7 " + text.encode())
            hand_in_part(by=who.an, pk=cls.dossier.pk, part="pictures", upload=upload)


class ExportDossier(Prepared):
    def exported(self, by=None):
        target = io.BytesIO()
        export_dossier(by=by or self.who.an, pk=self.dossier.pk, target=target)
        return target.getvalue()

    def manifest(self):
        with zipfile.ZipFile(io.BytesIO(self.exported())) as package:
            return json.loads(package.read("manifest.json")), package.namelist()

    def test_everything_is_in_it_and_it_checks_out(self):
        manifest, names = self.manifest()
        assert manifest["dossier"]["place"]["code"] == "07453"
        assert [step["to_state"] for step in manifest["steps"]][:3] == [
            "registered",
            "self_assessing",
            "in_consultation",
        ]
        assert sum(name.endswith("anh-duong-thon.pdf") for name in names) == 2
        assert sum("meeting-minutes/v1/" in name for name in names) == 2
        assert any(name.startswith("snapshots/") for name in names)
        codes = [file["code"] for file in manifest["files"] if file.get("part") == "meeting_minutes"]
        assert codes == [DossierPart.objects.get(part="meeting_minutes").print_out.code] * 2

    def test_the_same_dossier_gives_the_same_file_and_the_log_says_who_took_it(self):
        assert self.exported() == self.exported(by=self.who.binh)
        entry = LogEntry.objects.filter(verb="dossier.export").last()
        assert entry.by == self.who.binh

    def evidence(self):
        file = keep(SimpleUploadedFile("Điện.pdf", b"%PDF-1.7 dien"), self.who.an, place=self.who.commune)
        source = Source.objects.create(key="s", title="S", kind="entry")
        given = {"measure": f"{NTM}/4.2", "day": FROZEN_ON, "value": "91.5", "entered_at": timezone.now()}
        Figure.objects.create(place=self.who.commune, source=source, **given).evidence.add(file)
        self.dossier.steps.update(assessment=None)
        return file

    def test_evidence_is_in_it_with_the_figure_it_stands_behind(self):
        file, (manifest, _) = self.evidence(), self.manifest()
        line = next(one for one in manifest["files"] if "evidence_of" in one)
        assert line["path"] == f"evidence/{file.sha256[:16]}-dien.pdf"
        assert (line["sha256"], line["size"]) == (file.sha256, file.size)
        assert [(use["indicator"], use["day"]) for use in line["evidence_of"]] == [("4.2", "2023-12-31")]
        archive = self.exported()
        assert check_archive(io.BytesIO(archive)).ok
        changed = check_archive(io.BytesIO(archive.replace(b"%PDF-1.7 dien", b"%PDF-1.7 dieN")))
        assert (changed.ok, changed.where) == (False, line["path"])

    def test_a_file_missing_or_changed_on_disk_is_named_and_nothing_is_logged(self):
        path = f"private/{self.evidence().sha256}"
        for again in (b"%PDF-1.7 dieN", None):
            default_storage.delete(path)
            if again:
                default_storage.save(path, ContentFile(again))
            with pytest.raises(FilesMissing, match="dien.pdf"):
                self.exported()
        assert not LogEntry.objects.filter(verb="dossier.export").exists()
        self.client.force_login(self.who.an)
        address = reverse("recognition:dossier_export", args=["07453", ON, self.dossier.pk])
        assert "dien.pdf" in self.client.get(address, follow=True).content.decode()

    def test_no_resident_is_named_anywhere_in_it(self):
        archive = self.exported()
        with zipfile.ZipFile(io.BytesIO(archive)) as package:
            manifest = package.read("manifest.json").decode()
        assert "Đường còn lầy" in manifest
        assert "Văn Kín" not in archive.decode("utf-8", "ignore")

    def test_the_council_s_counts_are_told(self):
        closed(self.who, self.dossier)
        council = self.manifest()[0]["council"]
        assert [(one["in_favour"], one["present"], one["secret"]) for one in council] == [(2, 2, True)]

    def test_only_a_real_snapshot_passes_the_check(self):
        """The dossier's first binding was a snapshot in short, which is no frozen assessment."""
        found = check_archive(io.BytesIO(self.exported()))
        assert not found.ok
        assert found.said == "is no frozen assessment that can be computed again"
        self.dossier.steps.update(assessment=None)
        assert check_archive(io.BytesIO(self.exported())).ok

    def test_others_may_not_take_it(self):
        with pytest.raises(PermissionDenied):
            self.exported(by=self.who.mai)
        with pytest.raises(Dossier.DoesNotExist):
            self.exported(by=self.who.dung)

    def test_names_are_plain_on_every_system(self):
        assert safe_name("Ảnh đường thôn.PDF") == "anh-duong-thon.pdf"
        assert safe_name("../../etc/passwd") == "etc-passwd"
        assert safe_name("…") == "tep"
        assert safe_name("a" * 300 + ".docx") == "a" * 80 + ".docx"
        assert file_name(self.dossier) == "ho-so-07453-ntm-2024.zip"


class Pages(Prepared):
    def go(self, person, name, *keys, method="post", code="07453"):
        self.client.force_login(person)
        return getattr(self.client, method)(reverse(f"recognition:{name}", args=[code, ON, *keys]))

    def test_a_part_is_made_with_one_click(self):
        answer = self.go(self.who.an, "part_make", self.dossier.pk, "submission_letter")
        assert answer.status_code == 302
        shown = self.client.get(answer.url).content.decode()
        assert "Tờ trình đề nghị: đã lập bản 1" in shown
        self.go(self.who.an, "part_make", self.dossier.pk, "submission_letter")
        assert "không có gì thay đổi so với bản 1" in self.client.get(answer.url).content.decode()
        assert DossierPart.objects.filter(part="submission_letter").count() == 1

    def test_what_is_missing_is_said_on_the_page(self):
        answer = self.go(self.who.an, "part_make", self.dossier.pk, "debt_report")
        assert "Chưa xác nhận tình hình nợ" in self.client.get(answer.url).content.decode()

    def test_others_are_refused(self):
        assert self.go(self.who.mai, "part_make", self.dossier.pk, "submission_letter").status_code == 403
        assert self.go(self.who.dung, "part_make", self.dossier.pk, "submission_letter").status_code == 404
        assert self.go(self.who.an, "part_make", self.dossier.pk, "x", method="get").status_code == 405
        self.client.logout()
        address = reverse("recognition:dossier_export", args=["07453", ON, self.dossier.pk])
        assert self.client.get(address).status_code in (302, 404)

    def test_the_whole_dossier_is_offered_to_those_who_may_take_it(self):
        page = self.go(self.who.an, "dossier", self.dossier.pk, method="get").content.decode()
        assert "Tải toàn bộ hồ sơ" in page
        answer = self.go(self.who.an, "dossier_export", self.dossier.pk, method="get")
        assert answer["Content-Disposition"] == 'attachment; filename="ho-so-07453-ntm-2024.zip"'
        assert answer.getvalue().startswith(b"PK")
        answer.close()
        assert self.go(self.who.mai, "dossier_export", self.dossier.pk, method="get").status_code == 403
        assert "Tải toàn bộ" not in self.go(self.who.mai, "dossier", self.dossier.pk, method="get").content.decode()

    @pytest.mark.slow  # asks for many pages
    def test_minutes_decisions_and_certificates_lead_to_their_page(self):
        sitting = closed(self.who, self.dossier)
        assert "/verify/" in self.go(self.who.vu, "minutes_make", sitting.pk).url
        made = Decision.objects.create(
            number="45/QĐ-UBND", issued=DAY, issuer="x", place=self.who.province, kind="recognition", title_vi="x"
        )
        assert "/titles/" in self.go(self.who.ha, "decision_make", made.pk, code="24").url  # it names nobody yet
        record = TitleRecord.objects.create(
            place=self.who.commune,
            title="ntm",
            earliest=DAY,
            from_day=DAY,
            for_year=2024,
            decision=made,
            source_title="x",
        )
        assert "/verify/" in self.go(self.who.ha, "decision_make", made.pk).url
        assert "/verify/" in self.go(self.who.ha, "certificate_make", record.pk).url
        for name, key in (("decision_make", made.pk), ("certificate_make", record.pk), ("minutes_make", sitting.pk)):
            assert self.go(self.who.ha, name, key, code="07999").status_code == 404  # of another commune
        assert self.go(self.who.an, "decision_make", made.pk).status_code == 403
        assert self.go(self.who.an, "minutes_make", sitting.pk).status_code == 404


def test_days_stand_in_the_manifest_as_text():
    from openntm.recognition.queries.export import plain

    assert plain(Decision(number="1/x", issued=date(2024, 1, 2)), ("number", "issued")) == {
        "number": "1/x",
        "issued": "2024-01-02",
    }
