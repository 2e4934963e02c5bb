"""From the departments' reviews over the ballot to the announced title, through the verbs alone."""

import pytest
from council_cast import MOMENT, TODAY, CouncilCase

from openntm.recognition.models import DossierCondition
from openntm.recognition.queries import titles_on
from openntm.recognition.services.decisions import announce_decision, sign_decision
from openntm.recognition.services.reviews import review_criterion
from openntm.recognition.services.steps import GuardsRefuse, take_step


class DecideDossier(CouncilCase):
    def vote_recorded(self, dossier):
        return take_step(by=self.office, pk=dossier.pk, transition="council_vote", day=TODAY)

    def test_each_step_waits_for_the_one_before(self):
        dossier = self.dossier()
        for condition in ("no_debt", "safe_in_security"):
            words = {"condition": condition, "holds": True, "day": TODAY, "entered_by": self.chi, "at": MOMENT}
            DossierCondition.objects.create(dossier=dossier, **words)
        self.voted(dossier)
        with pytest.raises(GuardsRefuse, match="Criteria not looked at"):
            self.vote_recorded(dossier)
        for criterion in range(1, 20):
            words = {"layer": "appraisal", "criterion": str(criterion), "verdict": "met"}
            review_criterion(by=self.chi, pk=dossier.pk, **words)
        assert self.vote_recorded(dossier).state == "council_voted"
        for part in ("appraisal_report", "council_minutes"):
            self.part(dossier, part, self.office)
        decision = sign_decision(by=self.chair, dossiers=[dossier.pk], number="7/QĐ-UBND", day=TODAY)
        announce_decision(by=self.office, pk=decision.pk, day=TODAY)
        dossier.refresh_from_db()
        assert dossier.state == "announced"
        assert titles_on([self.xa], TODAY)[self.xa.pk]["ntm"].decision == decision
        assert [step.to_state for step in dossier.steps.all()][-3:] == ["council_voted", "recognised", "announced"]
