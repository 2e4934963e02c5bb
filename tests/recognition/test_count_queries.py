"""Pages of dossiers, sittings and decisions take as many queries for many rows as for a few."""

from council_cast import DAY, PAGE, CouncilCase
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.recognition.models import Decision
from openntm.recognition.services.sittings import call_sitting


class CountQueries(CouncilCase):
    def count(self, path, person=None):
        self.client.force_login(person or self.office)
        with CaptureQueriesContext(connection) as seen:
            assert self.client.get(f"/24/{PAGE}/{path}").status_code == 200
        return len(seen)

    def same(self, path, more):
        """The first page is read before and after; what is made once, as a session, is made before that."""
        self.count(path)
        few = self.count(path)
        more()
        assert self.count(path) <= few

    def decide(self, first, last):
        for number in range(first, last):
            Decision.objects.create(
                number=f"{number}/QĐ-UBND",
                issued=DAY,
                issuer="UBND",
                place=self.tinh,
                kind="recognition",
                title_vi="Xã",
            )

    def test_the_register_of_decisions(self):
        self.decide(1, 3)
        self.same("decisions/", lambda: self.decide(3, 12))

    def call(self, *dossiers):
        return call_sitting(
            by=self.office, council=self.seats.pk, day=DAY, dossiers=[one.pk for one in dossiers], secret=True
        )

    def test_the_list_of_sittings(self):
        self.seats = self.council()
        dossiers = [self.dossier(title=title) for title in ("ntm", "advanced", "model")]
        self.call(dossiers[0])
        self.same("sittings/", lambda: [self.call(one) for one in dossiers[1:]])

    def test_a_dossier_with_a_long_path(self):
        dossier = self.dossier()
        self.step(dossier, "registered", "appraising", "department")
        add = [("appraising", "appraising", "department")] * 8
        self.same(f"dossiers/{dossier.pk}/", lambda: [self.step(dossier, *one) for one in add])

    def test_the_agenda_of_a_sitting(self):
        self.seats = self.council()
        titles = ("ntm", "advanced", "model", "modern")
        dossiers = [self.dossier(title=title) for title in titles]
        short, long = self.call(dossiers[0]), self.call(*dossiers[1:])
        self.count(f"sittings/{short.pk}/")
        assert self.count(f"sittings/{long.pk}/") <= self.count(f"sittings/{short.pk}/")
