from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "openntm.reports"
    default_auto_field = "django.db.models.BigAutoField"
