"""The addresses of the targets of a place on a day."""

from django.urls import path, re_path

from openntm.steering.views import setting, targets

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
HERE = "<str:code>/<str:day>/"

urlpatterns = [
    re_path(AT + r"targets/$", targets.targets, name="targets"),
    path(HERE + "new-target/", setting.target_new, name="target_new"),
    path(HERE + "new-target/try/", setting.target_try, name="target_try"),
    path(HERE + "targets/<slug:key>/change/", setting.target_change, name="target_change"),
    path(HERE + "targets/<slug:key>/close/", setting.target_close, name="target_close"),
]
