"""What everybody may read."""

from django.urls import path

from openntm.produce.views import opened, published

urlpatterns = [
    path("<str:code>/<str:day>/produce/", published.produce, name="produce"),
    path("open-data/events.jsonld", opened.events, name="open_events"),
]
