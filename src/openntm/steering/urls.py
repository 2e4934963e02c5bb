"""The addresses of the targets of a place on a day."""

from django.urls import re_path

from openntm.steering.views import setting, targets

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

urlpatterns = [
    re_path(AT + r"targets/$", targets.targets, name="targets"),
    re_path(AT + r"new-target/$", setting.target_new, name="target_new"),
    re_path(AT + r"new-target/try/$", setting.target_try, name="target_try"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/change/$", setting.target_change, name="target_change"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/close/$", setting.target_close, name="target_close"),
]
