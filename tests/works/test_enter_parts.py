"""What hangs on a work: organisations, contracts, milestones, money, progress, documents."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from building import AT, make_whole, pdf, signed, verbs
from openntm.works.models import Contract, Money, Party, Progress, Work, WorkDocument
from openntm.works.services import parts, refusals
from openntm.works.views.parts import PARTS
from village import make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return make_village()


def test_everything_is_entered_and_the_log_says_so(cast):
    make_whole(cast)
    assert {verb for verb in verbs() if verb.startswith("work.")} == {
        *("work.party", "work.contract", "work.milestone", "work.money", "work.progress", "work.amend"),
        "work.document",
    }
    assert Party.objects.get(role="supplier").name == "Công ty Xây dựng Thử"
    assert Work.objects.get().updated_on


def test_the_wrong_person_enters_nothing(cast):
    for who in (cast.be, cast.chi, cast.lan):
        with pytest.raises(PermissionDenied):
            parts.set_party(by=who, work=cast.work.pk, role="supplier", name="X")


def test_an_organisation_has_a_role_once(cast):
    parts.set_party(by=cast.an, work=cast.work.pk, role="supplier", name="X")
    with pytest.raises(refusals.RowKnown):
        parts.set_party(by=cast.an, work=cast.work.pk, role="supplier", name="X")


def test_a_signed_contract_is_not_overwritten(cast):
    contract = make_whole(cast)
    with pytest.raises(refusals.ChangeNotRecorded):
        parts.set_contract(by=cast.an, work=cast.work.pk, pk=contract.pk, value=1)
    parts.set_contract(by=cast.an, work=cast.work.pk, pk=contract.pk, supplier="Công ty Hai", bidders=2)
    contract.refresh_from_db()
    assert (contract.supplier.name, contract.bidders) == ("Công ty Hai", 2)


def test_a_part_of_another_work_is_not_reached(cast):
    contract = make_whole(cast)
    other = Work.objects.create(place=cast.commune, name="Khác", sort_key="k", kind="road", source_title="Thử")
    with pytest.raises(Contract.DoesNotExist):
        parts.set_contract(by=cast.an, work=other.pk, pk=contract.pk, title="X")


def test_a_milestone_is_not_met_in_the_future(cast):
    with pytest.raises(refusals.DayAhead):
        parts.set_milestone(by=cast.an, work=cast.work.pk, title="X", due_on=date(2026, 1, 1), met_on=date(2100, 1, 1))


def test_a_source_stands_once_and_is_changed_when_entered_again(cast):
    for planned in (1, 2):
        parts.set_money(by=cast.an, work=cast.work.pk, source="central", planned=planned)
    assert Money.objects.get().planned == 2


def test_labour_becomes_money_by_a_named_conversion_alone(cast):
    parts.set_money(by=cast.an, work=cast.work.pk, source="people_labour", planned_units=Decimal(10))
    with pytest.raises(refusals.ConversionMissing):
        parts.set_money(by=cast.an, work=cast.work.pk, source="people_labour", planned=5)
    with pytest.raises(refusals.UnitMissing):
        parts.set_money(by=cast.an, work=cast.work.pk, source="people_materials", planned_units=5)


def test_progress_of_a_day_is_corrected_and_falls_only_with_a_note(cast):
    make_whole(cast)
    given = {"by": cast.an, "work": cast.work.pk, "planned_percent": Decimal(90), "actual_percent": Decimal(50)}
    with pytest.raises(refusals.ProgressFalls):
        parts.record_progress(day=date(2026, 10, 31), **given)
    with pytest.raises(refusals.DayAhead):
        parts.record_progress(day=date(2100, 1, 1), **given)
    parts.record_progress(day=date(2026, 10, 31), note="Số trước ghi nhầm", **given)
    parts.record_progress(day=date(2026, 9, 30), **given)
    assert Progress.objects.count() == 3


@pytest.mark.parametrize("part", PARTS)
def test_the_page_of_each_part_answers_and_sends_a_wrong_one_back(cast, part):
    client = signed(cast.an)
    assert client.get(f"{AT}{cast.work.pk}/{part}/add/").status_code == 200
    assert client.post(f"{AT}{cast.work.pk}/{part}/add/", {"sent": "1"}).status_code == 422


@pytest.mark.parametrize("part", [name for name, known in PARTS.items() if known.named])
def test_a_part_is_changed_on_its_page_without_losing_anything(cast, part):
    make_whole(cast)
    one = getattr(cast.work, part).last()
    client, address = signed(cast.an), f"{AT}{cast.work.pk}/{part}/{one.pk}/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    sent = {name: form.fields[name].prepare_value(value) for name, value in shown.items()}
    before = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    one.refresh_from_db()
    assert {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields} == before


def test_changes_have_no_page_on_which_they_are_changed(cast):
    make_whole(cast)
    one = cast.work.changes.get()
    assert signed(cast.an).get(f"{AT}{cast.work.pk}/changes/{one.pk}/").status_code == 404


def test_a_document_is_public_only_when_marked_so(cast, client):
    work = cast.work.pk
    kept = parts.set_document(by=cast.an, work=work, kind="other", title="Biên bản", file=pdf(), is_public=False)
    assert client.get(f"/works/{work}/documents/{kept.pk}").status_code == 404
    assert signed(cast.an).get(f"{AT}{work}/documents/{kept.pk}/file").status_code == 200
    assert signed(cast.be).get(f"{AT}{work}/documents/{kept.pk}/file").status_code == 404
    parts.set_document(by=cast.an, work=work, pk=kept.pk, is_public=True)
    answer = client.get(f"/works/{work}/documents/{kept.pk}")
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]


def test_a_file_of_a_wrong_kind_is_refused_at_its_field(cast):
    sent = {"kind": "other", "title": "X", "file": SimpleUploadedFile("x.exe", b"MZ")}
    answer = signed(cast.an).post(f"{AT}{cast.work.pk}/documents/add/", sent)
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert not WorkDocument.objects.exists()


def test_evidence_of_a_milestone_is_for_officers(cast, client):
    one = parts.set_milestone(by=cast.an, work=cast.work.pk, title="X", due_on=date(2026, 1, 1), file=pdf())
    address = f"{AT}{cast.work.pk}/milestones/{one.pk}/evidence"
    assert client.get(address).status_code == 302
    assert signed(cast.lan).get(address).content.startswith(b"%PDF")
