"""The addresses of targets and directives of a place on a day."""

from django.urls import path, re_path

from openntm.steering.views import directives, registering, targets

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

urlpatterns = [re_path(AT + r"targets/$", targets.targets, name="targets")]

# The register of documents
REGISTER = "<str:code>/<str:day>/directives/"
ONE = REGISTER + "<int:pk>/"
urlpatterns += [
    path(REGISTER, directives.directives, name="directives"),
    path(REGISTER + "directives.<str:ending>", directives.directives_export, name="directives_export"),
    path(REGISTER + "add/", registering.directive_register, name="directive_register"),
    path(ONE, directives.directive, name="directive"),
    path(ONE + "change/", registering.directive_change, name="directive_change"),
    path(ONE + "relate/", registering.directive_relate, name="directive_relate"),
    path(ONE + "relations/<int:relation>/", registering.relation_remove, name="relation_remove"),
    path(ONE + "attach/", registering.directive_attach, name="directive_attach"),
    path(ONE + "files/<int:file>/", directives.directive_file, name="directive_file"),
    path(ONE + "files/<int:file>/remove/", registering.directive_detach, name="directive_detach"),
]
