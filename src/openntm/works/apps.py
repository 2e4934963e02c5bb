from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "openntm.works"
    default_auto_field = "django.db.models.BigAutoField"
