"""Numbers that no column holds are refused by the form, in words, and not by the database."""

import pytest
from django.core.exceptions import ValidationError

from openntm.recognition.forms.opinions import BroadcastsForm, ConditionForm, MeetingForm, content_of
from openntm.recognition.views.dossiers import laws_of
from openntm.steering.forms.targets import TargetForm

HUGE = "99999999999999999999"


def test_counts_have_an_end():
    for field in ("invited", "present", "in_favour"):
        assert field in MeetingForm({field: "32768"}).errors
    assert "broadcasts" in BroadcastsForm({"broadcasts": "32768"}).errors
    assert "amount" in ConditionForm({"amount": HUGE}, kind="no_amount").errors
    assert TargetForm.base_fields["stated_of"].max_value == 100_000


def test_a_line_of_a_survey_with_an_endless_number_is_refused():
    assert content_of("Đường; 700; 650") == ("Đường", 700, 650)
    for number in (HUGE, "9" * 5000):
        with pytest.raises(ValidationError):
            content_of(f"Đường; {number}; 1")


def test_a_year_of_thousands_of_digits_names_no_rules():
    assert laws_of({"title": "ntm", "year": "9" * 5000}) == []
    assert laws_of({"title": "ntm", "year": "2024"})
