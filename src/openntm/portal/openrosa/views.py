"""The doors of OpenRosa 1.0: the list of forms, a form, a submission; `office.access.Closed` asks who comes."""

import functools
import hashlib
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openntm.office.files import FileRefused
from openntm.office.files.accept import MB
from openntm.office.refused import Refused
from openntm.portal.field import FIELD
from openntm.portal.field.views import entered
from openntm.portal.openrosa.forms import blank
from openntm.portal.openrosa.offers import offers
from openntm.portal.openrosa.reading import FormUnknown, Unreadable, parsed, read_submission
from openntm.portal.openrosa.taking import take_submission

LIST, RESPONSE = "http://openrosa.org/xforms/xformsList", "http://openrosa.org/http/response"
View = Callable[..., HttpResponse]


def openrosa(view: View) -> View:
    """Every answer has the headers of OpenRosa, and a refusal says why in a message that the program can show."""

    @functools.wraps(view)
    def answered(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            answer = view(request, **given)
        except (FormUnknown, ObjectDoesNotExist) as refused:
            known = str(refused) if isinstance(refused, FormUnknown) else ""
            answer = message(404, known or _("You may not write on this visit, or it is no longer there."))
        except PermissionDenied:
            answer = message(403, _("You may no longer write on this visit."))
        except Unreadable as refused:
            answer = message(400, str(refused))
        except (Refused, FileRefused) as refused:
            answer = message(422, str(refused))
        except ValueError as error:
            answer = message(400, str(Unreadable(why=where(error))))
        except IntegrityError:  # the same came twice at once: sent again it is found
            answer = message(503, _("The same is being received already. Please send it again."))
        answer["X-OpenRosa-Version"] = "1.0"
        answer["X-OpenRosa-Accept-Content-Length"] = str(settings.FILE_LIMIT_MB * MB)
        answer["Date"], answer["Cache-Control"] = http_date(), "no-store"
        return answer

    return answered


def where(error: ValueError) -> str:
    """The name of the value that is not of its kind, where it is known."""
    told: list[Any] = getattr(error, "errors", list)()
    return ".".join(str(part) for part in told[0]["loc"]) if told else _("a value is not of its kind")


@require_safe
@openrosa
def form_list(request: HttpRequest) -> HttpResponse:
    root, asked = ET.Element("xforms", xmlns=LIST), request.GET.get("formID")
    for key, offer in offers(entered(request), FIELD).items():
        if asked in (None, key):
            form, url = blank(offer), request.build_absolute_uri(reverse("openrosa:form", args=[key]))
            told = {"formID": key, "name": form.title, "version": form.version}
            told |= {"hash": f"md5:{hashlib.md5(form.xml, usedforsecurity=False).hexdigest()}", "downloadUrl": url}
            one = ET.SubElement(root, "xform")
            for tag, text in told.items():
                ET.SubElement(one, tag).text = text
    return xml(root)


@require_safe
@openrosa
def form(request: HttpRequest, key: str) -> HttpResponse:
    offer = offers(entered(request), FIELD).get(key)
    if offer is None:
        raise FormUnknown
    return HttpResponse(blank(offer).xml, content_type="text/xml; charset=utf-8")


# No token against foreign forms: no cookie opens this door, only the name and token in each request.
@csrf_exempt
@require_http_methods(["HEAD", "POST"])
@openrosa
def submission(request: HttpRequest) -> HttpResponse:
    person = entered(request)
    if request.method == "HEAD":
        return HttpResponse(status=204, headers={"Location": request.build_absolute_uri()})
    uploads = named(request)
    if (sent := uploads.pop("xml_submission_file", None)) is None:
        raise Unreadable(why="xml_submission_file")
    is_whole = request.POST.get("*isIncomplete*", "").lower() != "yes"
    found = read_submission(parsed(sent), person)
    take_submission(by=person, desks=FIELD, submission=found, uploads=uploads, is_whole=is_whole)
    return message(201, _("Received."), nature="submit_success")


def named(request: HttpRequest) -> dict[str, UploadedFile]:
    """The submission by its field, media by the name of their file."""
    found: dict[str, UploadedFile] = {}
    for field, files in request.FILES.lists():
        found |= {field if field == "xml_submission_file" else one.name or field: one for one in files}
    return found


def message(status: int, text: str, nature: str = "submit_failure") -> HttpResponse:
    root = ET.Element("OpenRosaResponse", xmlns=RESPONSE)
    ET.SubElement(root, "message", nature=nature).text = text
    return xml(root, status)


def xml(root: ET.Element, status: int = 200) -> HttpResponse:
    content = ET.tostring(root, "utf-8", xml_declaration=True)
    return HttpResponse(content, status=status, content_type="text/xml; charset=utf-8")
