"""The root addresses: each package's own addresses hang under them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from openntm.portal.api import api


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
]
