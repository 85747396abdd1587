"""How a name may be written: the expressions that find it.

In full, however it is spaced, joined or broken over lines; first name or surname alone; surname
first; initial and surname; initials with their stops; with accents or without; a family by its
plural. A name that is also an ordinary word (Brown, Will, May) counts by itself only with a
capital, and with its other part or an initial as any name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from domain.flags.lexicon import words

_LETTER = r"[^\W\d_]"
RUN = re.compile(rf"{_LETTER}+|\d+")
# A possessive keeps its ending, and a plural its s: 'Kyle's', 'kyles mum', 'the Okafors'.
AFTER = rf"(?=(?:e?s)?(?!{_LETTER}))"
# What may part or join the words of a name: spaces, a line's end, what file names have instead.
_GAP = r"[\s._\-\u2010-\u2015]{0,8}"
_GAP_1 = r"[\s._\-\u2010-\u2015]{1,8}"
_GAP_OR_COMMA = r"[\s,._\-\u2010-\u2015]{0,8}"
_APOSTROPHES = "'’‘`\u02bc\u00b4"
_ACCENTS = {
    "a": "àáâãäå", "c": "ç", "e": "èéêë", "i": "ìíîï\u0131", "n": "ñ", "o": "òóôõö", "u": "ùúûü",
    "w": "ŵẁẃẅ", "y": "ŷỳýÿ",
}  # fmt: skip
_PLAIN = {accented: plain for plain, many in _ACCENTS.items() for accented in many}
_TO_PLAIN = str.maketrans(_PLAIN)
_TITLES = words("masking", "titles")
_PARTICLES = words("masking", "particles")
_SHORTEST = 3  # letters of a name that is masked in lower case too
_MOST = 8  # words of one name: what is longer is a sentence


class Form(NamedTuple):
    """An expression for a name.

    starts: the runs of letters or digits, bare, that a text may begin it with; one that ends in *
    stands for every run that begins so. length: letters of the name it stands for: the longer form
    is looked for first. careful: it may be an ordinary word, so the place decides.
    """

    pattern: str
    starts: frozenset[str]
    length: int
    careful: bool = False


def starts(*parts: str) -> frozenset[str]:
    """The first run of a form made of these words, which may be joined or apart."""
    joined = list(accumulate(bare(run) for part in parts for run in RUN.findall(part)))
    return frozenset((*joined, f"{joined[-1]}s", f"{joined[-1]}es"))


@cache
def ordinary() -> frozenset[str]:
    """Words that are names too, in lower case."""
    return frozenset().union(*(words("masking", name) for name in _ORDINARY))


_ORDINARY = ("ordinary", "nobody", "posts", "months", "word_before", "before_month")


def is_ordinary(word: str) -> bool:
    """Whether a word by itself says too little to be masked without a capital."""
    plain = bare(word)
    return len(plain) < _SHORTEST or plain in ordinary()


def bare(word: str) -> str:
    """A word in lower case and without accents."""
    return word.casefold().translate(_TO_PLAIN)


# -- words


def _letters(word: str, *, capital: bool) -> str:
    """A word in any case, with its accents or without; with a capital, or in capitals, only."""
    if capital:
        first, rest = word[:1].upper(), word[1:]
        return f"(?-i:{_spelt(first + rest.lower())}|{_spelt(word.upper())})"
    return _spelt(word)


def _spelt(word: str) -> str:
    return "".join(_letter(letter) for letter in word)


def _letter(letter: str) -> str:
    if letter in _APOSTROPHES:
        return rf"[\s{_APOSTROPHES}]{{0,2}}"
    if letter in "-\u2010\u2011–":
        return r"[\s\-\u2010-\u2015]{0,3}"
    plain = _PLAIN.get(letter.lower(), letter.lower())
    if plain not in _ACCENTS:
        return re.escape(letter)
    every = plain + _ACCENTS[plain]
    return f"[{every.upper() if letter.isupper() else every}]"


def single(word: str) -> Form:
    """A word of a name standing by itself."""
    careful = is_ordinary(word)
    # The plural of an ordinary word is one too, and so is jeans.
    after = AFTER if bare(word) + "s" not in ordinary() else rf"(?!{_LETTER})"
    return Form(_letters(word, capital=careful) + after, starts(word), len(word), careful)


# -- people


class Person(NamedTuple):
    """The words of somebody's name. given: first and middle names, or their initials."""

    given: tuple[str, ...]
    surname: tuple[str, ...]


def person_of(name: str) -> Person:
    """A name cut into its parts: 'BROWN, Kyle James', 'A. Okafor', 'Mrs van der Berg', 'J.B.'"""
    last, comma, first = name.partition(",")
    if comma and first.strip():
        name = f"{first} {last}"
    tokens = _tokens(name)
    if comma and first.strip():
        return Person(tuple(_tokens(first)), tuple(_tokens(last)))
    titled = len(tokens) < len(re.findall(r"[^\s]+", name)) and _has_title(name)
    if len(tokens) == 1:
        return Person((), tuple(tokens)) if titled else Person(tuple(tokens), ())
    cut = len(tokens) - 1
    while cut > 1 and tokens[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    return Person(tuple(tokens[:cut]), tuple(tokens[cut:]))


def _tokens(name: str) -> list[str]:
    found = re.findall(rf"{_LETTER}(?:{_LETTER}|[.{_APOSTROPHES}\-\u2010\u2011–])*", name)
    cut = [token.strip(f".-{_APOSTROPHES}") if len(token) > 4 else token for token in found]
    return [token for token in cut if token.rstrip(".").casefold() not in _TITLES][:_MOST]


def _has_title(name: str) -> bool:
    return any(word.rstrip(".").casefold() in _TITLES for word in name.split()[:1])


def _initials_only(token: str) -> bool:
    letters = token.replace(".", "")
    dotted = "." in token.rstrip(".") or token.endswith(".")
    return (
        len(letters) == 1
        or (dotted and len(letters) <= 4)
        or (letters.isupper() and len(letters) <= 3)
    )


def person_forms(name: str) -> Iterator[Form]:
    """Every way in which somebody may be named."""
    person = person_of(name)
    parts = (*person.given, *person.surname)
    if parts and all(_initials_only(part) for part in parts):
        yield from _initials([letter for part in parts for letter in part.replace(".", "")])
        return
    given = [part for part in person.given if not _initials_only(part)]
    if person.surname:
        yield from _with_surname(person)
    if len(given) > 1:
        spelt = _GAP.join(_word(part, parts) for part in given) + AFTER
        yield Form(spelt, starts(*given), sum(map(len, given)))
    for part in (*given, *_surnames(person.surname)):
        yield single(part)


def _surnames(surname: Sequence[str]) -> Iterator[str]:
    """The surname by itself, and each half of a double one."""
    if len(surname) > 1:
        yield " ".join(surname)
    for part in surname:
        if part.casefold() not in _PARTICLES and len(part) > 1:
            yield part
            halves = [half for half in re.split("[-\u2010\u2011–]", part) if len(half) > _SHORTEST]
            yield from halves if len(halves) > 1 else ()


def _word(part: str, parts: Sequence[str]) -> str:
    """A word within a longer form: among nothing but ordinary words it needs its capital."""
    return _letters(part, capital=all(is_ordinary(each) for each in parts))


def _with_surname(person: Person) -> Iterator[Form]:
    given, surname = person.given, person.surname
    parts = (*given, *surname)
    length = sum(map(len, parts))
    last = _GAP.join(_word(part, parts) for part in surname)
    if not given:
        return
    known = [_spelt(part) for part in given[1:] if not _initials_only(part)]
    middle = rf"(?:(?:{'|'.join([*known, _LETTER])})\.?{_GAP_1}){{0,3}}"
    if _initials_only(given[0]):
        # Only the initial is on record: whoever has it and this surname is meant.
        first = rf"(?-i:{given[0][0].upper()}){_LETTER}{{0,20}}\.?"
        begin = frozenset([f"{bare(given[0][0])}*"])
        yield Form(f"{first}{_GAP_1}{middle}{last}{AFTER}", begin, length)
    else:
        first = _word(given[0], parts)
        begin = starts(*parts) | starts(given[0], *surname)
        yield Form(f"{first}{_GAP}{middle}{last}{AFTER}", begin, length)
        yield Form(f"{last}{_GAP_OR_COMMA}{first}{AFTER}", starts(*surname, given[0]), length)
    yield _initial_and_surname(given, surname, length)
    letters = [part[0] for part in parts if part.casefold() not in _PARTICLES]
    if len(letters) > 1:
        yield Form(_dotted(letters), starts(letters[0]), len(letters))


def _initial_and_surname(given: Sequence[str], surname: Sequence[str], length: int) -> Form:
    """'A. Okafor', 'A Okafor', 'K J Brown': the initial has its capital, an ordinary name too."""
    last = _GAP.join(_letters(part, capital=is_ordinary(part)) for part in surname)
    first = f"(?-i:{_spelt(given[0][0].upper())})"
    middle = rf"(?:(?-i:{_LETTER})\.?{_GAP}){{0,2}}"
    begin = starts(given[0][0], *surname)
    return Form(rf"{first}\.?{_GAP}{middle}{last}{AFTER}", begin, length)


def _initials(letters: Sequence[str]) -> Iterator[Form]:
    """Initials as they are on record: 'J.B.', 'J. B.', 'JB'."""
    if len(letters) > 1:
        together = "".join(letters)
        yield Form(_dotted(letters), starts(letters[0]), len(letters))
        yield Form(f"(?-i:{together.upper()}){AFTER}", starts(together), len(letters))


def _dotted(letters: Sequence[str]) -> str:
    return r"\.\s?".join(map(_spelt, letters)) + rf"(?:\.(?!\s*$)|(?!{_LETTER}))"


# -- places


@cache
def _common() -> frozenset[str]:
    return words("mentions", "common") | words("masking", "nobody")


def place_forms(name: str) -> Iterator[Form]:
    """A school, home or club: each part between commas in full, and what sets it apart."""
    for part in re.split(r"[,;/\n]", name):
        tokens = re.findall(rf"[^\W_][\w{_APOSTROPHES}.\-]*", part)[:_MOST]
        telling = [token for token in tokens if _tells(token)]
        if not telling:
            continue
        length = sum(map(len, tokens))
        spelt = _GAP_1.join(_spelt(token) for token in tokens)
        yield Form(rf"(?<!\w){spelt}(?!\w)", starts(*tokens), length + 1)
        if tokens[0][0].isdecimal() and len(tokens) > 1:
            # The street without its number.
            street = _GAP_1.join(map(_spelt, tokens[1:])) + AFTER
            yield Form(street, starts(*tokens[1:]), length)
        for at, token in enumerate(tokens):
            if token in telling and not is_ordinary(token) and len(token) > _SHORTEST:
                yield _cut_short(tokens[at:])


def _cut_short(tokens: Sequence[str]) -> Form:
    """A telling word, with as much of the rest as follows it: 'Ribble', 'Ribble Park'."""
    rest = ""
    for token in reversed(tokens[1:]):
        rest = f"(?:{_GAP_1}{_spelt(token)}{rest}{AFTER})?"
    return Form(f"{_spelt(tokens[0])}{rest}{AFTER}", starts(tokens[0]), len(tokens[0]))


def _tells(token: str) -> bool:
    plain = token.strip(".").casefold()
    return token[0].isupper() and len(plain) > 2 and plain not in _common()
