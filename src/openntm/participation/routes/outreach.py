"""Addresses of outreach."""

from django.urls import path

from openntm.participation.views import outreach

HERE = "<str:code>/<str:day>/outreach/"
ONE = HERE + "<int:pk>/"

urlpatterns = [
    path(HERE, outreach.outreach, name="outreach"),
    path(HERE + "add/<slug:kind>/", outreach.outreach_add, name="outreach_add"),
    path(HERE + "campaigns/begin/", outreach.campaign_begin, name="campaign_begin"),
    path(HERE + "campaigns/<int:pk>/end/", outreach.campaign_end, name="campaign_end"),
    path(ONE, outreach.outreach_act, name="outreach_act"),
    path(ONE + "print/", outreach.meeting_print, name="meeting_print"),
    path(ONE + "void/", outreach.outreach_void, name="outreach_void"),
    path(ONE + "resolutions/add/", outreach.resolution_add, name="resolution_add"),
]
