"""The sections on the left, in the words of the glossary; only those that exist and that the person may enter."""

from typing import Any

from django.urls import NoReverseMatch, reverse
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
            (_("Council sittings"), "recognition:sittings", True),
            (_("Decisions"), "recognition:decisions", True),
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
    "produce:recalls": Action.RECALL_LOTS,
    "produce:producers": PRODUCE,
    "produce:areas": PRODUCE,
    "produce:certificates": PRODUCE,
    "produce:audits": PRODUCE,
    "produce:diary": PRODUCE,
    "produce:lots": PRODUCE,
    "produce:stocks": PRODUCE,
    "produce:balance": PRODUCE,
    "assessment:entry": Action.ENTER_FIGURES,
    "assessment:import": Action.ENTER_FIGURES,
    "reports:completeness": Action.READ_FIGURES,
    "steering:tasks": Action.READ_FIGURES,
    "steering:overdue": Action.READ_FIGURES,
    "recognition:dossiers": Action.READ_FIGURES,
    "recognition:sittings": Action.READ_FIGURES,
    "recognition:recheck": Action.READ_FIGURES,
    "recognition:reports": Action.READ_FIGURES,
    "office:people": Action.MANAGE_PEOPLE,
    "office:document_templates": Action.REPLACE_TEMPLATES,
    "office:log": Action.READ_LOG,
    "codes:runs": Action.ISSUE_STAMPS,
}


def sections(code: str | None, day: str, current: str, person: Any) -> list[dict[str, Any]]:
    found, allowed = [], actions_of(person, today()) if person else frozenset[Action]()
    for heading, rows in SECTIONS:
        open_rows = [row for row in rows if row[1] in PUBLIC or may_enter(row[1], allowed)]
        items = [item for row in open_rows if (item := entry(row, code, day, current))]
        if items:
            found.append({"heading": heading, "items": items})
    return found


def may_enter(view: str, allowed: frozenset[Action]) -> bool:
    needed = NEEDS.get(view)
    return needed is not None and bool(allowed & (needed if isinstance(needed, frozenset) else {needed}))


def entry(row: tuple[Any, str, bool], code: str | None, day: str, current: str) -> dict[str, Any] | None:
    name, view, placed = row
    if placed and not (code and day):
        return None
    try:
        url = reverse(view, args=[code, day] if placed else [])
    except NoReverseMatch:
        return None
    return {"name": name, "url": url, "current": view == current or (current, view) in WITHIN}


WITHIN = {
    ("produce:recall", "produce:recalls"),
    ("produce:recall_end", "produce:recalls"),
    ("produce:lot_recall", "produce:lots"),
    ("produce:lot_events", "produce:lots"),
    ("produce:lot_event_add", "produce:lots"),
    ("produce:lot_event_wrong", "produce:lots"),
    *(
        ("produce:" + name, "produce:producers")
        for name in [
            "producer",
            "producer_add",
            "producer_change",
            "producer_end",
            "member_add",
            "member_end",
            "keeper_add",
            "keeper_end",
            "product_add",
            "product_change",
            "audit_start",
            "hand_in",
        ]
    ),
    *(
        ("produce:" + name, "produce:areas")
        for name in ["area", "area_add", "area_change", "area_end", "plot_add", "plot_change"]
    ),
    *(("produce:" + name, "produce:certificates") for name in ["certificate", "certificate_record", "certificate_act"]),
    *(
        ("produce:" + name, "produce:audits")
        for name in [
            "audit",
            "audit_close",
            "audit_photo",
            "observation_add",
            "observation_answer",
            "observation_close",
        ]
    ),
    ("office:document_template", "office:document_templates"),
    ("office:document_template_drop", "office:document_templates"),
    ("recognition:report", "recognition:reports"),
    ("recognition:report_begin", "recognition:reports"),
    ("recognition:report_issue", "recognition:reports"),
    ("office:unit_set", "office:unit_sets"),
    ("office:unit_set_found", "office:unit_sets"),
    ("office:unit_set_let_go", "office:unit_sets"),
    ("reports:commune", "reports:overview"),
    ("reports:set", "reports:sets"),
    ("reports:indicator", "reports:overview"),
    ("reports:why", "reports:overview"),
    ("recognition:target", "steering:targets"),
    ("steering:target_new", "steering:targets"),
    ("steering:target_change", "steering:targets"),
    ("steering:target_close", "steering:targets"),
    ("recognition:registration_new", "recognition:registrations"),
    ("recognition:registration_withdraw", "recognition:registrations"),
    ("steering:directive", "steering:directives"),
    ("steering:directive_register", "steering:directives"),
    ("steering:directive_change", "steering:directives"),
    ("steering:directive_relate", "steering:directives"),
    ("steering:directive_attach", "steering:directives"),
    ("steering:directive_detach", "steering:directives"),
    ("steering:relation_remove", "steering:directives"),
    ("assessment:criterion", "assessment:entry"),
    ("assessment:import_detail", "assessment:import"),
    ("assessment:disagreements", "reports:conflicts"),
    ("recognition:reviews", "recognition:dossiers"),
    ("recognition:ballot", "recognition:sittings"),
    ("recognition:council", "recognition:sittings"),
    ("recognition:council_add", "recognition:sittings"),
    ("recognition:councils", "recognition:sittings"),
    ("recognition:discussion", "recognition:sittings"),
    ("recognition:member_add", "recognition:sittings"),
    ("recognition:member_end", "recognition:sittings"),
    ("recognition:paper", "recognition:sittings"),
    ("recognition:sitting", "recognition:sittings"),
    ("recognition:sitting_call", "recognition:sittings"),
    ("recognition:sitting_close", "recognition:sittings"),
    ("recognition:sitting_open", "recognition:sittings"),
    ("recognition:decision", "recognition:decisions"),
    ("recognition:decision_announce", "recognition:decisions"),
    ("recognition:decision_record", "recognition:decisions"),
    ("recognition:decision_sign", "recognition:decisions"),
    ("steering:task", "steering:tasks"),
    ("steering:task_new", "steering:tasks"),
    ("steering:task_act", "steering:tasks"),
    ("assessment:gap_task", "reports:gaps"),
    ("recognition:dossier", "recognition:dossiers"),
    ("recognition:dossier_open", "recognition:dossiers"),
    ("recognition:dossier_step", "recognition:dossiers"),
    ("recognition:dossier_bind", "recognition:dossiers"),
    ("recognition:dossier_part", "recognition:dossiers"),
    ("recognition:dossier_point", "recognition:dossiers"),
    ("recognition:consultation_open", "recognition:dossiers"),
    ("recognition:consultation", "recognition:dossiers"),
    ("recognition:opinions", "recognition:dossiers"),
    ("recognition:opinion_add", "recognition:dossiers"),
    ("recognition:opinion_answer", "recognition:dossiers"),
    ("recognition:meeting", "recognition:dossiers"),
    ("recognition:satisfaction", "recognition:dossiers"),
    ("recognition:condition", "recognition:dossiers"),
    ("steering:task", "steering:tasks"),
    ("steering:task_new", "steering:tasks"),
    ("steering:task_act", "steering:tasks"),
    ("assessment:gap_task", "reports:gaps"),
    ("recognition:part_make", "recognition:dossiers"),
    ("recognition:dossier_export", "recognition:dossiers"),
    ("recognition:title_confirm", "recognition:titles"),
    ("recognition:title_review", "recognition:titles"),
    ("recognition:title_keep", "recognition:titles"),
    ("recognition:title_revoke", "recognition:titles"),
    ("produce:diary_book", "produce:diary"),
    ("produce:plot_diary", "produce:diary"),
    ("produce:entry_new", "produce:diary"),
    ("produce:entry_correct", "produce:diary"),
    ("produce:entry_withdraw", "produce:diary"),
    ("produce:entry_photo", "produce:diary"),
    ("produce:lot", "produce:lots"),
    ("produce:lot_open", "produce:lots"),
    ("produce:lot_fill", "produce:lots"),
    ("produce:lot_empty", "produce:lots"),
    ("produce:lot_pack", "produce:lots"),
    ("produce:lot_release", "produce:lots"),
    ("produce:lot_close", "produce:lots"),
    ("produce:lot_override", "produce:lots"),
    ("produce:lot_activate", "produce:lots"),
    ("produce:stock", "produce:stocks"),
    ("produce:stock_allot", "produce:stocks"),
    ("produce:stock_end", "produce:stocks"),
    ("produce:stock_reprint", "produce:stocks"),
    ("codes:mint", "codes:runs"),
    ("codes:run", "codes:runs"),
    ("codes:ledger", "codes:runs"),
    ("codes:move", "codes:runs"),
    ("codes:print", "codes:runs"),
    ("codes:export", "codes:runs"),
    ("codes:order", "codes:runs"),
    ("codes:order_act", "codes:runs"),
}
