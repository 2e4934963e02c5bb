"""Parts of a dossier, minutes, decisions and certificates are printed out of what is recorded, once while it stays."""

import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.utils import timezone
from dossier_cast import BEGIN, DAY, cast, met, opened, reviewed, somebody

from openntm.assessment.models import Assessment, Figure, Source
from openntm.assessment.snapshot import Case, build_snapshot, checksum
from openntm.office.files import content, keep
from openntm.office.log_verbs import VERBS
from openntm.office.models import Delegation, LogEntry, Post, PrintOut
from openntm.office.roles import Role
from openntm.recognition.models import (
    Ballot,
    Council,
    CouncilMember,
    Decision,
    Dossier,
    Sitting,
    SittingItem,
    TitleEvent,
    TitleRecord,
)
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.services.binding import bind_assessment
from openntm.recognition.services.opinions import add_opinion
from openntm.recognition.services.printing import (
    MadeElsewhere,
    NotRecordedYet,
    PartNotGenerated,
    SittingNotClosed,
    print_certificate,
    print_decision,
    print_minutes,
    print_part,
)
from openntm.recognition.services.steps import DayWrong

NTM, ON = "commune_ntm_2021_2025", date(2023, 12, 31)
SENT = date(2024, 1, 25)


def frozen(who, value="91.5", illustrative=False):
    """A real frozen assessment of the commune with one figure."""
    figure = {"value": value, "day": ON, "layer": "self", "source": "Báo cáo của xã", "illustrative": illustrative}
    unit = {"key": who.commune.key, "code": "07453", "name": "xã Xa"}
    snapshot = build_snapshot(NTM, ON, [Case("07453", {"4.2": figure}, region="tdmnpb", unit=unit)])
    return Assessment.objects.create(
        place=who.commune,
        set_id=NTM,
        set_checksum="0" * 64,
        on=ON,
        engine_version="1",
        content=snapshot.decode(),
        sha256=checksum(snapshot),
        illustrative=illustrative,
        frozen_by=who.an,
        frozen_at=timezone.now(),
    )


def text_of(print_out):
    pages = pypdf.PdfReader(io.BytesIO(content(print_out.pdf))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


class PrintPart(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = opened(cls.who)
        bind_assessment(by=cls.who.an, pk=cls.dossier.pk, assessment=frozen(cls.who).pk, day=DAY)

    def made(self, part="submission_letter", by=None, **given):
        return print_part(by=by or self.who.an, pk=self.dossier.pk, part=part, **given)

    def test_a_part_is_printed_as_word_and_pdf_and_the_log_says_so(self):
        row = self.made("results_report")
        assert (row.version, row.part, row.file) == (1, "results_report", row.print_out.pdf)
        assert row.assessment == Dossier.objects.get().assessment
        said = text_of(row.print_out)
        assert "91,5 %" in said
        assert "ỦY BAN NHÂN DÂN XÃ XA" in said
        assert row.assessment.sha256[:20] in said.replace(" ", "").replace("\u200b", "")
        assert content(row.print_out.docx).startswith(b"PK")
        verbs = set(LogEntry.objects.values_list("verb", flat=True))
        assert {"document.print", "dossier.part"} <= verbs
        assert verbs <= set(VERBS)

    def test_nothing_is_printed_twice_while_it_says_the_same(self):
        first = self.made(day=DAY)
        assert self.made() == first
        assert self.made(day=DAY) == first
        assert PrintOut.objects.count() == 1

    def test_a_new_version_bears_the_day_of_the_page_and_an_old_one_keeps_its_own(self):
        first = self.made(day_if_new=DAY)
        assert first.print_out.day == DAY
        assert self.made(day_if_new=SENT) == first
        assert self.made(day=SENT).print_out.day == SENT
        for wrong in (date(2023, 1, 1), date(2100, 1, 1)):
            with pytest.raises(DayWrong):
                self.made(day=wrong)

    def test_another_frozen_assessment_makes_another_version(self):
        first = self.made("evidence_list")
        bind_assessment(by=self.who.an, pk=self.dossier.pk, assessment=frozen(self.who, "96").pk, day=DAY)
        second = self.made("evidence_list")
        assert (second.version, second.assessment != first.assessment) == (2, True)
        assert second.print_out == first.print_out  # which says the same

    def test_who_is_not_the_body_of_the_part_is_refused(self):
        for person in (self.who.mai, self.who.chi):
            with pytest.raises(PermissionDenied):
                self.made(by=person)
        with pytest.raises(Dossier.DoesNotExist):
            self.made(by=self.who.dung)
        assert not PrintOut.objects.exists()

    def test_what_was_not_recorded_is_asked_for(self):
        for part, word in (("meeting_minutes", "cuộc họp"), ("debt_report", "nợ"), ("opinions_summary", "lấy ý kiến")):
            with pytest.raises(NotRecordedYet) as refused:
                self.made(part)
            assert word in refused.value.said[0].vi
        with pytest.raises(PartNotGenerated):
            self.made("pictures")

    def test_a_snapshot_that_cannot_be_computed_again_is_not_printed(self):
        bound = Dossier.objects.get().assessment
        false = bound.content.replace('"gap": "3.5"', '"gap": "0.5"')
        Assessment.objects.filter(pk=bound.pk).update(content=false)
        with pytest.raises(NotRecordedYet, match="cannot be computed again"):
            self.made("explanations")

    def test_a_deputy_prints_on_behalf_of_the_officer(self):
        deputy = somebody("em", Role.FRONT, self.who.commune)
        post = Post.objects.get(person=self.who.an)
        Delegation.objects.create(post=post, deputy=deputy, valid_from=BEGIN, valid_to=date(2100, 1, 1), reason="x")
        self.made(by=deputy)
        assert f"[null,{self.who.an.pk}]" in LogEntry.objects.get(verb="dossier.part").changes.replace(" ", "")

    def test_illustrative_figures_mark_every_page(self):
        bind_assessment(by=self.who.an, pk=self.dossier.pk, assessment=frozen(self.who, illustrative=True).pk, day=DAY)
        row = self.made("explanations")
        pages = pypdf.PdfReader(io.BytesIO(content(row.print_out.pdf))).pages
        assert len(pages) > 1
        assert all("SỐ LIỆU MINH HỌA" in page.extract_text() for page in pages)
        assert row.print_out.illustrative

    def test_evidence_is_listed_with_the_other_dossiers_that_use_it(self):
        file = keep(SimpleUploadedFile("dien.pdf", b"%PDF-1.7 dien"), self.who.an, place=self.who.commune)
        source = Source.objects.create(key="s", title="S", kind="entry")
        figure = Figure.objects.create(
            place=self.who.commune, measure=f"{NTM}/4.2", day=ON, value="91.5", source=source, entered_at=timezone.now()
        )
        figure.evidence.add(file)
        other = opened(self.who, year=2025)
        bind_assessment(by=self.who.an, pk=other.pk, assessment=frozen(self.who).pk, day=DAY)
        said = text_of(self.made("evidence_list").print_out)
        assert "dien.pdf" in said
        assert file.sha256[:12] in said.replace(" ", "")
        assert "năm 2025" in said


class PrintWholeDossier(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = who = cast()
        cls.dossier = opened(who)
        met(who, cls.dossier)
        add_resident(who, cls.dossier)
        Dossier.objects.filter(pk=cls.dossier.pk).update(assessment=frozen(who))

    def printed(self, part, by=None, **given):
        state = "appraising" if by == self.who.chi else "meeting_held"
        Dossier.objects.filter(pk=self.dossier.pk).update(state=state)  # each body prints while it holds the dossier
        return print_part(by=by or self.who.an, pk=self.dossier.pk, part=part, **given).print_out

    @pytest.mark.slow  # renders and keeps twelve documents, three of them of ten pages
    def test_every_part_that_the_product_makes_is_made(self):
        law = load_procedure(self.dossier.procedure)
        reviewed(self.who.binh, self.dossier, "verification", SENT)
        reviewed(self.who.chi, self.dossier, "appraisal", SENT)
        closed(self.who, self.dossier)
        people = {"commune": self.who.an, "front": self.who.mai, "district": self.who.binh, "department": self.who.chi}
        for part in law.parts_for("ntm", DAY):
            if part.generated and part.by in people and part.by != "district":
                lies(self.dossier, "appraising" if part.by == "department" else "meeting_held")
                made = self.printed(part.id, people[part.by])
                assert "NĂM 2024" in made.title.upper() or part.id == "debt_report", part.id

    def test_the_letter_goes_to_the_district_until_there_is_none(self):
        letter = self.printed("submission_letter", day=date(2024, 1, 26))
        said = text_of(letter)
        assert "Kính gửi: Ủy ban nhân dân huyện Huyen" in said
        assert "đề nghị thẩm tra" in said
        assert "Biên bản cuộc họp ngày 24 tháng 01 năm 2024" in said
        later = text_of(self.printed("submission_letter", day=date(2025, 7, 2)))
        assert "Kính gửi: Ủy ban nhân dân tỉnh Tinh" in later
        assert "đề nghị thẩm định" in later
        assert "131/2025/NĐ-CP" in later

    def test_no_resident_is_named(self):
        said = text_of(self.printed("opinions_summary"))
        assert "Đường còn lầy" in said
        assert "Văn Kín" not in said
        assert "Ủy ban Mặt trận Tổ quốc" in said

    def test_vote_debt_and_satisfaction_say_their_counts(self):
        assert "40/40" in text_of(self.printed("meeting_minutes"))
        assert "không có nợ đọng" in text_of(self.printed("debt_report"))
        said = text_of(self.printed("satisfaction_report", by=self.who.mai))
        assert "650/700 (92,85 %)" in said
        assert "chưa kiểm chứng" in said

    def test_an_appraisal_names_the_department_in_charge(self):
        reviewed(self.who.chi, self.dossier, "appraisal", SENT)
        lies(self.dossier, "appraising")
        said = text_of(self.printed("appraisal_report", by=self.who.chi))
        assert "Sở Xây dựng" in said
        assert "19/19" in said


def lies(dossier, state):
    """With the body of the state: a part is added while the dossier lies with the tier of its body."""
    Dossier.objects.filter(pk=dossier.pk).update(state=state)


def add_resident(who, dossier):
    add_opinion(
        by=who.mai, pk=dossier.pk, origin="resident", day=DAY, agrees=False, text="Đường còn lầy", who="Nguyễn Văn Kín"
    )


def closed(who, dossier, state="closed"):
    """A sitting of three, of whom two are there."""
    council = Council.objects.create(place=who.province, name="Hội đồng thẩm định", decision="1/QĐ", valid_from=BEGIN)
    sitting = Sitting.objects.create(
        council=council, day=SENT, state=state, quorum_percent=Decimal("66.66"), pass_percent=90, called_by=who.vu
    )
    for number, role in enumerate(("chair", "secretary", "member")):
        person = somebody(f"uv-{number}", Role.DEPARTMENT, who.province)
        member = CouncilMember.objects.create(
            council=council, person=person, role=role, organisation="Sở", valid_from=BEGIN
        )
        if role != "member":
            sitting.present.add(member)
    item = SittingItem.objects.create(sitting=sitting, dossier=dossier, position=1, in_favour=2)
    for member in sitting.present.all():
        Ballot.objects.create(item=item, member=member)
    return sitting


class PrintRulings(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.who = cast()
        cls.dossier = opened(cls.who)
        cls.decision = Decision.objects.create(
            number="45/QĐ-UBND",
            issued=SENT,
            issuer="Chủ tịch UBND tỉnh",
            place=cls.who.province,
            kind="recognition",
            title_vi="Công nhận",
            signer="Hà",
            signed_by=cls.who.ha,
        )
        cls.record = TitleRecord.objects.create(
            place=cls.who.commune,
            title="ntm",
            earliest=SENT,
            from_day=SENT,
            for_year=2024,
            decision=cls.decision,
            source_title="45/QĐ-UBND",
        )
        cls.dossier.decision = cls.decision
        cls.dossier.save()

    def test_minutes_are_kept_with_the_sitting(self):
        sitting = closed(self.who, self.dossier)
        made = print_minutes(by=self.who.vu, sitting=sitting)
        sitting.refresh_from_db()
        assert sitting.minutes == made
        said = text_of(made)
        assert "Có mặt 2/3 (66,66 %) thành viên" in said
        assert "2/2 (100 %)" in said
        assert "Uv-0" in said
        assert print_minutes(by=self.who.chi, sitting=sitting) == made

    def test_the_part_of_the_dossier_is_the_same_print_out(self):
        sitting = closed(self.who, self.dossier)
        made = print_minutes(by=self.who.chi, sitting=sitting)
        lies(self.dossier, "appraising")
        assert print_part(by=self.who.chi, pk=self.dossier.pk, part="council_minutes").print_out == made

    def test_minutes_of_an_open_sitting_and_by_others_are_refused(self):
        sitting = closed(self.who, self.dossier, state="open")
        with pytest.raises(SittingNotClosed):
            print_minutes(by=self.who.chi, sitting=sitting)
        with pytest.raises(PermissionDenied):
            print_minutes(by=self.who.an, sitting=sitting)

    def test_a_decision_and_its_certificate_are_printed(self):
        made = print_decision(by=self.who.vu, decision=self.decision)
        self.decision.refresh_from_db()
        assert self.decision.print_out == made
        said = text_of(made)
        assert "Công nhận xã Xa, huyện Huyen, tỉnh Tinh đạt chuẩn nông thôn mới năm 2024" in said
        assert "Ủy ban nhân dân huyện Huyen chịu trách nhiệm tổ chức công bố" in said
        assert (made.number, made.day) == ("45/QĐ-UBND", SENT)
        handed = text_of(print_certificate(by=self.who.ha, title_record=self.record))
        assert "BẰNG CÔNG NHẬN" in handed
        assert "45/QĐ-UBND ngày 25 tháng 01 năm 2024" in handed

    def test_who_signs_for_another_signs_as_deputy(self):
        Decision.objects.filter(pk=self.decision.pk).update(on_behalf_of=self.who.vu)
        assert "KT. CHỦ TỊCH" in text_of(print_decision(by=self.who.ha, decision=self.decision))

    def test_a_revocation_names_the_act_that_it_takes_back(self):
        taken = Decision.objects.create(
            number="99/QĐ-UBND", issued=date(2024, 6, 3), issuer="Chủ tịch UBND tỉnh", place=self.who.province,
            kind="revocation", title_vi="Thu hồi",
        )  # fmt: skip
        TitleEvent.objects.create(
            record=self.record,
            kind=TitleEvent.Kind.REVOKED,
            day=taken.issued,
            decision=taken,
            why_vi="không đạt 10/19 tiêu chí",
            at=timezone.now(),
        )
        said = text_of(print_decision(by=self.who.ha, decision=taken))
        assert "Thu hồi việc công nhận xã Xa" in said
        assert "Quyết định số 45/QĐ-UBND ngày 25 tháng 01 năm 2024" in said
        assert "không đạt 10/19 tiêu chí" in said

    def test_decisions_made_elsewhere_and_other_people_are_refused(self):
        for person in (self.who.an, self.who.chi, self.who.dung):
            with pytest.raises(PermissionDenied):
                print_decision(by=person, decision=self.decision)
        Decision.objects.filter(pk=self.decision.pk).update(source_title="Báo Bắc Giang")
        with pytest.raises(MadeElsewhere):
            print_decision(by=self.who.ha, decision=self.decision)

    def test_a_decision_that_names_nobody_is_not_printed(self):
        empty = Decision.objects.create(
            number="46/QĐ-UBND", issued=SENT, issuer="x", place=self.who.province, kind="recognition", title_vi="x"
        )
        with pytest.raises(NotRecordedYet):
            print_decision(by=self.who.ha, decision=empty)
