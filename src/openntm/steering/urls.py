"""The address of the targets of a place on a day."""

from django.urls import path, re_path

from openntm.steering.views import calendar, overdue, targets, task_acts, tasks

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"

urlpatterns = [re_path(AT + r"targets/$", targets.targets, name="targets")]

HERE = "<str:code>/<str:day>/"
TASK = HERE + "tasks/<int:pk>/"
urlpatterns += [
    path(HERE + "tasks/", tasks.tasks, name="tasks"),
    path(HERE + "tasks/new/", tasks.task_new, name="task_new"),
    path(TASK, tasks.task, name="task"),
    path(TASK + "steps/<int:step>/", task_acts.step_done, name="step_done"),
    path(TASK + "<slug:act>/", task_acts.task_act, name="task_act"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path(HERE + "overdue/", overdue.overdue, name="overdue"),
]
