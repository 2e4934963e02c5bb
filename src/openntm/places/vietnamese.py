"""How Vietnamese text is compared: folded for searching, keyed for sorting, the same on every database."""

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
RANKS = {sign: f"{rank:02}" for rank, sign in enumerate("0123456789" + LETTERS, start=20)}
WORD_END, KEY_END = "01", "00"


def clean(text: str) -> str:
    """NFC with single spaces and no control characters: the form in which text enters the product."""
    printable = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cc")
    return unicodedata.normalize("NFC", " ".join(printable.split()))


def fold(text: str) -> str:
    """What one types without marks: `Đông Hưng` gives `dong hung`, composed or decomposed."""
    return without_marks(clean(text).lower())


def without_marks(text: str) -> str:
    """Capitals stay: `Đông Hưng` gives `Dong Hung`."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in spread if not unicodedata.combining(mark))


def sort_key(text: str) -> str:
    """Digits alone, so that every collation agrees: letters first, then the words' tones, then capitals."""
    words = [_word_key(word) for word in clean(text).split(" ")]
    letters, tones, cases = zip(*words, strict=True)
    return WORD_END.join(letters) + KEY_END + "".join(tones) + "".join(cases)


def _word_key(word: str) -> tuple[str, str, str]:
    apart = [_taken_apart(character.lower()) for character in word]
    letters = "".join(RANKS.get(letter) or f"99{ord(letter[0]):07}" for letter, _ in apart)
    cases = "".join(str(int(character != character.lower())) for character in word)
    return letters, max((tone for _, tone in apart), default="0"), cases


def _taken_apart(character: str) -> tuple[str, str]:
    """The letter with its own mark (ă, ê, ơ) and its tone as a digit."""
    spread = unicodedata.normalize("NFD", character)
    tone = next((TONES[mark] for mark in spread if mark in TONES), "0")
    letter = "".join(mark for mark in spread if mark not in TONES)
    return unicodedata.normalize("NFC", letter), tone
