"""What falls due: late reports are told of, answered ones close, what is personal goes after its days."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from openntm.office.models import LogEntry, Message, StoredFile
from openntm.participation.models import Report
from openntm.participation.services.reports import asking, moderating, receiving
from openntm.participation.services.reports.keeping import close_answered, forget_reports, tell_of_late_reports

from .reporting import answered, picture, published, reported, village

__all__ = ["village"]


def aged(report, days):
    Report.objects.filter(pk=report.pk).update(at=timezone.now() - timedelta(days=days))
    return report


def test_late_reports_are_told_of_once_to_handlers_and_above(village):
    published(village)
    Message.objects.all().delete()
    late = village.today + timedelta(days=30)
    assert tell_of_late_reports(on=village.today) == 0
    assert tell_of_late_reports(on=late) == 2
    assert tell_of_late_reports(on=late) == 0
    assert {one.person.username for one in Message.objects.all()} == {"an", "binh"}


def test_a_request_that_waits_too_long_is_late(village):
    report = answered(village)
    asking.ask_about_report(pk=report.pk, kind="reopen", reason="x")
    Message.objects.all().delete()
    assert tell_of_late_reports(on=village.today + timedelta(days=20)) == 2


def test_an_answered_report_closes_by_itself_unless_somebody_asks(village):
    first, asked = answered(village, contact="0900 111 222"), answered(village)
    asking.ask_about_report(pk=asked.pk, kind="reopen", reason="x")
    assert close_answered(on=village.today + timedelta(days=15)) == 0
    assert close_answered(on=village.today + timedelta(days=16)) == 1
    first.refresh_from_db()
    assert (first.state, first.contact) == ("closed", "")
    assert LogEntry.objects.get(verb="resident_report.close").by is None


def test_the_database_keeps_no_contact_of_a_closed_report(village):
    from django.db import IntegrityError

    report = answered(village, contact="0900 111 222")
    with pytest.raises(IntegrityError):
        Report.objects.filter(pk=report.pk).update(state="closed")


def test_a_kept_back_report_loses_its_text_and_picture(village, django_capture_on_commit_callbacks):
    report = reported(village, text="Ông Thí Dụ", contact="0900", photo=picture(), latitude="21.2", longitude="106.5")
    path = f"private/{report.photo.sha256}"
    moderating.keep_back_report(by=village.an, pk=report.pk, reason="Xúc phạm")
    assert forget_reports(on=village.today + timedelta(days=89)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_reports(on=village.today + timedelta(days=90)) == 1
    assert forget_reports(on=village.today + timedelta(days=90)) == 0
    report.refresh_from_db()
    assert (report.text, report.contact, report.photo, report.latitude) == ("", "", None, None)
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)
    assert report.events.get(kind="kept_back").text == "Xúc phạm"
    assert LogEntry.objects.filter(verb="resident_report.forget").count() == 1


def test_a_picture_that_another_report_shows_stays(village, django_capture_on_commit_callbacks):
    first, second = reported(village, photo=picture()), reported(village, photo=picture())
    assert first.photo == second.photo
    moderating.keep_back_report(by=village.an, pk=first.pk, reason="x")
    with django_capture_on_commit_callbacks(execute=True):
        forget_reports(on=village.today + timedelta(days=90))
    second.refresh_from_db()
    assert default_storage.exists(f"private/{second.photo.sha256}")


def test_suspected_reports_that_nobody_decided_are_emptied_late(village):
    reported(village, trapped=True)
    assert forget_reports(on=village.today + timedelta(days=179)) == 0
    assert forget_reports(on=village.today + timedelta(days=180)) == 1


def test_a_draft_that_was_never_sent_goes(village):
    receiving.begin_report(place=village.commune, kind="road", text="x", photo=picture())
    forget_reports(on=village.today)
    assert Report.objects.count() == 1
    forget_reports(on=village.today + timedelta(days=1))
    assert not Report.objects.exists()
    assert not StoredFile.objects.exists()


def test_positions_become_coarse_after_a_year(village):
    report = published(village, latitude=Decimal("21.23456"), longitude=Decimal("106.54321"))
    assert forget_reports(on=village.today + timedelta(days=364)) == 0
    assert forget_reports(on=village.today + timedelta(days=365)) == 1
    assert forget_reports(on=village.today + timedelta(days=366)) == 0
    report.refresh_from_db()
    assert (report.latitude, report.longitude) == (Decimal("21.23"), Decimal("106.54"))


def test_marks_of_networks_go_with_their_day(village):
    report = published(village)
    voice = receiving.add_voice(pk=report.pk, mark="a")
    forget_reports(on=village.today)
    voice.refresh_from_db()
    assert voice.mark == "a"
    forget_reports(on=village.today + timedelta(days=1))
    voice.refresh_from_db()
    assert (voice.mark, report.voices.count()) == ("", 1)


def test_what_is_due_is_done_by_one_command(village):
    from click.testing import CliRunner

    from openntm.portal.commands.run_due import command

    aged(answered(village), 20)
    done = CliRunner().invoke(command, ["--on", (village.today + timedelta(days=16)).isoformat()])
    assert done.exit_code == 0, done.output
    assert Report.objects.get().state == "closed"
