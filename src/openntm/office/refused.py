"""What every refusal of a rule has: a sentence for the person who was refused."""

from typing import Any


class Refused(Exception):
    """Each refusal is a class of its own, named after the rule; `sentence` may have places for `words`."""

    sentence: Any = ""
    field = ""  # by which a form says it; none: above all fields

    def __init__(self, **words: Any) -> None:
        super().__init__()
        self.words = words

    def __str__(self) -> str:
        return str(self.sentence) % self.words if self.words else str(self.sentence)
