"""Addresses of places."""

from django.urls import path

from openntm.places import views

app_name = "places"
urlpatterns = [
    path("places/search/", views.search, name="search"),
    path("<slug:code>/<slug:day>/history/", views.history, name="history"),
]
