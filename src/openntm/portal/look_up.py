"""A code is looked up where it cannot be scanned by itself: typed from below the symbol, or read from a photo of it."""

import io
import re
from time import time as seconds
from typing import Any
from urllib.parse import urlsplit

import zxingcpp
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from PIL import Image

from openntm.codes.queries import plain_token
from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.crowd import networks_of
from openntm.codes.scanning.limits import Bucket
from openntm.codes.tokens import VALUE
from openntm.office.files import FileRefused
from openntm.office.files.accept import image_type, within_limit

SIGNS = range(16, 21)  # of a code: single ones have 16, those of a run 20
SIDE = 2400  # to which a photo is made smaller before it is read
PHOTOS = Bucket(20)  # a minute and network, as reading one costs more than a page
PATH = re.compile(r"/(?:[Qq]|01|414|417|id)/[^?#]+")


class LookUpForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code below the symbol"),
        help_text=gettext_lazy("Spaces and small letters do not matter; O is read as 0, I and L as 1."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    photo = forms.FileField(
        label=gettext_lazy("Or a photo of the symbol"),
        help_text=gettext_lazy("It is read and not kept."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


# No token against foreign forms: it changes nothing, and no cookie speaks for who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Leads to the page of the code; what is no code of ours stays on this page with a word."""
    given = request.POST or (request.GET if "code" in request.GET else None)
    with override(language_of(request.GET.get("lang", ""), get_language() or "")):
        form = LookUpForm(given, request.FILES or None)
        if not (form.is_bound and form.is_valid()):
            return shown(request, form)
        if form.cleaned_data["photo"] and (wait := PHOTOS.wait(networks_of(client_address(request))[0], seconds())):
            form.add_error("photo", _("Too many photos came from your network. Please try again in a minute."))
            return shown(request, form, status=429, headers={"Retry-After": str(int(wait) + 1)})
        path = path_asked(form)
        return redirect(path) if path else shown(request, form)


def shown(request: HttpRequest, form: LookUpForm, *, status: int = 0, headers: Any = None) -> HttpResponse:
    answer = render(request, "portal/look_up.html", {"form": form}, status=status or (422 if form.errors else 200))
    for name, value in {"Content-Language": get_language() or "", **(headers or {})}.items():
        answer[name] = value
    return answer


def path_asked(form: LookUpForm) -> str:
    """Empty if there is none: the form then says why."""
    typed, photo = form.cleaned_data["code"], form.cleaned_data["photo"]
    try:
        if photo:
            return path_in(photo)
    except FileRefused as refused:
        form.add_error("photo", str(refused))
        return ""
    text = plain_token(typed)
    if len(text) in SIGNS and all(sign in VALUE for sign in text):
        return f"/Q/{text}"
    form.add_error("code", _("A code has 16 or 20 letters and digits, as they stand below the symbol."))
    return ""


def path_in(photo: UploadedFile) -> str:
    """The address that the symbol holds, on whichever host it was printed for, if it is one of ours."""
    content = within_limit(photo)
    image_type(content)
    with Image.open(io.BytesIO(content)) as opened:
        opened.draft("L", (SIDE, SIDE))
        image = opened.convert("L")
    image.thumbnail((SIDE, SIDE))
    texts = [one.text for one in zxingcpp.read_barcodes(image)]
    if not texts:
        raise FileRefused(_("No symbol was found in the photo: come closer, hold it straight, and mind the light."))
    for text in texts:
        parts = urlsplit(text)
        hosts = {urlsplit(one).netloc.lower() for one in (settings.ADDRESS, *settings.FORMER_ADDRESSES)}
        if parts.netloc.lower() in hosts and PATH.fullmatch(parts.path):
            return parts.path
    raise FileRefused(_("The symbol in the photo is not one of this system: %(text)s") % {"text": texts[0][:200]})
