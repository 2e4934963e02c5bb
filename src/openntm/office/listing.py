"""What every list shares: its page of fifty rows, the links that sort it, and the file that it is taken away as."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from openntm.office.exports import WRITERS
from openntm.office.tables import ROWS_A_PAGE, turned


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page that the address asks for; a wild number means the last."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))


def query_without(request: HttpRequest, *names: str) -> str:
    """The query of the address, less what a link of the page sets itself."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def file_asked(request: HttpRequest, name: str = "format") -> str:
    """The ending of the file that the address asks for, empty for the page."""
    ending = request.GET.get(name, "")
    return ending if ending in WRITERS else ""


def heads(
    request: HttpRequest, columns: Sequence[tuple[str, Any]], sort: str, *, descending: bool
) -> Iterator[dict[str, Any]]:
    """The headings by which a list is sorted, with their links, for `office/heads.html`."""
    query = request.GET.copy()
    for name in ("page", "sort", "order", "format", "file"):
        query.pop(name, None)
    for key, title in columns:
        link = query.copy()
        link.update(turned(key, sort, descending=descending))
        state = ("descending" if descending else "ascending") if key == sort else ""
        yield {"key": key, "title": title, "url": f"?{link.urlencode()}", "state": state}
