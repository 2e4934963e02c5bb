"""Writes: hand-written signatures under what a visit found."""

import io
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image

from openntm.office.files import content, keep
from openntm.office.files.accept import IMAGES, refused_type
from openntm.office.log import record
from openntm.office.models import Person, StoredFile
from openntm.places.vietnamese import clean
from openntm.visits.models import Visit, VisitSignature
from openntm.visits.queries import found_hash
from openntm.visits.services.refusals import SignatureBlank, SignerMissing
from openntm.visits.services.visits import open_visit, refuse_unanswered


@transaction.atomic
def sign_visit(
    *,
    by: Person,
    pk: int,
    among: QuerySet[Visit],
    upload: UploadedFile,
    name: str,
    role: str,
    signed_at: datetime,
    covers: str = "",
) -> VisitSignature:
    """Nobody signs half a checklist; the same person signs what did not change once. `covers`: the hash of what the
    device showed; without it, of what is found now. Raises FileRefused for what is no picture."""
    visit = open_visit(among, pk)
    refuse_unanswered(visit)
    if not clean(name):
        raise SignerMissing
    file = keep(upload, by, place=visit.place)
    refuse_blank(file)
    of = {"visit": visit, "name": clean(name), "role": VisitSignature.Role(role), "covers": covers or found_hash(visit)}
    more = {"file": file, "signed_at": signed_at, "by": by}
    signature, is_new = VisitSignature.objects.get_or_create(**of, defaults=more)
    if is_new:
        record(by, "visit.sign", visit, after={"role": role, "file": file.sha256}, place=visit.place)
    return signature


def refuse_blank(file: StoredFile) -> None:
    """A picture of one colour shows no stroke."""
    if file.media_type not in IMAGES.values():
        raise refused_type()
    with Image.open(io.BytesIO(content(file)), formats=list(IMAGES)) as image:
        drawn = image.convert("RGBA")
    seen = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    low, high = seen.getextrema()
    if low == high:
        raise SignatureBlank
