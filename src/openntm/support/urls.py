"""The addresses of support; each speaks for a place and a day."""

from django.urls import re_path

from openntm.support.views import acts, applications, awards, calls, schemes, statement

app_name = "support"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/support/"
PK = r"(?P<pk>\d{1,18})/"
SCHEME, CALL, ONE = AT + r"schemes/(?P<key>[-\w]{1,80})/", AT + r"calls/" + PK, AT + r"applications/" + PK

urlpatterns = [
    re_path(AT + r"schemes/$", schemes.schemes, name="schemes"),
    re_path(AT + r"add-scheme/$", schemes.scheme_add, name="scheme_add"),
    re_path(SCHEME + r"$", schemes.scheme, name="scheme"),
    re_path(SCHEME + r"terms/$", schemes.terms_set, name="terms_set"),
    re_path(SCHEME + r"correct/$", schemes.scheme_correct, name="scheme_correct"),
    re_path(SCHEME + r"call/$", schemes.call_open, name="call_open"),
    re_path(AT + r"calls/$", calls.calls, name="calls"),
    re_path(CALL + r"$", calls.call, name="call"),
    re_path(CALL + r"budget/$", calls.budget, name="budget"),
    re_path(CALL + r"last-day/$", calls.last_day, name="last_day"),
    re_path(CALL + r"registered/$", calls.registered, name="registered"),
    re_path(CALL + r"apply/$", calls.apply, name="apply"),
    re_path(CALL + r"approve/$", awards.approve, name="approve"),
    re_path(AT + r"applications/$", applications.applications, name="applications"),
    re_path(ONE + r"$", applications.application, name="application"),
    re_path(ONE + r"files/(?P<file>\d{1,18})/$", applications.evidence, name="evidence"),
    re_path(ONE + r"steps/(?P<transition>\w{1,20})/$", acts.step, name="step"),
    re_path(ONE + r"money/(?P<name>[-\w]{1,20})/$", acts.money, name="money"),
    re_path(ONE + r"entries/(?P<entry>\d{1,18})/reverse/$", acts.reverse, name="reverse"),
    re_path(ONE + r"stamps/$", acts.stamps, name="stamps"),
    re_path(AT + r"lists/$", awards.awards, name="awards"),
    re_path(AT + r"lists/" + PK + r"$", awards.award, name="award"),
    re_path(AT + r"lists/" + PK + r"print/$", awards.award_print, name="award_print"),
    re_path(AT + r"money/$", statement.money, name="statement"),
    re_path(AT + r"money/entries/$", statement.entries, name="entries"),
    re_path(AT + r"money/due/$", statement.due, name="due"),
    re_path(AT + r"money/due/print/$", statement.due_print, name="due_print"),
]
