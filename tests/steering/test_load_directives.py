"""The real documents: loaded once or twice the same, with what they do to one another."""

from datetime import date

import pytest
from django.test import TestCase

from openntm.places.services import load_places
from openntm.portal.public_facts import load_facts
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import State, in_force

ROWS = {"source_title": "Báo", "abstract_vi": "Một văn bản", "issuer_vi": "Chính phủ", "issued": date(2024, 1, 1)}


@pytest.mark.postgres
class RealDocuments(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_places()
        load_facts()

    def one(self, number):
        return Directive.objects.get(number=number)

    def test_loading_again_changes_nothing(self):
        assert load_facts() == dict.fromkeys(load_facts(), 0)
        assert DirectiveRelation.objects.count() == 8

    def test_each_has_its_kind_its_source_and_can_be_found(self):
        assert not Directive.objects.filter(kind=Directive.Kind.OTHER).exists()
        assert not Directive.objects.filter(source_title="").exists()
        assert not Directive.objects.filter(search_key="").exists()

    def test_the_decision_on_the_district_names_its_signer(self):
        one = self.one("37/QĐ-TTg")
        assert (one.signer, one.verified) == ("Trần Lưu Quang, Phó Thủ tướng", True)

    def test_the_procedure_is_amended_in_2024(self):
        one = self.one("18/2022/QĐ-TTg")
        assert in_force(one, date(2024, 3, 6)).state == State.IN_FORCE
        force = in_force(one, date(2024, 3, 7))
        assert (force.state, [row.directive.number for row in force.by]) == (State.AMENDED, ["03/2024/QĐ-TTg"])
        assert force.verified

    def test_the_criteria_of_2021_2025_end_with_those_that_follow_which_is_unverified(self):
        force = in_force(self.one("318/QĐ-TTg"), date(2026, 2, 15))
        assert (force.state, force.verified) == (State.REPLACED, False)
        assert in_force(self.one("318/QĐ-TTg"), date(2026, 2, 14)).holds

    def test_documents_of_the_province_stand_in_its_register(self):
        assert set(Directive.objects.exclude(place=None).values_list("number", flat=True)) == {
            "111-NQ/TU",
            "67/2023/NQ-HĐND",
        }

    def test_the_register_of_the_province_goes_over_to_the_one_that_it_merged_into(self):
        for page in ("218/2024-12-31", "218/2025-12-31", "24/2026-03-01", "07450/2026-03-01"):
            rows = self.client.get(f"/{page}/directives/?direction=outgoing").context["rows"]
            assert {row.directive.number for row in rows} == {"111-NQ/TU", "67/2023/NQ-HĐND"}, page

    def test_the_same_number_of_another_year_or_issuer_is_left_alone(self):
        Directive.objects.create(number="37/QĐ-TTg", **ROWS)
        assert load_facts()["directives"] == 0
        assert Directive.objects.filter(number="37/QĐ-TTg").count() == 2
