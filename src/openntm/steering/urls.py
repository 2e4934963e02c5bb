"""The addresses of steering: targets and tasks of a place on a day, the calendar of a person's tasks."""

from django.urls import path, re_path

from openntm.steering.views import calendar, overdue, setting, targets, task_acts, tasks

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
HERE = "<str:code>/<str:day>/"
TASK = HERE + "tasks/<int:pk>/"

urlpatterns = [
    re_path(AT + r"targets/$", targets.targets, name="targets"),
    re_path(AT + r"new-target/$", setting.target_new, name="target_new"),
    re_path(AT + r"new-target/try/$", setting.target_try, name="target_try"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/change/$", setting.target_change, name="target_change"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/close/$", setting.target_close, name="target_close"),
    path(HERE + "tasks/", tasks.tasks, name="tasks"),
    path(HERE + "tasks/new/", tasks.task_new, name="task_new"),
    path(TASK, tasks.task, name="task"),
    path(TASK + "steps/<int:step>/", task_acts.step_done, name="step_done"),
    path(TASK + "<slug:act>/", task_acts.task_act, name="task_act"),
    path(HERE + "overdue/", overdue.overdue, name="overdue"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
]
