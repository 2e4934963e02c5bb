"""The pages that go on working without network, what they take along, and the door at which their acts come in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from openntm.office.access import actions_of, signed_in, today
from openntm.office.files import FileRefused
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.portal.field import FIELD
from openntm.portal.field.words import words
from openntm.portal.sections import may_enter
from openntm.visits.models import Observation, VisitAnswer, VisitSignature
from openntm.visits.operations import read_operation
from openntm.visits.services import take_operation
from openntm.visits.services.refusals import AnsweredMeanwhile
from openntm.visits.taking import answer_along, taken_along


def entered(request: HttpRequest) -> Person:
    """For whoever makes visits of any kind; which of them is asked of each."""
    person = signed_in(request)
    if not may_enter("field", actions_of(person, today())):
        raise PermissionDenied
    return person


@require_safe
@ensure_csrf_cookie
def field(request: HttpRequest) -> HttpResponse:
    """The visits of the person; the list itself is drawn from what the device holds."""
    return page(request, "portal/field/list.html")


@require_safe
@ensure_csrf_cookie
def field_visit(request: HttpRequest) -> HttpResponse:
    """The frame of every visit: which one it is stands behind the # and never comes here."""
    return page(request, "portal/field/visit.html")


def page(request: HttpRequest, template: str) -> HttpResponse:
    context: dict[str, Any] = {"person": entered(request), "words": words(), "limit_mb": settings.FILE_LIMIT_MB}
    context |= {"answers": VisitAnswer.Value.choices, "severities": Observation.Severity.choices}
    context["roles"] = VisitSignature.Role.choices
    return render(request, template, context)


@require_safe
@ensure_csrf_cookie
def field_data(request: HttpRequest) -> JsonResponse:
    answer = JsonResponse(taken_along(entered(request), FIELD))
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def field_sync(request: HttpRequest) -> JsonResponse:
    """One act; the status says whether it was done (200), is asked about (409) or is refused for good (4xx)."""
    try:
        person = entered(request)
        act = read_operation(request.POST.get("operation", ""))
        taken = take_operation(by=person, desks=FIELD, act=act, upload=request.FILES.get("file"))
    except AnsweredMeanwhile as conflict:
        return told(409, "conflict", str(conflict), theirs=answer_along(conflict.kept))
    except (Refused, FileRefused) as refused:
        return told(422, "refused", str(refused))
    except ValueError:
        return told(400, "refused", _("What the device sent cannot be read."))
    except ObjectDoesNotExist:
        return told(404, "refused", _("You may not write on this visit, or it is no longer there."))
    except PermissionDenied:
        return told(403, "refused", _("You may no longer write on this visit."))
    except IntegrityError:  # the same act came twice at once: sent again it is found
        return told(503, "later", "")
    return told(200, "done", "", at=timezone.localtime(taken.received_at).strftime("%H:%M"))


def told(status: int, state: str, reason: str, **more: Any) -> JsonResponse:
    return JsonResponse({"state": state, "reason": reason, **more}, status=status)
