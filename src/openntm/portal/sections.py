"""The sections on the left, in the words of the glossary; only those that exist and that the person may enter."""

from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from openntm.office.access import actions_of, today
from openntm.office.roles import Action
from openntm.portal.public import PUBLIC

# heading, then (name, URL name, whether the address speaks for a place and a day)
SECTIONS: list[tuple[Any, list[tuple[Any, str, bool]]]] = [
    (
        "",
        [
            (_("Overview"), "reports:overview", True),
            (_("Gaps"), "reports:gaps", True),
            (_("Trends"), "reports:trends", True),
            (_("Map"), "reports:map", True),
            (_("Visits in the field"), "field", False),
        ],
    ),
    (
        _("Steering"),
        [
            (_("Directives"), "steering:directives", True),
            (_("Tasks"), "steering:tasks", True),
            (_("Overdue"), "steering:overdue", True),
            (_("Targets"), "steering:targets", True),
            (_("Registrations"), "steering:registrations", True),
            (_("Progress reports"), "recognition:reports", True),
            (_("Registrations"), "recognition:registrations", True),
        ],
    ),
    (
        _("Recognition"),
        [
            (_("Titles"), "recognition:titles", True),
            (_("Dossiers"), "recognition:dossiers", True),
            (_("Consultations"), "recognition:consultations", True),
            (_("Council sittings"), "recognition:sittings", True),
            (_("Decisions"), "recognition:decisions", True),
            (_("Requests about decisions"), "recognition:review_requests", True),
            (_("Re-check of titles"), "recognition:recheck", True),
        ],
    ),
    (
        _("Figures"),
        [
            (_("Enter figures"), "assessment:entry", True),
            (_("Import a spreadsheet"), "assessment:import", True),
            (_("Completeness"), "reports:completeness", True),
            (_("Conflicts of sources"), "reports:conflicts", True),
            (_("Frozen assessments"), "assessment:assessments", True),
            (_("What has changed"), "assessment:changes", True),
        ],
    ),
    (
        _("Produce"),
        [
            (_("Produce of the place"), "produce:produce", True),
            (_("Producers"), "produce:producers", True),
            (_("Growing areas"), "produce:areas", True),
            (_("Certificates"), "produce:certificates", True),
            (_("Audits"), "produce:audits", True),
            (_("Farm diary"), "produce:diary", True),
            (_("Lots"), "produce:lots", True),
            (_("Print runs"), "codes:runs", True),
            (_("Stamps of producers"), "produce:stocks", True),
            (_("Mass balance"), "produce:balance", True),
            (_("Recalls"), "produce:recalls", True),
            (_("Reports on stamps"), "produce:stamp_reports", True),
            (_("Copy alerts"), "produce:copy_alerts", True),
        ],
    ),
    (
        _("Support"),
        [
            (_("Support schemes"), "support:schemes", True),
            (_("Calls for applications"), "support:calls", True),
            (_("Applications for support"), "support:applications", True),
            (_("Approved lists"), "support:awards", True),
            (_("Money of support"), "support:statement", True),
        ],
    ),
    (
        _("Works"),
        [
            (_("Works of the place"), "works:works", True),
            (_("Supervision boards"), "works:boards", True),
            (_("Supervision visits"), "works:visits", True),
            (_("Demands of boards"), "works:demands", True),
            (_("Figures of supervision"), "works:quarter", True),
        ],
    ),
    (
        _("The people"),
        [
            (_("Mobilised resources"), "participation:mobilised", True),
            (_("Register of contributions"), "participation:contributions", True),
            (_("Reports of residents"), "participation:reports", True),
            (_("What residents report"), "participation:voices", True),
            (_("Satisfaction surveys"), "participation:surveys", True),
            (_("Outreach"), "participation:outreach", True),
            (_("Votes of households"), "participation:polls", True),
        ],
    ),
    (
        _("Procedures"),
        [
            (_("Guides to procedures"), "services:guides", True),
            (_("Register of procedures"), "services:procedures", True),
            (_("Posters of procedures"), "services:posters", True),
            (_("Community digital team"), "services:sessions", True),
        ],
    ),
    (
        _("Heritage"),
        [
            (_("Heritage sites"), "heritage:sites", True),
            (_("Condition rounds"), "heritage:rounds", True),
        ],
    ),
    (
        _("Rules and units"),
        [
            (_("Criteria sets"), "reports:sets", False),
            (_("Unverified thresholds"), "reports:unverified", True),
            (_("History of the unit"), "places:history", True),
            (_("Sets of units"), "office:unit_sets", True),
        ],
    ),
    (
        _("Office"),
        [
            (_("People and posts"), "office:people", False),
            (_("Document templates"), "office:document_templates", True),
            (_("Log"), "office:log", False),
        ],
    ),
]

# What a section that is not public asks for; a post anywhere is enough to be shown it, the page itself asks again.
# Where several open it, each of them does: a producer reads no figures, yet sees what they keep.
PRODUCE = frozenset({Action.READ_FIGURES, Action.KEEP_DIARY})
NEEDS: dict[str, Action | frozenset[Action]] = {
    "field": frozenset({Action.SUPERVISE_WORKS, Action.KEEP_DIARY, Action.CHECK_PRODUCERS, Action.CHECK_HERITAGE}),
    "works:boards": frozenset({Action.READ_FIGURES, Action.SUPERVISE_WORKS}),
    "works:visits": frozenset({Action.READ_FIGURES, Action.SUPERVISE_WORKS}),
    "works:demands": frozenset({Action.READ_FIGURES, Action.SUPERVISE_WORKS}),
    "works:quarter": Action.READ_FIGURES,
    "participation:contributions": Action.KEEP_CONTRIBUTIONS,
    "participation:reports": Action.HANDLE_REPORTS,
    "participation:outreach": Action.READ_FIGURES,
    "services:procedures": Action.KEEP_PROCEDURES,
    "services:posters": Action.KEEP_PROCEDURES,
    "services:sessions": frozenset({Action.READ_FIGURES, Action.RECORD_SESSIONS}),
    "heritage:rounds": Action.READ_FIGURES,
    "produce:producers": PRODUCE,
    "produce:areas": PRODUCE,
    "produce:certificates": PRODUCE,
    "produce:audits": PRODUCE,
    "produce:diary": PRODUCE,
    "produce:lots": PRODUCE,
    "produce:stocks": PRODUCE,
    "produce:balance": PRODUCE,
    "produce:recalls": Action.RECALL_LOTS,
    "support:applications": frozenset({Action.READ_FIGURES, Action.APPLY_SUPPORT}),
    "support:awards": Action.READ_FIGURES,
    "support:statement": Action.READ_FIGURES,
    "assessment:entry": Action.ENTER_FIGURES,
    "assessment:import": Action.ENTER_FIGURES,
    "reports:completeness": Action.READ_FIGURES,
    "steering:tasks": Action.READ_FIGURES,
    "steering:overdue": Action.READ_FIGURES,
    "recognition:dossiers": Action.READ_FIGURES,
    "recognition:sittings": Action.READ_FIGURES,
    "recognition:recheck": Action.READ_FIGURES,
    "recognition:reports": Action.READ_FIGURES,
    "recognition:review_requests": Action.RECORD_DECISIONS,
    "produce:stamp_reports": Action.HANDLE_STAMP_REPORTS,
    "produce:copy_alerts": Action.HANDLE_STAMP_REPORTS,
    "office:people": Action.MANAGE_PEOPLE,
    "office:document_templates": Action.REPLACE_TEMPLATES,
    "office:log": Action.READ_LOG,
    "codes:runs": Action.ISSUE_STAMPS,
}


SHORT = 20  # so many sections are shown at once; of more, those under the heading of the page


def sections(code: str | None, day: str, current: str, person: Any) -> list[dict[str, Any]]:
    found, allowed = [], actions_of(person, today()) if person else frozenset[Action]()
    for heading, rows in SECTIONS:
        open_rows = [row for row in rows if row[1] in PUBLIC or may_enter(row[1], allowed)]
        items = [item for row in open_rows if (item := entry(row, code, day, current))]
        if items:
            found.append({"heading": heading, "items": items})
    is_short = sum(len(one["items"]) for one in found) <= SHORT
    return [one | {"is_open": is_short or any(item["current"] for item in one["items"])} for one in found]


def may_enter(view: str, allowed: frozenset[Action]) -> bool:
    needed = NEEDS.get(view)
    return needed is not None and bool(allowed & (needed if isinstance(needed, frozenset) else {needed}))


def link(name: str, *args: object) -> str | None:
    """The address of a page, or None where its package is not installed."""
    return _link(get_script_prefix(), name, args)


@lru_cache(maxsize=8192)  # every page has some seventy, and mostly those of the page before
def _link(prefix: str, name: str, args: tuple[object, ...]) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def entry(row: tuple[Any, str, bool], code: str | None, day: str, current: str) -> dict[str, Any] | None:
    name, view, placed = row
    if placed and not (code and day):
        return None
    url = link(view, code, day) if placed else link(view)
    return {"name": name, "url": url, "current": view == current or (current, view) in WITHIN} if url else None


# The pages under a section, by their names: of the section's own package, or written in full.
PAGES: dict[str, str] = {
    "reports:overview": "commune indicator why",
    "reports:gaps": "assessment:gap_task",
    "steering:directives": (
        "directive directive_attach directive_change directive_detach directive_register directive_relate "
        "relation_remove"
    ),
    "steering:tasks": "task task_act task_new",
    "steering:targets": "recognition:target target_change target_close target_new",
    "recognition:reports": "report report_begin report_issue",
    "recognition:registrations": "registration_new registration_withdraw",
    "recognition:titles": "title_confirm title_keep title_review title_revoke",
    "recognition:dossiers": (
        "comment_read condition consultation consultation_open dossier dossier_bind dossier_export dossier_open "
        "dossier_part dossier_point dossier_step meeting opinion_add opinion_answer opinions part_make report_show "
        "reviews satisfaction satisfaction_survey"
    ),
    "recognition:sittings": (
        "ballot council council_add councils discussion member_add member_end paper sitting sitting_call "
        "sitting_close sitting_open"
    ),
    "recognition:decisions": "decision decision_announce decision_record decision_sign review_ask",
    "recognition:review_requests": "review_answer",
    "recognition:consultations": "public_consultation",
    "produce:stamp_reports": "stamp_report_detail",
    "produce:copy_alerts": "copy_alert",
    "produce:recalls": "recall recall_end",
    "assessment:entry": "criterion",
    "assessment:import": "import_detail",
    "reports:conflicts": "assessment:disagreements",
    "produce:producers": (
        "audit_start hand_in keeper_add keeper_end member_add member_end producer producer_add producer_change "
        "producer_end product_add product_change product_poster"
    ),
    "produce:areas": "area area_add area_change area_end plot_add plot_change",
    "produce:certificates": "certificate certificate_act certificate_correct certificate_record",
    "produce:audits": "audit audit_close audit_photo observation_add observation_answer observation_close",
    "produce:diary": "diary_book entry_correct entry_new entry_photo entry_withdraw plot_diary",
    "produce:lots": (
        "lot lot_activate lot_close lot_empty lot_event_add lot_event_wrong lot_events lot_fill lot_open lot_override "
        "lot_pack lot_recall lot_release"
    ),
    "codes:runs": "code export ledger mint move order order_act print run",
    "produce:stocks": "stock stock_allot stock_end stock_reprint",
    "support:schemes": "call_open scheme scheme_add scheme_correct terms_set",
    "support:calls": "apply approve budget call last_day registered",
    "support:applications": "application money reverse stamps step",
    "support:awards": "award",
    "support:statement": "due entries",
    "works:works": ("part_add part_change red_flags work work_add work_change work_hand_in work_sign work_step"),
    "works:boards": (
        "acceptance acceptance_close acceptance_confirm acceptance_open acceptance_opinion board board_ask "
        "board_dissolve board_early board_informed board_new board_plan board_report board_report_add "
        "board_report_confirm board_report_sign board_set_up member_add member_end member_name visit_start"
    ),
    "works:visits": "finding_add visit visit_close visit_photo visit_review",
    "works:demands": "demand demand_answer demand_confirm demand_outcome demand_recheck demand_reject",
    "participation:mobilised": "",
    "participation:contributions": (
        "contribution contribution_add contribution_consent contribution_correct contribution_receive "
        "contribution_refund contribution_value contribution_void contributions_hand_in conversion_set conversions "
        "receipt_issue receipt_void"
    ),
    "participation:reports": "report report_act report_decide report_enter",
    "participation:voices": "voice",
    "participation:outreach": "campaign_begin campaign_end outreach_act outreach_add outreach_void resolution_add",
    "participation:surveys": (
        "survey survey_change survey_close survey_enter survey_list survey_open survey_plan survey_slips "
        "survey_unreached"
    ),
    "participation:polls": (
        "poll poll_add poll_cancel poll_change poll_close poll_enter poll_hands poll_households poll_list poll_open "
        "poll_slips"
    ),
    "services:guides": "",
    "services:procedures": "change change_add ratings",
    "services:posters": "poster scans",
    "services:sessions": "session session_add session_change team_add team_end",
    "heritage:sites": (
        "custodian_add file_add poster proposal_decline proposal_publish proposals site site_add site_change site_end"
    ),
    "heritage:rounds": "observation_add repair_answer repair_close round round_close round_photo round_start",
    "reports:sets": "set",
    "office:unit_sets": "unit_set unit_set_found unit_set_let_go",
    "office:document_templates": "document_template document_template_drop",
}
WITHIN = {
    (page if ":" in page else f"{section.partition(':')[0]}:{page}", section)
    for section, pages in PAGES.items()
    for page in pages.split()
}
