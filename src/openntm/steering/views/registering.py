"""The pages on which an office keeps its register: enter, change, relate, attach, and take back what was wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.files import FileRefused
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.steering.access.directives import directives_kept_by, directives_visible_to, may_attach
from openntm.steering.forms.directives import AttachForm, DirectiveForm, RelationForm, WhyForm
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import ENDING, is_replaced
from openntm.steering.services import attaching, registering, relating
from openntm.steering.tasks import read_text

Words = str | Promise
WRONG: dict[type[Exception], tuple[str | None, Words]] = {
    registering.NumberTaken: (
        "number",
        gettext_lazy("The document of this number, day and issuer is in the register already."),
    ),
    registering.DayInTheFuture: ("issued", gettext_lazy("A document that is not issued yet cannot be registered.")),
    registering.DaysInDisorder: ("effective", gettext_lazy("The days contradict one another.")),
    relating.SameDirective: ("number", gettext_lazy("A document does nothing to itself.")),
    relating.OtherIsLater: ("number", gettext_lazy("That document was issued later than this one.")),
    relating.OtherOutOfReach: (
        "number",
        gettext_lazy(
            "That document is kept by another office. What is national is replaced, amended or repealed "
            "in the register of a province only."
        ),
    ),
    relating.RelationKnown: ("number", gettext_lazy("This relation stands already.")),
    relating.DayBeforeIssue: ("from_day", gettext_lazy("This document was not issued yet on that day.")),
    attaching.AlreadyAttached: ("file", gettext_lazy("This document has the same file already.")),
}


def done(form: Any, act: Callable[[], Any]) -> Any:
    """What the act gives; None when it was refused, with the reason at its field."""
    try:
        return act()
    except FileRefused as refused:
        form.add_error("file", str(refused))
    except tuple(WRONG) as refused:
        field, words = WRONG[type(refused)]
        form.add_error(field, words)
    return None


def source_of(given: dict[str, Any]) -> dict[str, Any]:
    """Where no other source is named, the document itself was read."""
    if given["source_title"]:
        return {"verified": False}
    return {"verified": True, "source_title": f"{given['number']}, {given['issuer_vi']}"}


def answer(request: HttpRequest, name: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, name, {"form": form, **context}, status=422 if form.errors else 200)


def to_directive(code: str, on: date, one: Directive) -> HttpResponse:
    return redirect("steering:directive", code, max(on, one.issued).isoformat(), one.pk)


@requires(Action.REGISTER_DIRECTIVES)
def directive_register(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    by = signed_in(request)
    form = DirectiveForm(
        request.POST or None,
        among=directives_visible_to(by),
        initial={"issued": min(on, today()), "direction": Directive.Direction.INCOMING},
    )
    if form.is_valid():
        given = form.fields_of_directive()
        given |= source_of(given)
        one = done(form, lambda: registering.register_directive(by=by, place=unit.place, **given))
        if one:
            messages.success(request, _("The document is in the register. Add its relations and files now."))
            return to_directive(code, on, one)
    return answer(request, "steering/directive_form.html", form, {"unit": unit, "on": on})


def kept(request: HttpRequest, pk: int) -> Directive:
    """404 for what the person may not see, 403 for what they may only read."""
    one = get_object_or_404(directives_visible_to(request.user).select_related("place"), pk=pk)
    if not directives_kept_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return one


@requires(Action.REGISTER_DIRECTIVES)
def directive_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one, by = kept(request, pk), signed_in(request)
    if is_replaced(one, today()):
        messages.error(request, _("A document that another one has replaced or repealed is not changed any more."))
        return to_directive(code, on, one)
    initial = {name: getattr(one, name) for name in registering.FIELDS}
    initial["source_title"] = "" if one.verified else one.source_title
    form = DirectiveForm(request.POST or None, among=directives_visible_to(by).exclude(pk=pk), initial=initial)
    if form.is_valid():
        given = form.fields_of_directive()
        given |= source_of(given)
        if done(form, lambda: registering.change_directive(by=by, pk=pk, **given)):
            messages.success(request, _("The changes are written; the log keeps what stood before."))
            return to_directive(code, on, one)
    return answer(request, "steering/directive_form.html", form, {"unit": unit, "on": on, "directive": one})


@requires(Action.REGISTER_DIRECTIVES)
def directive_relate(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """What ends another document is said once more before it is written."""
    unit, on = spot(request, code, day)
    one, by = kept(request, pk), signed_in(request)
    form = RelationForm(request.POST or None, among=directives_visible_to(by).exclude(pk=pk))
    context: dict[str, Any] = {"unit": unit, "on": on, "directive": one}
    if form.is_valid():
        given, other = form.cleaned_data, form.other
        if other and given["kind"] in ENDING and not given["confirmed"]:
            context |= {"other": other, "first": given["from_day"] or one.starts}
            context["word"] = DirectiveRelation.Kind(given["kind"]).label
            return answer(request, "steering/relation_confirm.html", form, context)
        wanted = {name: given[name] for name in ("kind", "from_day", "verified")}
        wanted |= {"other": other.pk if other else None, "other_number": given["number"]}
        if done(form, lambda: relating.relate_directives(by=by, pk=pk, **wanted)):
            messages.success(request, _("The relation is written."))
            return to_directive(code, on, one)
    return answer(request, "steering/relation_form.html", form, context)


@requires(Action.REGISTER_DIRECTIVES)
def relation_remove(request: HttpRequest, code: str, day: str, pk: int, relation: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one, by = kept(request, pk), signed_in(request)
    wrong = get_object_or_404(one.relations.select_related("other"), pk=relation)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        relating.remove_relation(by=by, pk=pk, relation=relation, **form.cleaned_data)
        messages.success(request, _("The relation is taken back; the log keeps it with the reason."))
        return to_directive(code, on, one)
    context = {"unit": unit, "on": on, "directive": one, "relation": wrong}
    return answer(request, "steering/take_back.html", form, context)


def attachable(request: HttpRequest, unit: PlaceVersion, pk: int) -> Directive:
    one = get_object_or_404(directives_visible_to(request.user).select_related("place"), pk=pk)
    if not may_attach(request.user, one, unit.place):
        raise PermissionDenied
    return one


@requires(Action.REGISTER_DIRECTIVES)
def directive_attach(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one, by = attachable(request, unit, pk), signed_in(request)
    form = AttachForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        attached = done(
            form,
            lambda: attaching.attach_file(by=by, pk=pk, place=unit.place, upload=given["file"], title=given["title"]),
        )
        if attached:
            read_text.enqueue(attached.pk)
            messages.success(request, _("The file is kept. Its text is being read for the search."))
            return to_directive(code, on, one)
    return answer(request, "steering/attach.html", form, {"unit": unit, "on": on, "directive": one})


@requires(Action.REGISTER_DIRECTIVES)
def directive_detach(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one, by = attachable(request, unit, pk), signed_in(request)
    wrong = get_object_or_404(one.attachments.select_related("file"), pk=file)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        attaching.detach_file(by=by, pk=pk, place=unit.place, attachment=file, **form.cleaned_data)
        messages.success(request, _("The file is taken off the document; the log keeps it with the reason."))
        return to_directive(code, on, one)
    context = {"unit": unit, "on": on, "directive": one, "attachment": wrong}
    return answer(request, "steering/take_back.html", form, context)
