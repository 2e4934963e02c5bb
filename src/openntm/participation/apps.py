from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "openntm.participation"
    default_auto_field = "django.db.models.BigAutoField"
