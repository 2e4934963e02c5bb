"""A pair of code and day that names no unit ends in a page that says which unit bore the code when."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openntm.places.queries import PlaceNotFound


class PlaceNotFoundPage:
    """Every view may let `PlaceNotFound` rise; the reader gets 404 with the units that bear the code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PlaceNotFound):
            return None
        return render(request, "places/not_found.html", {"missing": error}, status=404)
