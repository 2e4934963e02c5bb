"""Sentences said in both languages at once, for results that are kept and shown later to somebody else."""

from functools import lru_cache

from django.utils.translation import gettext, override

Said = dict[str, str]


@lru_cache(maxsize=512)
def _spoken(msgid: str) -> tuple[str, str]:
    spoken = []
    for language in ("vi", "en"):
        with override(language):
            spoken.append(gettext(msgid))
    return spoken[0], spoken[1]


def said(msgid: str, **params: object) -> Said:
    vi, en = _spoken(msgid)
    return {"vi": vi % params, "en": en % params} if params else {"vi": vi, "en": en}


class FileRefused(Exception):
    """The whole file cannot be taken; `said` tells the officer why and what to do."""

    def __init__(self, msgid: str, **params: object) -> None:
        self.said = said(msgid, **params)
        super().__init__(self.said["en"])
