"""The address of the targets of a place on a day."""

from django.urls import re_path

from openntm.steering.views import targets

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

urlpatterns = [re_path(AT + r"targets/$", targets.targets, name="targets")]
