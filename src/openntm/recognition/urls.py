"""The addresses of recognition; each speaks for a place and a day."""

from django.urls import path, re_path

from openntm.recognition.views import (
    ballots,
    councils,
    decisions,
    reports,
    reviews,
    signing,
    sittings,
    targets,
    titles,
)

app_name = "recognition"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

urlpatterns = [
    re_path(AT + r"titles/$", titles.titles, name="titles"),
    re_path(AT + r"reports/$", reports.reports, name="reports"),
    re_path(AT + r"reports/begin/$", reports.report_begin, name="report_begin"),
    re_path(AT + r"reports/(?P<pk>\d{1,18})/$", reports.report, name="report"),
    re_path(AT + r"reports/(?P<pk>\d{1,18})/issue/$", reports.report_issue, name="report_issue"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/$", targets.target, name="target"),
]

# Reviews, councils and decisions
HERE = "<str:code>/<str:day>/"
COUNCIL, SITTING, DECISION = (f"{HERE}{name}/<int:pk>/" for name in ("councils", "sittings", "decisions"))
ITEM = f"{SITTING}items/<int:item>/"
urlpatterns += [
    path(HERE + "dossiers/<int:pk>/reviews/", reviews.reviews, name="reviews"),
    path(HERE + "councils/", councils.councils, name="councils"),
    path(HERE + "councils/add/", councils.council_add, name="council_add"),
    path(COUNCIL, councils.council, name="council"),
    path(COUNCIL + "members/add/", councils.member_add, name="member_add"),
    path(COUNCIL + "members/<int:member>/end/", councils.member_end, name="member_end"),
    path(COUNCIL + "call/", sittings.sitting_call, name="sitting_call"),
    path(HERE + "sittings/", sittings.sittings, name="sittings"),
    path(SITTING, sittings.sitting, name="sitting"),
    path(SITTING + "open/", sittings.sitting_open, name="sitting_open"),
    path(SITTING + "close/", sittings.sitting_close, name="sitting_close"),
    path(ITEM + "vote/", ballots.ballot, name="ballot"),
    path(ITEM + "paper/", ballots.paper, name="paper"),
    path(ITEM + "discussion/", sittings.discussion, name="discussion"),
    path(HERE + "decisions/", decisions.decisions, name="decisions"),
    path(HERE + "decisions/sign/", signing.decision_sign, name="decision_sign"),
    path(HERE + "decisions/record/", decisions.decision_record, name="decision_record"),
    path(DECISION, decisions.decision, name="decision"),
    path(DECISION + "announce/", decisions.decision_announce, name="decision_announce"),
]
