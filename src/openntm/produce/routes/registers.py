"""Producers, members, keepers, products, growing areas and plots."""

from django.urls import path

from openntm.produce.views import areas, handing_in, posters, producers

HERE = "<str:code>/<str:day>/produce/"
PRODUCERS, AREAS = HERE + "producers/", HERE + "areas/"
ONE, AREA = PRODUCERS + "<int:pk>/", AREAS + "<int:pk>/"

urlpatterns = [
    path(PRODUCERS, producers.producers, name="producers"),
    path(PRODUCERS + "add/", producers.producer_add, name="producer_add"),
    path(ONE, producers.producer, name="producer"),
    path(ONE + "change/", producers.producer_change, name="producer_change"),
    path(ONE + "end/", producers.producer_end, name="producer_end"),
    path(ONE + "members/add/", producers.member_add, name="member_add"),
    path(ONE + "members/<int:member>/change/", producers.member_change, name="member_change"),
    path(ONE + "members/<int:member>/end/", producers.member_end, name="member_end"),
    path(ONE + "keepers/add/", producers.keeper_add, name="keeper_add"),
    path(ONE + "keepers/<int:keeper>/end/", producers.keeper_end, name="keeper_end"),
    path(ONE + "products/add/", producers.product_add, name="product_add"),
    path(ONE + "products/<int:product>/change/", producers.product_change, name="product_change"),
    path(ONE + "products/<int:product>/poster/", posters.product_poster, name="product_poster"),
    path(HERE + "hand-in/<slug:kind>/", handing_in.hand_in, name="hand_in"),
    path(AREAS, areas.areas, name="areas"),
    path(AREAS + "add/", areas.area_add, name="area_add"),
    path(AREA, areas.area, name="area"),
    path(AREA + "change/", areas.area_change, name="area_change"),
    path(AREA + "end/", areas.area_end, name="area_end"),
    path(AREA + "plots/add/", areas.plot_add, name="plot_add"),
    path(AREA + "plots/<int:plot>/change/", areas.plot_change, name="plot_change"),
]
