"""The names of a form's nodes, which the form is written and a submission is read by.

Items are counted: a key may hold a point, with which programs that read XPath disagree; a checklist's version is never
edited, so that a number always means the same item.
"""

from collections.abc import Iterator

from openntm.visits.checklists import Checklist, Group, Item

ROOT = "visit"


def numbered(checklist: Checklist) -> Iterator[tuple[str, Group, list[tuple[str, Item]]]]:
    """Each group with its node, and its items with theirs."""
    count = 0
    for number, group in enumerate(checklist.groups, 1):
        items = [(f"i{count + n}", item) for n, item in enumerate(group.items, 1)]
        count += len(items)
        yield f"g{number}", group, items
