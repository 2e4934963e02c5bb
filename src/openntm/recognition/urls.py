"""The addresses of titles and their re-checks, for a place on a day."""

from django.urls import re_path

from openntm.recognition.views import rechecks, title_acts, titles

app_name = "recognition"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

RECORD = AT + r"titles/(?P<pk>\d+)/"

urlpatterns = [
    re_path(AT + r"titles/$", titles.titles, name="titles"),
    re_path(RECORD + r"confirm/$", title_acts.title_confirm, name="title_confirm"),
    re_path(RECORD + r"review/$", title_acts.title_review, name="title_review"),
    re_path(RECORD + r"keep/$", title_acts.title_keep, name="title_keep"),
    re_path(RECORD + r"revoke/$", title_acts.title_revoke, name="title_revoke"),
    re_path(AT + r"recheck/$", rechecks.rechecks, name="recheck"),
]
