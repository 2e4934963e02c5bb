"""The addresses of targets and directives of a place on a day."""

from django.urls import re_path

from openntm.steering.views import directives, registering, targets

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

urlpatterns = [re_path(AT + r"targets/$", targets.targets, name="targets")]

# The register of documents
REGISTER = AT + r"directives/"
ONE = REGISTER + r"(?P<pk>\d{1,12})/"
urlpatterns += [
    re_path(REGISTER + r"$", directives.directives, name="directives"),
    re_path(REGISTER + r"directives\.(?P<ending>[a-z]+)$", directives.directives_export, name="directives_export"),
    re_path(REGISTER + r"add/$", registering.directive_register, name="directive_register"),
    re_path(ONE + r"$", directives.directive, name="directive"),
    re_path(ONE + r"change/$", registering.directive_change, name="directive_change"),
    re_path(ONE + r"relate/$", registering.directive_relate, name="directive_relate"),
    re_path(ONE + r"relations/(?P<relation>\d{1,12})/$", registering.relation_remove, name="relation_remove"),
    re_path(ONE + r"attach/$", registering.directive_attach, name="directive_attach"),
    re_path(ONE + r"files/(?P<file>\d{1,12})/$", directives.directive_file, name="directive_file"),
    re_path(ONE + r"files/(?P<file>\d{1,12})/remove/$", registering.directive_detach, name="directive_detach"),
]
