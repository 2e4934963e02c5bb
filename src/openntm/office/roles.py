"""What each role may do. What is not in the table is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COMMUNE_OFFICER = "commune_officer", _("commune officer")
    FRONT = "front", _("Fatherland Front committee")
    DEPARTMENT = "department", _("department in charge of criteria")
    OFFICE = "office", _("coordination office")
    APPRAISER = "appraiser", _("appraiser")
    LEADER = "leader", _("leader")
    PRODUCER = "producer", _("producer")
    SUPERVISOR = "supervisor", _("community supervision board")
    DIGITAL_TEAM = "digital_team", _("community digital team")
    ADMINISTRATOR = "administrator", _("administrator")


class Action(models.TextChoices):
    READ_FIGURES = "read_figures", _("read figures that are not published")
    ENTER_FIGURES = "enter_figures", _("enter figures")
    CHECK_FIGURES = "check_figures", _("check figures")
    APPRAISE_FIGURES = "appraise_figures", _("appraise figures")
    DECIDE_CONFLICT = "decide_conflict", _("decide between sources that disagree")
    FREEZE_ASSESSMENT = "freeze_assessment", _("freeze an assessment")
    SET_TARGETS = "set_targets", _("set targets")
    REGISTER_DIRECTIVES = "register_directives", _("register directives")
    GIVE_TASKS = "give_tasks", _("give tasks and judge answers")
    DO_TASKS = "do_tasks", _("answer tasks")
    REGISTER_TITLES = "register_titles", _("register to reach a title")
    PREPARE_DOSSIERS = "prepare_dossiers", _("prepare dossiers")
    GIVE_OPINIONS = "give_opinions", _("record opinions and the satisfaction of residents")
    CONFIRM_CRITERIA = "confirm_criteria", _("confirm the criteria in charge")
    VERIFY_DOSSIERS = "verify_dossiers", _("verify dossiers")
    APPRAISE_DOSSIERS = "appraise_dossiers", _("appraise dossiers")
    RUN_COUNCILS = "run_councils", _("run appraisal councils")
    SIGN_DECISIONS = "sign_decisions", _("sign decisions on titles")
    REPLACE_TEMPLATES = "replace_templates", _("replace the templates of documents")
    RECORD_DECISIONS = "record_decisions", _("record decisions on titles")
    KEEP_DIARY = "keep_diary", _("keep the diary and the lots of a producer")
    KEEP_PRODUCE = "keep_produce", _("keep producers, growing areas and certificates")
    CHECK_PRODUCERS = "check_producers", _("make audit visits to producers")
    OVERRIDE_WAITING = "override_waiting", _("let a lot pass in spite of a waiting period")
    ISSUE_STAMPS = "issue_stamps", _("mint, allot, print and void stamps")
    RECALL_LOTS = "recall_lots", _("recall lots")
    HANDLE_STAMP_REPORTS = "handle_stamp_reports", _("answer reports about stamps")
    KEEP_SCHEMES = "keep_schemes", _("keep support schemes and calls")
    APPLY_SUPPORT = "apply_support", _("apply for support")
    CONFIRM_SUPPORT = "confirm_support", _("confirm applications for support in the commune")
    APPRAISE_SUPPORT = "appraise_support", _("appraise applications for support")
    APPROVE_SUPPORT = "approve_support", _("approve lists of support")
    ACCEPT_SUPPORT = "accept_support", _("record delivery and acceptance of support")
    PAY_SUPPORT = "pay_support", _("pay support and book it")
    AUDIT_SUPPORT = "audit_support", _("audit support")
    KEEP_WORKS = "keep_works", _("keep the register of works")
    SET_UP_BOARDS = "set_up_boards", _("set up supervision boards and confirm their remarks")
    SUPERVISE_WORKS = "supervise_works", _("watch works on a supervision board")
    ANSWER_DEMANDS = "answer_demands", _("answer the demands of supervision boards")
    KEEP_CONTRIBUTIONS = "keep_contributions", _("keep contributions")
    KEEP_OUTREACH = "keep_outreach", _("keep campaigns, meetings and broadcasts")
    HANDLE_REPORTS = "handle_reports", _("moderate and answer reports of residents")
    RUN_SURVEYS = "run_surveys", _("run satisfaction surveys")
    KEEP_PROCEDURES = "keep_procedures", _("keep administrative procedures and their guides")
    RECORD_SESSIONS = "record_sessions", _("record helper sessions of the community digital team")
    KEEP_HERITAGE = "keep_heritage", _("keep heritage sites")
    CHECK_HERITAGE = "check_heritage", _("make condition rounds of heritage sites")
    KEEP_UNIT_SETS = "keep_unit_sets", _("keep sets of units")
    CHANGE_PLACES = "change_places", _("change places and boundaries")
    EXPORT = "export", _("export")
    PUBLISH_FILES = "publish_files", _("publish files")
    READ_LOG = "read_log", _("read the log")
    MANAGE_PEOPLE = "manage_people", _("manage people and posts")


A, R = Action, Role

# Of works, the people, procedures and heritage: kept by the commune, and by the office above it.
REGISTERS = frozenset(
    {
        A.KEEP_WORKS,
        A.ANSWER_DEMANDS,
        A.KEEP_CONTRIBUTIONS,
        A.KEEP_OUTREACH,
        A.HANDLE_REPORTS,
        A.KEEP_PROCEDURES,
        A.RECORD_SESSIONS,
        A.KEEP_HERITAGE,
        A.CHECK_HERITAGE,
    }
)

MAY: dict[Role, frozenset[Action]] = {
    R.COMMUNE_OFFICER: frozenset(
        {
            A.READ_FIGURES,
            A.ENTER_FIGURES,
            A.FREEZE_ASSESSMENT,
            A.EXPORT,
            A.DO_TASKS,
            A.REGISTER_TITLES,
            A.PREPARE_DOSSIERS,
            A.KEEP_DIARY,
            A.KEEP_PRODUCE,
            A.HANDLE_STAMP_REPORTS,
            A.APPLY_SUPPORT,
            A.CONFIRM_SUPPORT,
            A.ACCEPT_SUPPORT,
            *REGISTERS,
        }
    ),
    # Runs the survey and not the commune: who is judged by it does not take it (Guidance 90/HD-MTTW-BTT).
    R.FRONT: frozenset(
        {
            A.READ_FIGURES,
            A.GIVE_OPINIONS,
            A.SET_UP_BOARDS,
            A.SUPERVISE_WORKS,
            A.KEEP_CONTRIBUTIONS,
            A.KEEP_OUTREACH,
            A.RUN_SURVEYS,
        }
    ),
    R.DEPARTMENT: frozenset(
        {A.READ_FIGURES, A.DO_TASKS, A.CONFIRM_CRITERIA, A.EXPORT, A.CHECK_PRODUCERS, A.CHECK_HERITAGE}
    ),
    R.OFFICE: frozenset(
        {
            A.READ_FIGURES,
            A.ENTER_FIGURES,
            A.CHECK_FIGURES,
            A.DECIDE_CONFLICT,
            A.FREEZE_ASSESSMENT,
            A.SET_TARGETS,
            A.REGISTER_DIRECTIVES,
            A.GIVE_TASKS,
            A.DO_TASKS,
            A.REGISTER_TITLES,
            A.VERIFY_DOSSIERS,
            A.RUN_COUNCILS,
            A.RECORD_DECISIONS,
            A.REPLACE_TEMPLATES,
            A.KEEP_UNIT_SETS,
            A.KEEP_PRODUCE,
            A.CHECK_PRODUCERS,
            A.OVERRIDE_WAITING,
            A.ISSUE_STAMPS,
            A.RECALL_LOTS,
            A.HANDLE_STAMP_REPORTS,
            A.KEEP_SCHEMES,
            A.APPRAISE_SUPPORT,
            A.ACCEPT_SUPPORT,
            A.PAY_SUPPORT,
            *REGISTERS,
            A.EXPORT,
            A.PUBLISH_FILES,
            A.READ_LOG,
        }
    ),
    R.APPRAISER: frozenset(
        {
            A.READ_FIGURES,
            A.APPRAISE_FIGURES,
            A.FREEZE_ASSESSMENT,
            A.CONFIRM_CRITERIA,
            A.APPRAISE_DOSSIERS,
            A.RUN_COUNCILS,
            A.AUDIT_SUPPORT,
            A.EXPORT,
        }
    ),
    R.LEADER: frozenset({A.READ_FIGURES, A.EXPORT, A.GIVE_TASKS, A.DO_TASKS, A.SIGN_DECISIONS, A.APPROVE_SUPPORT}),
    # Sees no figures: what a producer may see hangs on the producers whose keeper they are (produce.access).
    R.PRODUCER: frozenset({A.KEEP_DIARY, A.APPLY_SUPPORT}),
    # Sees the works whose board they sit on (works.access), and no figures.
    R.SUPERVISOR: frozenset({A.SUPERVISE_WORKS}),
    R.DIGITAL_TEAM: frozenset({A.RECORD_SESSIONS}),
    R.ADMINISTRATOR: frozenset(
        {A.READ_FIGURES, A.READ_LOG, A.MANAGE_PEOPLE, A.CHANGE_PLACES, A.REPLACE_TEMPLATES, A.KEEP_UNIT_SETS}
    ),
}


def roles_that_may(action: Action) -> frozenset[Role]:
    return frozenset(role for role, actions in MAY.items() if action in actions)
