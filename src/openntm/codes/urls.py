"""The addresses of runs of codes of a place on a day; a run is named by the number that its codes bear."""

from django.urls import path

from openntm.codes.views import acts, runs

app_name = "codes"
HERE = "<str:code>/<str:day>/codes/"
RUN = HERE + "<int:number>/"
ORDER = RUN + "orders/<int:pk>/"

urlpatterns = [
    path(HERE, runs.runs, name="runs"),
    path(HERE + "mint/", runs.mint, name="mint"),
    path(RUN, runs.run, name="run"),
    path(RUN + "<int:nth>/", runs.code, name="code"),
    path(RUN + "ledger/", runs.ledger, name="ledger"),
    path(RUN + "move/", acts.move, name="move"),
    path(RUN + "print/", acts.order, name="print"),
    path(RUN + "export/", acts.export, name="export"),
    path(ORDER, acts.print_order, name="order"),
    path(ORDER + "sheets.pdf", acts.sheets, name="sheets"),
    path(ORDER + "<slug:act>/", acts.order_act, name="order_act"),
]
