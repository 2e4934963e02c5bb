"""Addresses of figures, spreadsheets, conflicts and frozen assessments."""

from django.urls import path

from openntm.assessment.views import computing, entry, frozen, gap_tasks, imports, rulings

app_name = "assessment"
HERE = "<str:code>/<str:day>/figures/"
ONE = HERE + "<str:set_id>/<str:criterion>/"

urlpatterns = [
    path(HERE, entry.entry, name="entry"),
    path(HERE + "compute/", computing.compute, name="compute"),
    path(HERE + "import/", imports.arrivals, name="import"),
    path(HERE + "import/template/", imports.template, name="template"),
    path(HERE + "import/<int:pk>/", imports.arrival, name="import_detail"),
    path(HERE + "import/<int:pk>/errors/", imports.errors, name="import_errors"),
    path(HERE + "disagreements/", rulings.disagreements, name="disagreements"),
    path(HERE + "frozen/", frozen.assessments, name="assessments"),
    path(HERE + "frozen/<int:pk>/", frozen.snapshot, name="snapshot"),
    path("<str:code>/<str:day>/changes/", frozen.changes, name="changes"),
    path("<str:code>/<str:day>/gap-task/<str:set_id>/<str:indicator>/", gap_tasks.gap_task, name="gap_task"),
    path(ONE, entry.criterion, name="criterion"),
    path(ONE + "try/", entry.try_figure, name="try"),
    path(ONE + "evidence/", entry.evidence, name="evidence"),
]
