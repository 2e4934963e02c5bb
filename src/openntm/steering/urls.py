"""The addresses of steering: directives, tasks and targets of a place on a day."""

from django.urls import path, re_path

from openntm.steering.views import calendar, directives, overdue, registering, setting, targets, task_acts, tasks

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
HERE = "<str:code>/<str:day>/"
TASK = HERE + "tasks/<int:pk>/"
REGISTER = HERE + "directives/"
ONE = REGISTER + "<int:pk>/"

directed = [
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
given = [
    path(HERE + "tasks/", tasks.tasks, name="tasks"),
    path(HERE + "tasks/new/", tasks.task_new, name="task_new"),
    path(TASK, tasks.task, name="task"),
    path(TASK + "steps/<int:step>/", task_acts.step_done, name="step_done"),
    path(TASK + "<slug:act>/", task_acts.task_act, name="task_act"),
    path(HERE + "overdue/", overdue.overdue, name="overdue"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
]
aimed = [
    re_path(AT + r"targets/$", targets.targets, name="targets"),
    path(HERE + "new-target/", setting.target_new, name="target_new"),
    path(HERE + "new-target/try/", setting.target_try, name="target_try"),
    path(HERE + "targets/<slug:key>/change/", setting.target_change, name="target_change"),
    path(HERE + "targets/<slug:key>/close/", setting.target_close, name="target_close"),
]
urlpatterns = [*directed, *given, *aimed]
