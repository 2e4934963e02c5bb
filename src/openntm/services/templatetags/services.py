"""What the templates of services ask of a table of names."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def sure(is_verified: bool, numbers: tuple[int, ...] = ()) -> SafeString:
    """At each fact of a guide: whether it was read, with the numbers of its readings below."""
    links = format_html_join("", '<a href="#r{}">[{}]</a>', ((number, number) for number in numbers))
    if is_verified:
        return format_html('<span class="verified">✓ {} {}</span>', gettext("verified"), links)
    return format_html('<span class="unverified">{}</span>{}', gettext("unverified"), links)


@register.filter
def at(names: dict[Any, Any], key: Any) -> Any:
    return names.get(key, "")
