"""The addresses of titles, dossiers, targets, registrations and reports of a place on a day."""

from django.urls import path, re_path

from openntm.recognition.views import dossier_acts, dossiers, opinions, reports, targets, titles

app_name = "recognition"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
DOSSIERS = "<str:code>/<str:day>/dossiers/"
DOSSIER = DOSSIERS + "<int:pk>/"

urlpatterns = [
    re_path(AT + r"titles/$", titles.titles, name="titles"),
    re_path(AT + r"reports/$", reports.reports, name="reports"),
    re_path(AT + r"reports/begin/$", reports.report_begin, name="report_begin"),
    re_path(AT + r"reports/(?P<pk>\d{1,18})/$", reports.report, name="report"),
    re_path(AT + r"reports/(?P<pk>\d{1,18})/issue/$", reports.report_issue, name="report_issue"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/$", targets.target, name="target"),
]

urlpatterns += [
    path(DOSSIERS, dossiers.dossiers, name="dossiers"),
    path(DOSSIERS + "open/", dossiers.dossier_open, name="dossier_open"),
    path(DOSSIER, dossiers.dossier, name="dossier"),
    path(DOSSIER + "steps/<slug:transition>/", dossier_acts.step, name="dossier_step"),
    path(DOSSIER + "assessment/", dossier_acts.bind, name="dossier_bind"),
    path(DOSSIER + "parts/<slug:part>/", dossier_acts.part, name="dossier_part"),
    path(DOSSIER + "points/<int:point>/", dossier_acts.point, name="dossier_point"),
    path(DOSSIER + "consultation/", opinions.consultation_open, name="consultation_open"),
    path(DOSSIER + "consultation/<int:period>/", opinions.consultation, name="consultation"),
    path(DOSSIER + "opinions/", opinions.opinions, name="opinions"),
    path(DOSSIER + "opinions/add/", opinions.opinion_add, name="opinion_add"),
    path(DOSSIER + "opinions/<int:opinion>/", opinions.opinion_answer, name="opinion_answer"),
    path(DOSSIER + "meeting/", opinions.meeting, name="meeting"),
    path(DOSSIER + "satisfaction/", opinions.satisfaction, name="satisfaction"),
    path(DOSSIER + "conditions/<slug:condition>/", opinions.condition, name="condition"),
]
