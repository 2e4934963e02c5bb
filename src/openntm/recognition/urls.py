"""The addresses of titles, targets and registrations of a place on a day."""

from django.urls import re_path

from openntm.recognition.views import reports, targets, titles

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
