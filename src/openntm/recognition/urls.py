"""The addresses of titles, targets and registrations of a place on a day."""

from django.urls import path, re_path

from openntm.recognition.views import registrations, targets, titles

app_name = "recognition"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
HERE = "<str:code>/<str:day>/"

urlpatterns = [
    re_path(AT + r"titles/$", titles.titles, name="titles"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/$", targets.target, name="target"),
    re_path(AT + r"registrations/$", registrations.registrations, name="registrations"),
    path(HERE + "registrations/new/", registrations.registration_new, name="registration_new"),
    path(HERE + "registrations/<int:pk>/withdraw/", registrations.registration_withdraw, name="registration_withdraw"),
]
