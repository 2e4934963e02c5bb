"""The addresses of steering: targets and tasks of a place on a day."""

from django.urls import re_path

from openntm.steering.views import overdue, setting, targets, task_acts, tasks

app_name = "steering"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
TASK = AT + r"tasks/(?P<pk>\d{1,18})/"

urlpatterns = [
    re_path(AT + r"targets/$", targets.targets, name="targets"),
    re_path(AT + r"new-target/$", setting.target_new, name="target_new"),
    re_path(AT + r"new-target/try/$", setting.target_try, name="target_try"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/change/$", setting.target_change, name="target_change"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/close/$", setting.target_close, name="target_close"),
    re_path(AT + r"tasks/$", tasks.tasks, name="tasks"),
    re_path(AT + r"tasks/new/$", tasks.task_new, name="task_new"),
    re_path(TASK + r"$", tasks.task, name="task"),
    re_path(TASK + r"steps/(?P<step>\d{1,18})/$", task_acts.step_done, name="step_done"),
    re_path(TASK + r"(?P<act>[a-z]+)/$", task_acts.task_act, name="task_act"),
    re_path(AT + r"overdue/$", overdue.overdue, name="overdue"),
]
