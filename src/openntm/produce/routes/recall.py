"""Addresses of recalls."""

from django.urls import path

from openntm.produce.views import recalls

HERE = "<str:code>/<str:day>/produce/"

urlpatterns = [
    path(HERE + "recalls/", recalls.recalls, name="recalls"),
    path(HERE + "recalls/<int:pk>/", recalls.recall, name="recall"),
    path(HERE + "recalls/<int:pk>/end/", recalls.recall_end, name="recall_end"),
    path(HERE + "lots/<int:pk>/recall/", recalls.lot_recall, name="lot_recall"),
]
