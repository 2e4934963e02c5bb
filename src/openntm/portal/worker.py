"""The script that answers without network lies among the static files and serves the pages of the field alone."""

from collections.abc import MutableMapping


def let_worker(headers: MutableMapping[str, str], path: str, url: str) -> None:
    if "/visits/field/worker." in url:
        headers["Service-Worker-Allowed"] = "/field/"
