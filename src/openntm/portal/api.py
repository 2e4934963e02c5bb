"""The read API `/api/v1/`: each package's routes hang here; `portal/public.py` names the public ones, as `api:…`."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from openntm import __version__
from openntm.assessment.api import router as assessment
from openntm.heritage.api import router as heritage
from openntm.participation.api import router as participation
from openntm.places.api import router as places
from openntm.produce.api import router as produce
from openntm.reports.api import router as reports
from openntm.services.api import router as services
from openntm.steering.api import router as steering
from openntm.works.api import router as works


class PlainRenderer(BaseRenderer):
    """JSON in which Vietnamese stays readable."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder).encode()


api = NinjaAPI(
    title="OpenNTM",
    version=__version__,
    description="Reads of the programme: units, criteria sets, figures, assessments, directives, the overview. "
    "Figures marked `illustrative` were made for the demonstration and are never real.",
    renderer=PlainRenderer(),
    urls_namespace="api",
    docs_url=None,
)
ROUTERS = [
    places,
    reports,
    assessment,
    steering,
    produce,
    heritage,
    services,
    works,
    participation,
]
for router in ROUTERS:
    api.add_router("", router)
