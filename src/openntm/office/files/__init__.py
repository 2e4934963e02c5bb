"""Files by content: `keep` takes one in, `content` and `public_copy` give it back."""

from openntm.office.files.store import FileRefused, content, keep, public_copy

__all__ = ["FileRefused", "content", "keep", "public_copy"]
