"""Addresses of the chain of a lot."""

from django.urls import path

from openntm.produce.views import events

EVENTS = "<str:code>/<str:day>/produce/lots/<int:pk>/events/"

urlpatterns = [
    path(EVENTS, events.lot_events, name="lot_events"),
    path(EVENTS + "epcis.jsonld", events.lot_document, name="lot_document"),
    path(EVENTS + "<int:event>/wrong/", events.lot_event_wrong, name="lot_event_wrong"),
    path(EVENTS + "<slug:act>/", events.lot_event_add, name="lot_event_add"),
]
