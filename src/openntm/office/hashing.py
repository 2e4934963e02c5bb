"""A file that is sent to be compared is hashed as it arrives: it reaches neither disk nor memory as a whole."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MB = 1_000_000


class FileTooLarge(Exception):
    """The file is larger than any that the product prints or keeps."""


class Hashed(UploadedFile):
    """The size and the hash of a file that nobody kept."""

    def __init__(self, sha256: str, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256


class HashOnly(FileUploadHandler):
    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.hash, self.received = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.FILE_LIMIT_MB * MB:
            self.is_too_large = True
            raise StopUpload(connection_reset=False)
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> Hashed:
        return Hashed(self.hash.hexdigest(), self.file_name or "", file_size)


def sent_hash(request: HttpRequest, field: str) -> str | None:
    """None when no file was chosen; the view must not have read the request before."""
    handler = HashOnly(request)
    request.upload_handlers = [handler]
    sent = request.FILES.get(field)
    if handler.is_too_large:
        raise FileTooLarge
    return sent.sha256 if isinstance(sent, Hashed) and sent.size else None
