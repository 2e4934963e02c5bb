"""Writes: pictures and documents of a site, and the poster that leads to its page."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.codes import services as codes
from openntm.codes.models import Code
from openntm.heritage.models import Site, SiteFile
from openntm.heritage.services.keeping import kept_site, log, write
from openntm.heritage.services.refusals import FileKnown
from openntm.office.files import keep
from openntm.office.models import Person

HERITAGE = "heritage"  # the kind of its code


@transaction.atomic
def add_file(*, by: Person, pk: int, file: UploadedFile, caption: str) -> SiteFile:
    """Kept at no place: a picture may hold the exact position, which readers of the commune's figures do not know."""
    site = kept_site(by, pk)
    kept = keep(file, by)
    one = SiteFile(site=site, file=kept)
    write(by, "site.file", one, site.place, {"caption": caption}, FileKnown)
    return one


@transaction.atomic
def hide_file(*, by: Person, pk: int, file: int) -> SiteFile:
    """`file` of the site `pk` leaves the public page."""
    site = kept_site(by, pk)
    one: SiteFile = site.files.get(pk=file)
    write(by, "site.hide_file", one, site.place, {"is_shown": False}, FileKnown)
    return one


def code_of(site: Site) -> Code | None:
    return codes.code_of(HERITAGE, str(site.pk))


@transaction.atomic
def make_poster(*, by: Person, pk: int) -> Code:
    """The same code each time, so that what hangs keeps leading to the site's page."""
    site = kept_site(by, pk)
    if known := code_of(site):
        return known
    code = codes.standing_code(kind=HERITAGE, key=str(site.pk))
    log(by, "site.poster", site, site.place)
    return code
