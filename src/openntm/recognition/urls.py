"""The addresses of titles, their re-checks, targets and reports of a place on a day."""

from django.urls import path, re_path

from openntm.recognition.views import rechecks, reports, targets, title_acts, titles

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

# Acts on titles, and re-checks
RECORD = "<str:code>/<str:day>/titles/<int:pk>/"
urlpatterns += [
    path(RECORD + "confirm/", title_acts.title_confirm, name="title_confirm"),
    path(RECORD + "review/", title_acts.title_review, name="title_review"),
    path(RECORD + "keep/", title_acts.title_keep, name="title_keep"),
    path(RECORD + "revoke/", title_acts.title_revoke, name="title_revoke"),
    path("<str:code>/<str:day>/recheck/", rechecks.rechecks, name="recheck"),
]
