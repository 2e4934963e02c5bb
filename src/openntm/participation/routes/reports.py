"""Reports of residents: what strangers send, what everybody reads, the desk of those who handle them."""

from django.urls import path

from openntm.participation.views import report_desk, report_pages, report_public

PUBLIC, DESK = "<str:code>/<str:day>/voices/", "<str:code>/<str:day>/residents-reports/"

urlpatterns = [
    path("report/", report_public.report_new, name="report_new"),
    path("r/<str:token>", report_public.report_status, name="report_status"),
    path(PUBLIC, report_pages.voices, name="voices"),
    path(PUBLIC + "<int:pk>/", report_pages.voice, name="voice"),
    path(PUBLIC + "<int:pk>/picture", report_pages.voice_photo, name="voice_photo"),
    path(DESK, report_desk.reports, name="reports"),
    path(DESK + "new/", report_desk.report_enter, name="report_enter"),
    path(DESK + "<int:pk>/", report_desk.report, name="report"),
    path(DESK + "<int:pk>/picture", report_desk.report_photo, name="report_photo"),
    path(DESK + "<int:pk>/picture/<int:event>", report_desk.report_photo, name="report_photo"),
    path(DESK + "<int:pk>/requests/<int:request_pk>/", report_desk.report_decide, name="report_decide"),
    path(DESK + "<int:pk>/additions/<int:event>/", report_desk.report_addition, name="report_addition"),
    path(DESK + "<int:pk>/<str:act>/", report_desk.report_act, name="report_act"),
]
