"""Reports on stamps and copy alerts."""

from django.urls import path

from openntm.produce.stamps import public, views

REPORTS, ALERTS = "<str:code>/<str:day>/stamp-reports/", "<str:code>/<str:day>/copy-alerts/"

urlpatterns = [
    path("Q/<str:token>/report", public.stamp_report, name="stamp_report"),
    path(REPORTS, views.stamp_reports, name="stamp_reports"),
    path(REPORTS + "<int:pk>/", views.stamp_report, name="stamp_report_detail"),
    path(REPORTS + "<int:pk>/take-up/", views.stamp_report_take_up, name="stamp_report_take_up"),
    path(REPORTS + "<int:pk>/picture", views.stamp_report_photo, name="stamp_report_photo"),
    path(ALERTS, views.copy_alerts, name="copy_alerts"),
    path(ALERTS + "<int:pk>/", views.copy_alert, name="copy_alert"),
]
