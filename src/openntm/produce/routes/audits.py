"""Audit rounds of producers."""

from django.urls import path

from openntm.produce.views import audits

HERE = "<str:code>/<str:day>/produce/"
ONE = HERE + "audits/<int:pk>/"
OBSERVATION = ONE + "observations/<int:observation>/"

urlpatterns = [
    path(HERE + "audits/", audits.audits, name="audits"),
    path(HERE + "producers/<int:pk>/audits/<slug:kind>/", audits.audit_start, name="audit_start"),
    path(ONE, audits.audit, name="audit"),
    path(ONE + "close/", audits.audit_close, name="audit_close"),
    path(ONE + "drop/", audits.audit_drop, name="audit_drop"),
    path(ONE + "print/", audits.audit_print, name="audit_print"),
    path(ONE + "photo/", audits.audit_photo, name="audit_photo"),
    path(ONE + "files/<int:file>/", audits.audit_file, name="audit_file"),
    path(ONE + "observations/add/", audits.observation_add, name="observation_add"),
    path(OBSERVATION + "answer/", audits.observation_answer, name="observation_answer"),
    path(OBSERVATION + "close/", audits.observation_close, name="observation_close"),
]
