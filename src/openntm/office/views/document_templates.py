"""Templates of documents: which holds at a place, downloaded, replaced, given up."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.documents import default_template
from openntm.office.files import content
from openntm.office.forms import ReasonForm, TemplateForm
from openntm.office.models import DocumentTemplate
from openntm.office.printed import FIELD_MEANINGS, InForce, in_force, own_template, templates_in_force
from openntm.office.roles import Action
from openntm.office.services import document_templates as services
from openntm.office.views.files import attachment
from openntm.places.models import PlaceVersion

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@requires(Action.REPLACE_TEMPLATES)
def document_templates(request: HttpRequest, code: str, day: str) -> HttpResponse:
    place, on = spot(request, code, day)
    context = {"place": place, "on": on, "rows": templates_in_force(place.place, today())}
    return render(request, "office/document_templates.html", context)


@requires(Action.REPLACE_TEMPLATES)
def document_template(request: HttpRequest, code: str, day: str, kind: str) -> HttpResponse:
    """What holds, what held before, and the form that puts another one in its place."""
    place, on, row = template_asked(request, code, day, kind)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.put_template(
                by=signed_in(request), kind=kind, place=place.place, upload=form.cleaned_data["file"], on=today()
            )
            messages.success(request, _("From now on documents of this kind are printed with your template."))
            return redirect("office:document_template", code, day, kind)
        except services.TemplateRefused as refused:
            form.add_error("file", str(refused))
    history = DocumentTemplate.objects.filter(kind=kind, place=place.place).select_related("file", "put_by")[:50]
    context: dict[str, Any] = {"place": place, "on": on, "row": row, "form": form, "history": history}
    status = 422 if form.is_bound else 200
    return render(
        request, "office/document_template.html", {**context, "fields": FIELD_MEANINGS.items()}, status=status
    )


@requires(Action.REPLACE_TEMPLATES)
def document_template_drop(request: HttpRequest, code: str, day: str, kind: str) -> HttpResponse:
    place, on, row = template_asked(request, code, day, kind)
    if own_template(kind, place.place) is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        services.drop_template(by=signed_in(request), kind=kind, place=place.place, on=today(), **form.cleaned_data)
        messages.success(request, _("Your template no longer holds."))
        return redirect("office:document_template", code, day, kind)
    return render(request, "office/document_template_drop.html", {"place": place, "on": on, "row": row, "form": form})


@require_safe
@requires(Action.REPLACE_TEMPLATES)
def document_template_file(request: HttpRequest, code: str, day: str, kind: str, which: str) -> HttpResponse:
    """`default`: the product's; `current`: what holds at the place."""
    _place, _on, row = template_asked(request, code, day, kind)
    if which == "default":
        return attachment(default_template(), DOCX, "openntm-mau-mac-dinh.docx")
    if which != "current" or row.template is None or row.template.file is None:
        raise Http404
    return attachment(content(row.template.file), DOCX, row.template.file.original_name)


def template_asked(request: HttpRequest, code: str, day: str, kind: str) -> tuple[PlaceVersion, date, InForce]:
    place, on = spot(request, code, day)
    if kind not in settings.DOCUMENT_KINDS:
        raise Http404
    return place, on, in_force(kind, place.place, today())
