"""The picture of a product as shoppers see it: without metadata, and small, as it is looked at on a telephone."""

import io
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image

from openntm.office.files import public_copy
from openntm.office.files.serve import COPY_TYPES
from openntm.office.models import StoredFile
from openntm.produce.models import Product

LARGEST = (800, 800)
SIGNS = 16  # of the hash, in the address: another picture has another address, so each may be kept for long
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def picture_of(product: Product) -> str:
    """Its address; empty where there is none."""
    file = product.picture
    if not file or not file.copy_sha256:
        return ""
    return reverse("produce:public_picture", args=[product.pk, file.copy_sha256[:SIGNS]])


@require_safe
def public_picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    file = get_object_or_404(Product.objects.select_related("picture"), pk=pk).picture
    if not file or not file.copy_sha256 or file.copy_sha256[:SIGNS] != sha256:
        raise Http404
    small = smaller(file.pk)
    return HttpResponse(small, content_type=COPY_TYPES[small[:4]], headers=HEADERS)


@lru_cache(64)
def smaller(pk: int) -> bytes:
    """A row of a file is never changed."""
    copy = public_copy(StoredFile.objects.get(pk=pk)) or b""
    with Image.open(io.BytesIO(copy)) as image:
        kind, out = image.format, io.BytesIO()
        image.thumbnail(LARGEST)
        image.save(out, kind, quality=80)
    return out.getvalue()
