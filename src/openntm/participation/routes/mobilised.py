"""Address of the page of mobilised resources."""

from django.urls import path

from openntm.participation.views.mobilised import mobilised

urlpatterns = [path("<str:code>/<str:day>/mobilised/", mobilised, name="mobilised")]
