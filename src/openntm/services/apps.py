from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "openntm.services"
    default_auto_field = "django.db.models.BigAutoField"
