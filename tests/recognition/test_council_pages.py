"""Pages of reviews, councils, ballots and decisions: who sees them, what they say, what they refuse."""

from council_cast import DAY, PAGE, TODAY, CouncilCase, somebody
from django.core.cache import cache
from django.test import TestCase

from luc_nam import load_luc_nam
from openntm.recognition.models import Council, CriterionReview, Decision, Sitting
from openntm.recognition.services.sittings import call_sitting


class Pages(CouncilCase):
    def setUp(self):
        cache.clear()
        self.client.post("/language/", {"language": "en"})

    def get(self, person, path, code="24"):
        if person:
            self.client.force_login(person)
        answer = self.client.get(f"/{code}/{PAGE}/{path}")
        return answer.status_code, answer.content.decode()

    def post(self, person, path, data, code="24"):
        self.client.force_login(person)
        answer = self.client.post(f"/{code}/{PAGE}/{path}", data)
        return answer.status_code, answer.content.decode()


class ReviewPages(Pages):
    def test_a_department_sees_what_is_its_own_and_saves_as_it_goes(self):
        dossier = self.dossier()
        path = f"dossiers/{dossier.pk}/reviews/"
        status, text = self.get(self.roads, path)
        assert status == 200
        assert "0/19 criteria confirmed at appraisal" in text
        assert text.count('name="criterion"') == 3
        assert "?show=mine" in text
        given = {"criterion": "2", "verdict": "met", "day": PAGE, "comment": ""}
        assert self.post(self.roads, path, given)[0] == 302
        text = self.get(self.roads, path)[1]
        assert "1/19 criteria confirmed" in text
        assert "Roads" in text
        assert text.count("<tr id=") == 19

    def test_what_is_refused_stands_by_its_criterion(self):
        path = f"dossiers/{self.dossier().pk}/reviews/"
        status, text = self.post(self.roads, path, {"criterion": "2", "verdict": "not_met", "day": PAGE})
        assert status == 422
        assert "Say why the criterion is not met" in text
        assert "<details open>" in text
        status, text = self.post(self.schools, path, {"criterion": "2", "verdict": "met", "day": PAGE})
        assert status == 422
        assert not CriterionReview.objects.exists()

    def test_forms_begin_with_the_day_of_the_page_which_leads_back_to_the_dossier(self):
        dossier = self.dossier()
        self.client.force_login(self.roads)
        text = self.client.get(f"/24/{DAY}/dossiers/{dossier.pk}/reviews/").content.decode()
        assert text.count(f'name="day" value="{DAY}" required') == 3
        assert f'href="/24/{DAY}/dossiers/{dossier.pk}/"' in text

    def test_filters_narrow_the_criteria(self):
        dossier = self.dossier()
        for show, rows in (("mine", 3), ("missing", 19), ("differing", 0)):
            text = self.get(self.roads, f"dossiers/{dossier.pk}/reviews/?show={show}")[1]
            assert text.count("<tr id=") == rows

    def test_a_reader_sees_no_form_a_stranger_nothing(self):
        path = f"dossiers/{self.dossier().pk}/reviews/"
        assert 'name="criterion"' not in self.get(self.lan, path)[1]
        assert self.post(self.lan, path, {"criterion": "2", "verdict": "met", "day": PAGE})[0] == 403
        assert self.get(self.dung, path)[0] == 404
        self.client.logout()
        assert self.get(None, path)[0] == 302

    def test_without_a_snapshot_the_page_says_how_to_begin(self):
        dossier = self.dossier(place=self.other_xa)
        assert "not bound to a frozen assessment" in self.get(self.chi, f"dossiers/{dossier.pk}/reviews/")[1]


class CouncilPages(Pages):
    def test_a_council_is_set_up_and_gets_its_members(self):
        status, _ = self.post(
            self.office, "councils/add/", {"name": "Council A", "decision": "1/QĐ-UBND", "valid_from": "2020-01-01"}
        )
        council = Council.objects.get()
        assert (status, council.name) == (302, "Council A")
        member = {"person": self.chair.pk, "role": "chair", "organisation": "UBND", "valid_from": "2020-01-01"}
        assert self.post(self.office, f"councils/{council.pk}/members/add/", member)[0] == 302
        status, text = self.post(self.office, f"councils/{council.pk}/members/add/", member)
        assert "is a member of the council already" in text
        assert "Chair (chair)" in self.get(self.office, "councils/")[1]
        text = self.get(self.office, f"councils/{council.pk}/")[1]
        assert "UBND" in text
        seat = council.members.get()
        assert "End the membership of" in self.get(self.office, f"councils/{council.pk}/members/{seat.pk}/end/")[1]
        ended = self.post(self.office, f"councils/{council.pk}/members/{seat.pk}/end/", {"valid_to": PAGE})
        assert ended[0] == 302

    def test_a_sitting_goes_its_way_from_the_call_to_the_result(self):
        council, dossier = self.council(), self.dossier()
        call = {"day": PAGE, "secret": "yes", "dossiers": [dossier.pk]}
        assert "xã Xa" in self.get(self.office, f"councils/{council.pk}/call/")[1]
        assert self.post(self.office, f"councils/{council.pk}/call/", call)[0] == 302
        sitting = Sitting.objects.get()
        path, item = f"sittings/{sitting.pk}/", sitting.items.get()
        members = [member.pk for member in council.members.all()]
        assert "It takes 4 of 5 members" in self.get(self.office, f"{path}open/")[1]
        text = self.post(self.office, f"{path}open/", {"present": members[:2]})[1]
        assert "2 of 5 members are present" in text
        assert self.post(self.office, f"{path}open/", {"present": members})[0] == 302
        vote = f"{path}items/{item.pk}/vote/"
        assert "Vote" in self.get(self.health, path)[1]
        assert "How do you vote?" in self.get(self.health, vote)[1]
        status, text = self.post(self.health, vote, {"choice": "in_favour"})
        assert (status, item.ballots.count()) == (200, 0)
        assert "You vote: in favour" in text
        assert self.post(self.health, vote, {"choice": "in_favour", "confirmed": "1"})[0] == 302
        assert "You have voted" in self.get(self.health, vote)[1]
        status, text = self.post(self.health, vote, {"choice": "against", "confirmed": "1"})
        assert status == 422
        assert "nobody votes twice" in text
        text = self.get(self.office, path)[1]
        assert "1 of 5 have voted" in text
        assert "present in favour" not in text
        assert "Counts as not in favour" in self.get(self.office, f"{path}close/")[1]
        assert self.post(self.office, f"{path}close/", {"remarks": ""})[0] == 302
        text = self.get(self.office, path)[1]
        assert "not passed" in text
        assert "1 of 5 present in favour, 0 against, 0 invalid" in text
        assert "4 without a vote" in text
        assert "1 sitting" in self.get(self.office, "sittings/")[1]

    def test_the_live_part_is_the_agenda_alone(self):
        sitting = self.sitting(self.dossier())
        self.client.force_login(self.office)
        answer = self.client.get(f"/24/{PAGE}/sittings/{sitting.pk}/", headers={"HX-Request": "true"})
        text = answer.content.decode()
        assert text.startswith("<section")
        assert f'id="voted-{sitting.items.get().pk}"' in text

    def test_an_open_ballot_shows_each_choice_after_closing_and_not_before(self):
        sitting = self.sitting(self.dossier(), secret=False)
        vote = f"sittings/{sitting.pk}/items/{sitting.items.get().pk}/vote/"
        self.post(self.health, vote, {"choice": "against", "confirmed": "1"})
        assert "Health: against" not in self.get(self.office, f"sittings/{sitting.pk}/")[1]
        self.post(self.office, f"sittings/{sitting.pk}/close/", {"remarks": "x"})
        assert "Health: against" in self.get(self.office, f"sittings/{sitting.pk}/")[1]

    def test_paper_votes_and_the_discussion_are_entered(self):
        sitting = self.sitting(self.dossier())
        path = f"sittings/{sitting.pk}/items/{sitting.items.get().pk}/"
        voters = [member.pk for member in sitting.present.all()]
        wrong = {"in_favour": 5, "against": 1, "invalid": 0, "voters": voters}
        assert "The votes make 6, but 5" in self.post(self.office, f"{path}paper/", wrong)[1]
        assert self.post(self.office, f"{path}paper/", wrong | {"against": 0})[0] == 302
        assert self.post(self.office, f"{path}discussion/", {"discussion": "Thống nhất"})[0] == 302
        assert "Thống nhất" in self.get(self.office, f"sittings/{sitting.pk}/")[1]

    def test_who_runs_no_council_is_refused_and_strangers_see_nothing(self):
        council, dossier = self.council(), self.dossier()
        called = call_sitting(by=self.office, council=council.pk, day=TODAY, dossiers=[dossier.pk])
        path = f"sittings/{called.pk}/"
        for act in (f"{path}open/", f"{path}close/", f"councils/{council.pk}/call/", "councils/add/"):
            assert self.get(self.chair, act)[0] == 403
        for page in (path, f"councils/{council.pk}/", "sittings/", f"{path}items/{called.items.get().pk}/vote/"):
            assert self.get(self.dung, page)[0] == 404
        assert self.get(self.office, f"{path}items/{called.items.get().pk}/vote/")[0] == 403

    def test_a_council_and_its_sittings_answer_under_their_authority_and_the_units_whose_dossiers_came(self):
        council, dossier = self.council(), self.dossier()
        called = call_sitting(by=self.office, council=council.pk, day=TODAY, dossiers=[dossier.pk])
        for path, codes in ((f"councils/{council.pk}/", {"24"}), (f"sittings/{called.pk}/", {"24", "07450"})):
            for code in ("24", "07450", "07453"):
                assert self.get(self.office, path, code)[0] == (200 if code in codes else 404), (path, code)

    def test_a_member_without_a_post_there_opens_the_sitting_and_votes(self):
        guest = somebody("guest")
        council = self.council(self.chair, guest)
        sitting = self.sitting(self.dossier(), council=council)
        vote = f"sittings/{sitting.pk}/items/{sitting.items.get().pk}/vote/"
        assert self.get(guest, f"sittings/{sitting.pk}/")[0] == 200
        assert self.post(guest, vote, {"choice": "in_favour", "confirmed": "1"})[0] == 302

    def test_a_commune_sees_that_its_dossier_came_before_the_council(self):
        self.voted(self.dossier(), against=1)
        status, text = self.get(self.an, "sittings/", code="07450")
        assert status == 200
        assert "Dossiers of this unit before a council" in text
        assert "4 of 5 present in favour" in text

    def test_empty_pages_say_how_to_begin(self):
        assert "No council was set up here" in self.get(self.office, "councils/")[1]
        assert "No sitting yet" in self.get(self.office, "sittings/")[1]
        assert "Nothing waits for your signature" in self.get(self.chair, "decisions/sign/")[1]


class DecisionPages(Pages):
    def test_a_decision_is_restated_before_it_is_signed(self):
        dossier = self.decidable()
        path = "decisions/sign/"
        assert "xã Xa" in self.get(self.chair, path)[1]
        asked = {"dossiers": [dossier.pk], "number": "12/QĐ-UBND", "day": PAGE, "note": ""}
        status, text = self.post(self.chair, path, asked)
        assert status == 200
        assert "Sign decision 12/QĐ-UBND?" in text
        assert "What follows" in text
        assert not Decision.objects.exists()
        assert self.post(self.chair, path, asked | {"confirmed": "1"})[0] == 302
        decision = Decision.objects.get()
        text = self.get(None, f"decisions/{decision.pk}/")[1]
        assert "xã Xa" in text
        assert "not yet; to be done by" in text
        again = self.decidable(place=self.other_xa)
        status, text = self.post(self.chair, path, asked | {"dossiers": [again.pk], "confirmed": "1"})
        assert status == 422
        assert "every number is given once a year" in text

    def test_who_may_not_sign_is_refused(self):
        assert self.get(self.office, "decisions/sign/")[0] == 403
        dossier = self.decidable()
        asked = {"dossiers": [dossier.pk], "number": "12/QĐ-UBND", "day": PAGE, "confirmed": "1"}
        self.client.force_login(self.lan)
        assert self.client.post(f"/218/{PAGE}/decisions/sign/", asked).status_code == 422
        assert not Decision.objects.exists()

    def test_an_announcement_is_recorded(self):
        dossier = self.decidable()
        asked = {"dossiers": [dossier.pk], "number": "12/QĐ-UBND", "day": PAGE, "confirmed": "1"}
        self.post(self.chair, "decisions/sign/", asked)
        path = f"decisions/{Decision.objects.get().pk}/announce/"
        assert self.get(self.binh, path)[0] == 404
        assert path in self.get(self.office, path.removesuffix("announce/"))[1]
        assert self.post(self.office, path, {"day": PAGE})[0] == 302
        dossier.refresh_from_db()
        assert dossier.state == "announced"

    def test_an_announcement_that_is_the_district_s_is_not_offered_to_the_province(self):
        asked = {"dossiers": [self.decidable().pk], "number": "12/QĐ-UBND", "day": PAGE, "confirmed": "1"}
        self.post(self.chair, "decisions/sign/", asked)
        path = f"/24/2025-03-01/decisions/{Decision.objects.get().pk}/"
        self.client.force_login(self.office)
        answer = self.client.get(path)
        assert answer.status_code == 200
        assert "announce/" not in answer.content.decode()

    def test_a_decision_made_elsewhere_is_recorded_with_units_by_code_or_name(self):
        given = {
            "number": "5/QĐ-UBND",
            "issued": DAY.isoformat(),
            "issuer": "UBND tỉnh",
            "is_own": "on",
            "kind": "recognition",
            "title_vi": "Công nhận",
            "title": "ntm",
            "units": "07450\nother-xa",
            "source_title": "Công báo",
        }
        status, text = self.post(self.office, "decisions/record/", given | {"units": "07450\nnowhere"})
        assert "No unit of yours is “nowhere”" in text
        assert "together with the units" in self.post(self.office, "decisions/record/", given | {"title": ""})[1]
        assert self.post(self.office, "decisions/record/", given)[0] == 302
        assert Decision.objects.get().records.count() == 2
        text = self.get(None, "decisions/")[1]
        assert "numbers not seen: 1–4" in text
        assert self.get(self.chair, "decisions/record/")[0] == 403

    def test_the_register_is_taken_away(self):
        self.test_a_decision_made_elsewhere_is_recorded_with_units_by_code_or_name()
        self.client.logout()
        answer = self.client.get(f"/24/{PAGE}/decisions/?format=csv")
        origin, _headings, row = answer.content.decode("utf-8-sig").splitlines()
        assert "sổ quyết định của tỉnh Tinh, tính đến " in origin
        assert "5/QĐ-UBND" in row
        assert self.client.get(f"/24/{PAGE}/decisions/?format=xlsx").content[:2] == b"PK"

    def test_an_empty_register_says_what_would_be_here(self):
        assert "No decision is known here" in self.get(None, "decisions/")[1]
        assert self.client.get(f"/12345/{PAGE}/decisions/").status_code == 404


class RealRegister(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def test_strangers_read_the_prime_minister_s_decision_with_its_source(self):
        self.client.post("/language/", {"language": "vi"})
        text = self.client.get("/218/2024-12-31/decisions/").content.decode()
        assert "37/QĐ-TTg" in text
        assert "Trần Lưu Quang" in text
        pk = Decision.objects.get(number="37/QĐ-TTg").pk
        text = self.client.get(f"/218/2024-12-31/decisions/{pk}/").content.decode()
        assert "huyện Lục Nam" in text
        assert "11/01/2024" in text
        assert "37/QĐ-TTg" not in self.client.get("/218/2023-12-31/decisions/").content.decode()
        assert "37/QĐ-TTg" in self.client.get("/218/2024-12-31/decisions/?q=luc+nam&year=2024").content.decode()
        assert "37/QĐ-TTg" not in self.client.get("/218/2024-12-31/decisions/?kind=revocation").content.decode()


class PrintedPages(Pages):
    def test_a_closed_sitting_offers_its_minutes_and_a_signed_decision_its_document(self):
        dossier = self.decidable()
        sitting = Sitting.objects.get()
        assert "Print the minutes" in self.get(self.office, f"sittings/{sitting.pk}/")[1]
        assert "Print the minutes" not in self.get(self.chair, f"sittings/{sitting.pk}/")[1]
        text = self.get(self.chair, f"dossiers/{dossier.pk}/", code="07450")[1]
        assert f"decisions/sign/?dossier={dossier.pk}" in text
        asked = {"dossiers": [dossier.pk], "number": "12/QĐ-UBND", "day": PAGE, "confirmed": "1"}
        self.post(self.chair, "decisions/sign/", asked, code="07450")
        pk = Decision.objects.get().pk
        text = self.get(self.chair, f"decisions/{pk}/")[1]
        assert "Print the decision" in text
        assert "Print the certificate" in text
        self.client.logout()
        assert "Print the decision" not in self.get(None, f"decisions/{pk}/")[1]

    def test_the_number_proposed_is_the_province_s_wherever_one_signs(self):
        self.decidable()
        assert 'value="1/QĐ-UBND"' in self.get(self.chair, "decisions/sign/", code="07450")[1]
