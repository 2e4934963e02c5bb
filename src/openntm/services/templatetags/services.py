"""What the templates of services ask of a table of names."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def at(names: dict[Any, Any], key: Any) -> Any:
    return names.get(key, "")
