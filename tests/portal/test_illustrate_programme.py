"""The illustrative year: made by the product's own services, once, marked everywhere, and never counted as real."""

from datetime import date
from unittest import mock

import pytest
from django.test import TestCase, override_settings

from luc_nam import load_luc_nam
from openntm.assessment.access import Sight
from openntm.codes.queries import codes_in_use
from openntm.office.models import Delegation, LogEntry, Person, PrintOut
from openntm.office.services import make_demo_people, print_outs
from openntm.portal.demonstration import district
from openntm.portal.illustration.load import load_illustration
from openntm.portal.illustration.papers import paper
from openntm.portal.illustration.programme import load_programme
from openntm.portal.illustration.steering import CONCLUSIONS, PLAN, URGING
from openntm.produce.models import Lot
from openntm.produce.queries.lots import barring
from openntm.produce.queries.stages import stages_of
from openntm.recognition.models import Council, Decision, Dossier, ProgressReport, Recheck, Sitting, TitleRecord
from openntm.recognition.queries.counts import counts_on, hamlets_on
from openntm.recognition.queries.titled import titled_places
from openntm.reports.headline import headline
from openntm.steering.models import Directive, Registration, Task, Title
from openntm.steering.queries.tasks import lines_of, tasks_on
from openntm.support.models import Grant

END_2024 = date(2024, 12, 31)
STATES = {
    "07462": "self_assessing",
    "07498": "in_consultation",
    "07465": "verifying",
    "07480": "returned",
    "07450": "appraising",
}
KEPT = (
    Directive,
    Task,
    Registration,
    Dossier,
    Decision,
    TitleRecord,
    Recheck,
    ProgressReport,
    LogEntry,
    PrintOut,
    Person,
)
DAYS = [date(2019, 12, 31), date(2020, 12, 31), date(2023, 12, 31), END_2024, date(2025, 6, 30), date(2026, 6, 30)]


def one_rendering():
    """Each document is rendered in the tests of documents; here one rendering stands for all, which saves seconds."""
    bodies = {end: paper("Văn bản", "Minh họa", ["Một"], day=END_2024, ending=end).read() for end in ("docx", "pdf")}
    return {f"render_{end}": mock.Mock(return_value=body) for end, body in bodies.items()}


@override_settings(DEMONSTRATION=True)
@pytest.mark.slow  # a whole year is played, with its documents and stamps printed
class Programme(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(DEMONSTRATION=True):
            load_luc_nam()
            make_demo_people()
            load_illustration(district())
            cls.before = cls.counted()
            with mock.patch.multiple(print_outs, **one_rendering()):
                assert load_programme(district())

    @staticmethod
    def counted():
        """What the pages and commands count on the published days, without what is said of illustrative titles."""
        place = district()
        heads = [headline(place, day)["titles"] for day in DAYS]
        return heads, [hamlets_on(place, day).named for day in DAYS]

    def test_the_cooperative_is_invented_throughout_and_its_early_lot_is_held_back(self):
        first, second = Lot.objects.order_by("number")
        assert (codes_in_use(str(first.pk)), codes_in_use(str(second.pk))) == (1800, 0)
        assert not barring(first)
        assert barring(second)
        assert Grant.objects.get().state == "paid"
        marked = (first, second, first.certificate, first.product, first.product.producer, Grant.objects.get().award)
        assert all(one.illustrative for one in marked)
        assert [str(stage.title) for stage in stages_of(first)] == ["gán mã", "xuất hàng"]

    def test_making_it_twice_changes_nothing(self):
        before = [model.objects.count() for model in KEPT]
        assert not load_programme(district())
        assert [model.objects.count() for model in KEPT] == before

    def test_the_real_counts_are_what_they_were(self):
        assert self.counted() == self.before
        found = [counts_on(district(), day, [Title.NTM])[Title.NTM] for day in DAYS[:5]]
        assert [(one.count, one.of) for one in found] == [(11, 25), (13, 24), (23, 23), (23, 23), (22, 22)]
        advanced = counts_on(district(), date(2023, 12, 31), [Title.ADVANCED])[Title.ADVANCED]
        assert (advanced.count, advanced.named) == (3, 0)

    def test_the_invented_title_is_shown_marked_and_not_counted(self):
        [record] = TitleRecord.objects.filter(illustrative=True)
        found = titled_places(district(), date(2026, 6, 30), Sight(None))
        assert found["summary"]["advanced"] | {"of": 0} == {
            "count": None,
            "of": 0,
            "named": 0,
            "published": None,
            "by_rule": 0,
            "illustrative": 1,
        }
        shown = [title for place in found["places"] for title in place["titles"] if title["illustrative"]]
        assert [(one["title"], one["decision"]) for one in shown] == [(record.title, "45/QĐ-MH")]

    def test_dossiers_stand_at_every_stage_and_none_is_of_the_commune_left_free(self):
        found = {one.place.versions.latest("valid_from").code: one.state for one in Dossier.objects.filter(year=2024)}
        assert found == STATES
        last = Dossier.objects.get(year=2025)
        assert (last.state, last.decision.announced_on) == ("announced", date(2026, 2, 26))
        free = {"place__versions__code": "07453", "year": 2024}
        assert not Dossier.objects.filter(**free).exists()
        assert not Registration.objects.filter(**free).exists()

    def test_the_council_sits_in_secret_and_some_have_voted(self):
        sitting = Sitting.objects.get(state="open")
        item = sitting.items.get()
        assert (sitting.secret, item.ballots.count(), item.in_favour) == (True, 2, 2)

    def test_tasks_are_open_waiting_returned_accepted_and_overdue_under_a_leader(self):
        lines = lines_of(tasks_on(Task.objects.all(), END_2024), END_2024)
        assert {line.state for line in lines} == {"given", "answered", "returned", "accepted"}
        assert any(line.late for line in lines)
        assert {task.overseer.username for task in Task.objects.all()} == {"lanh-dao"}
        assert Task.objects.filter(origin="gap", on_behalf_of__username="van-phong-huyen").exists()
        assert Delegation.objects.count() == 2

    def test_everything_is_marked(self):
        people = Directive.objects.filter(number__in=(PLAN, URGING, CONCLUSIONS)).values_list("entered_by")
        assert len(people) == 3
        assert all(line.is_illustrative for line in lines_of(tasks_on(Task.objects.all(), END_2024), END_2024))
        assert Person.objects.filter(pk__in=people).get().is_demonstration
        invented = [Registration.objects.filter(entered_by__isnull=False), Decision.objects.filter(number="45/QĐ-MH")]
        whole = [model.objects.all() for model in (Dossier, Council, PrintOut, Recheck, ProgressReport)]
        assert all(row.illustrative for rows in [*invented, *whole] for row in rows)
        assert all(len(rows) for rows in [*invented, *whole])

    def test_acts_are_in_the_log_in_the_names_of_invented_people(self):
        verbs = set(LogEntry.objects.exclude(by=None).values_list("verb", flat=True))
        assert {"directive.register", "task.give", "dossier.step", "ballot.cast", "decision.sign"} <= verbs
        assert not LogEntry.objects.exclude(by=None).exclude(by__is_demonstration=True).exists()

    def test_its_pages_answer(self):
        self.client.force_login(Person.objects.get(username="van-phong-huyen"))
        for page in ("directives", "overdue", "dossiers", "decisions"):
            assert self.client.get(f"/218/2024-12-31/{page}/").status_code == 200, page
