"""What everybody may read."""

from django.urls import path

from openntm.produce.views import published

urlpatterns = [path("<str:code>/<str:day>/produce/", published.produce, name="produce")]
