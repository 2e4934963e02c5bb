"""Files by content: `keep` and `keep_for_stranger` take one in, `content` and `public_copy` give it back."""

from openntm.office.files.store import FileRefused, content, keep, keep_for_stranger, public_copy

__all__ = ["FileRefused", "content", "keep", "keep_for_stranger", "public_copy"]
