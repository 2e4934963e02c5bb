"""The public page of a work, its public papers, and the open data of all works: no account, no cookie, no script."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from openntm.codes.scanning.asking import language_of
from openntm.office.access import today
from openntm.office.files import content, public_copy
from openntm.office.files.serve import attachment, copy_attachment
from openntm.places.queries import nearest_version, superiors_of
from openntm.works.access import works_visible_to
from openntm.works.models import WorkDocument
from openntm.works.oc4ids import package
from openntm.works.queries.works import whole_of, with_parts


@require_safe
def public_work(request: HttpRequest, pk: int) -> HttpResponse:
    on = today()
    with override(language_of(request.GET.get("lang", ""), get_language() or "")):
        work = get_object_or_404(with_parts(works_visible_to(request.user)), pk=pk)
        unit = nearest_version(work.place, on)
        where = ", ".join(one.full_name for one in (unit, *reversed(superiors_of(unit, on))))
        context = {"work": work, "whole": whole_of(work, on), "on": on, "where": where, "heading": work.name}
        context["documents"] = [one for one in work.documents.all() if one.is_public]
        response = render(request, "works/public_work.html", context)
        response["Content-Language"] = get_language() or ""
    return response


@require_safe
def public_document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Of a picture the copy without metadata."""
    public = WorkDocument.objects.filter(is_public=True, work=pk).select_related("file")
    one = get_object_or_404(public, pk=document)
    if copy := public_copy(one.file):
        return copy_attachment(copy, f"document-{one.pk}")
    if one.file.is_image:
        raise Http404
    return attachment(content(one.file), one.file.media_type, one.file.original_name)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """All works as one OC4IDS package; none while there is no work, as a package cannot be empty."""
    told = package()
    if told is None:
        raise Http404
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response
