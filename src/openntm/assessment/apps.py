from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "openntm.assessment"
    default_auto_field = "django.db.models.BigAutoField"
