from django.apps import AppConfig


class ProduceConfig(AppConfig):
    name = "openntm.produce"
    default_auto_field = "django.db.models.BigAutoField"
