"""The root addresses: each package's own addresses hang under them."""

from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from openntm.portal.api import api
from openntm.portal.codes import scanned
from openntm.portal.field import views as field
from openntm.portal.front.views import front, open_data
from openntm.portal.look_up import look_up
from openntm.portal.views import go

PACKAGES = [
    *("assessment", "codes", "heritage", "office", "participation", "places", "produce"),
    *("recognition", "services", "steering", "support", "visits", "works"),
    "reports",  # the last: /<code>/<day>/ would take what others call /<word>/<name>/
]


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", front, name="front"),
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
    path("Q/", look_up, name="look_up"),
    re_path(r"^Q/(?P<token>[^/]+)/?$", scanned, name="code"),
    path("q/<str:token>", scanned, name="code_small"),
    path("go/", go, name="go"),
    path("open-data/", open_data, name="open_data"),
    path("field/", field.field, name="field"),
    path("field/data/", field.field_data, name="field_data"),
    path("field/sync/", field.field_sync, name="field_sync"),
    path("field/visit/", field.field_visit, name="field_visit"),
    path("openrosa/", include("openntm.portal.openrosa.urls")),
    # Choosing a language changes nothing but a preference: no token, so a mere reader gets no cookie.
    path("language/", csrf_exempt(set_language), name="language"),
    *(path("", include(name)) for p in PACKAGES if find_spec(name := f"openntm.{p}.urls")),
]
