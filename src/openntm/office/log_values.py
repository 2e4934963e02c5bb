"""What a value of a field of the log is called; another field may use the same key for something else."""

from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

WORDS: dict[str, dict[str, Any]] = {
    "review_layer": {
        "verification": gettext_lazy("verification"),
        "appraisal": gettext_lazy("appraisal"),
    },
    "verdict": {
        "met": gettext_lazy("met"),
        "not_met": gettext_lazy("not met"),
    },
    "council_role": {
        "chair": gettext_lazy("chair"),
        "deputy": gettext_lazy("deputy chair"),
        "secretary": gettext_lazy("secretary"),
        "member": gettext_lazy("member"),
    },
    "state": {
        "called": gettext_lazy("called"),
        "open": gettext_lazy("open"),
        "closed": gettext_lazy("closed"),
        "registered": gettext_lazy("registered"),
        "withdrawn": gettext_lazy("withdrawn"),
        "draft": gettext_lazy("draft"),
        "issued": gettext_lazy("issued"),
        "minted": gettext_lazy("minted"),
        "allotted": gettext_lazy("allotted"),
        "printed": gettext_lazy("printed"),
        "active": gettext_lazy("in use"),
        "void": gettext_lazy("void"),
        "lost": gettext_lazy("lost"),
        "destroyed": gettext_lazy("destroyed"),
        "submitted": pgettext_lazy("support", "submitted"),
        "confirmed": pgettext_lazy("support", "confirmed by the commune"),
        "appraised": pgettext_lazy("support", "appraised"),
        "returned": pgettext_lazy("support", "returned to the applicant"),
        "refused": pgettext_lazy("support", "refused"),
        "approved": pgettext_lazy("support", "approved"),
        "delivered": pgettext_lazy("support", "delivered"),
        "accepted": pgettext_lazy("support", "accepted"),
        "paid": pgettext_lazy("support", "paid"),
        "audited": pgettext_lazy("support", "audited"),
        "cancelled": pgettext_lazy("support", "cancelled"),
        "standing": pgettext_lazy("board", "standing"),
        "ended": pgettext_lazy("board", "dissolved"),
        "proposed": gettext_lazy("waits for review"),
        "published": gettext_lazy("published"),
        "declined": gettext_lazy("declined"),
        "signed": gettext_lazy("signed"),
    },
    "tier": {
        "commune": gettext_lazy("commune"),
        "district": gettext_lazy("district"),
        "province": gettext_lazy("province"),
    },
    "origin": {
        "front": gettext_lazy("Fatherland Front committee"),
        "organisation": gettext_lazy("mass organisation"),
        "hamlet": gettext_lazy("hamlet meeting"),
        "resident": gettext_lazy("residents"),
        "agency": gettext_lazy("agency"),
    },
    "title": {
        "ntm": gettext_lazy("NTM"),
        "advanced": gettext_lazy("advanced NTM"),
        "model": gettext_lazy("model NTM"),
        "modern": gettext_lazy("modern NTM"),
        "model_hamlet": gettext_lazy("model hamlet"),
    },
    "review": {
        "open": gettext_lazy("open"),
        "submitted": pgettext_lazy("record", "handed to the Front"),
        "checked": pgettext_lazy("record", "checked by the Front"),
        "returned": pgettext_lazy("record", "given back by the Front"),
        "accepted": pgettext_lazy("record", "accepted by the Front"),
    },
    "opinion": {
        "agrees": gettext_lazy("agrees"),
        "remarks": gettext_lazy("agrees with remarks"),
        "disagrees": gettext_lazy("does not agree"),
    },
    "matter_id": {
        "contribution": gettext_lazy("contribution to a work"),
        "funds": gettext_lazy("funds of the hamlet"),
        "charter": gettext_lazy("rules of the hamlet"),
        "self_governance": gettext_lazy("plan and own matters of the hamlet"),
        "opinion": gettext_lazy("opinions before a decision"),
    },
}
