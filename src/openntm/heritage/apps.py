from django.apps import AppConfig


class HeritageConfig(AppConfig):
    name = "openntm.heritage"
    default_auto_field = "django.db.models.BigAutoField"
