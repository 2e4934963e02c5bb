"""The register of works and what hangs on a work."""

from django.urls import path, register_converter

from openntm.works.views import files, parts, register

register_converter(parts.PartName, "part_of_work")
ALL = "<str:code>/<str:day>/works/"
ONE = ALL + "<int:pk>/"

urlpatterns = [
    path(ALL, register.works, name="works"),
    path(ALL + "add/", register.work_add, name="work_add"),
    path(ALL + "hand-in/", files.work_hand_in, name="work_hand_in"),
    path(ALL + "red-flags/", register.red_flags, name="red_flags"),
    path(ONE, register.work, name="work"),
    path(ONE + "change/", register.work_change, name="work_change"),
    path(ONE + "step/<slug:after>/", register.work_step, name="work_step"),
    path(ONE + "sign/", register.work_sign, name="work_sign"),
    path(ONE + "documents/<int:document>/file", files.document, name="document"),
    path(ONE + "milestones/<int:milestone>/evidence", files.evidence, name="evidence"),
    path(ONE + "<part_of_work:part>/add/", parts.part_add, name="part_add"),
    path(ONE + "<part_of_work:part>/<int:row>/", parts.part_change, name="part_change"),
]
