"""Writes: a submission as one transaction, by the same services as the field pages."""

from collections.abc import Mapping

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.files import FileRefused
from openntm.office.files.accept import MB
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.portal.openrosa.reading import Picture, Submission
from openntm.visits.desk import Desks
from openntm.visits.models import FieldOperation, Visit
from openntm.visits.queries import checklist_of
from openntm.visits.services import take_operation
from openntm.visits.services.syncing import hashed
from openntm.visits.taking import name_of


class FormOutdated(Refused):
    sentence = gettext_lazy("The form is no longer the right one for what was visited. Please get the forms anew.")


class MediaMissing(Refused):
    sentence = gettext_lazy("The picture %(name)s did not come along.")


@transaction.atomic
def take_submission(
    *, by: Person, desks: Desks, submission: Submission, uploads: Mapping[str, UploadedFile], is_whole: bool
) -> Visit:
    """Sent again it changes nothing. Not whole: more photos follow in a later request, and only then is it closed."""
    visit = take_operation(by=by, desks=desks, act=submission.start).visit
    if name_of(checklist_of(visit)) != submission.form:
        raise FormOutdated
    for act in submission.acts:
        take_operation(by=by, desks=desks, act=act)
    for picture in submission.pictures:
        take_picture(by, desks, picture, uploads.get(picture.file), is_needed=is_whole)
    if is_whole and submission.close:
        take_operation(by=by, desks=desks, act=submission.close)
    return visit


def take_picture(by: Person, desks: Desks, picture: Picture, upload: UploadedFile | None, *, is_needed: bool) -> None:
    if upload:
        if (upload.size or 0) > settings.FILE_LIMIT_MB * MB:
            raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": settings.FILE_LIMIT_MB})
        take_operation(by=by, desks=desks, act=picture.act(hashed(upload)), upload=upload)
    elif is_needed and not FieldOperation.objects.filter(uuid=picture.given["uuid"], person=by).exists():
        raise MediaMissing(name=picture.file)
