"""The documents that the product prints, by their kinds; an office may put a template of its own for each."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "recognition.progress_report": _("Progress report of a period"),
    "recognition.council_minutes": _("Minutes of an appraisal council"),
    "recognition.decision": _("Decision on a title"),
    "recognition.certificate": _("Certificate of a title"),
    "recognition.submission_letter": _("Submission letter of a dossier"),
    "recognition.results_report": _("Report on the results by criterion"),
    "recognition.self_assessment": _("Self-assessment table of a dossier"),
    "recognition.explanations": _("Explanation of each criterion"),
    "recognition.evidence_list": _("List of evidence of a dossier"),
    "recognition.opinions_summary": _("Summary of opinions on a dossier"),
    "recognition.meeting_minutes": _("Minutes of the meeting that proposes a title"),
    "recognition.satisfaction_report": _("Report on the satisfaction of residents"),
    "recognition.debt_report": _("Report on construction debt"),
    "participation.receipt": _("Receipt of a contribution"),
    "recognition.verification_report": _("Verification report"),
    "recognition.appraisal_report": _("Appraisal report"),
    "works.visit_minutes": _("Minutes of a supervision visit"),
    "works.acceptance_minutes": _("Minutes of the acceptance of a work"),
    "works.board_plan": _("Plan and members of a supervision board"),
    "produce.audit_minutes": _("Minutes of an audit of a producer"),
    "heritage.round_minutes": _("Minutes of a condition round of a heritage site"),
    "support.award_list": _("List of those supported"),
    "support.payment_list": _("List of support to be paid"),
    "participation.meeting_minutes": _("Minutes of an outreach meeting"),
}
