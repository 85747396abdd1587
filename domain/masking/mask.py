"""Marks in the place of names: one pass over a text, however many names are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

from domain.flags.lexicon import words
from domain.masking.forms import BEFORE, Form, person_forms, place_forms
from domain.masking.roles import Known, Role

if TYPE_CHECKING:
    from domain.documents import Texts
    from domain.flags.flag import Flag
    from domain.interview import Session

_MARKS = "|".join(re.escape(role.mark) for role in Role)
# Whoever has a title before a name has a name that is not to go out, on record or not.
_TITLED = re.compile(
    r"\b(?P<title>(?i:mr|mrs|ms|miss|mx|dr|prof|pc|pcso|sgt|rev)\.?[ \t\n]{1,3})"
    r"(?P<name>(?:[A-Z]\.?[ ]?){0,3}[A-ZÀ-Þ][^\W\d_]*(?:['’\-\u2010\u2011][^\W\d_]+)*"
    r"(?:[ ](?:[A-ZÀ-Þ][a-zß-ÿ]+(?:['’\-\u2010\u2011][^\W\d_]+)*))?)"
)


# What is not seen within a word (a soft hyphen, a space of no width) hides no name.
_UNSEEN = re.compile(r"(?<=[^\W\d_])[\u00ad\u200b\u2060\ufeff]+(?=[^\W\d_])")


class Masked(NamedTuple):
    """What was masked, how it is marked, and how many times; never the name itself."""

    what: str
    mark: str
    times: int


class Mask:
    """Masks the names it is given wherever they stand in a text, and counts what it masked.

    known: None masks nothing at all. keep: what stays, although a name may stand in it, such as
    the case's own reference. What is masked and what is left alone is said in `forms`.
    """

    def __init__(self, known: Iterable[Known] | None = (), keep: str = "") -> None:
        self._open = known is None
        self._roles: list[tuple[Role, Form] | None] = []
        self._pattern = None if known is None else self._compiled(known, keep)
        self._times: Counter[Role] = Counter()
        self._names: dict[str, None] = {}

    @classmethod
    def of(cls, session: Session, texts: Texts, flags: Iterable[Flag] = ()) -> Self:
        """A mask of the names that a case knows. texts: of its documents; flags: shown by them."""
        from domain.masking.known import known_to

        return cls(known_to(session, texts, flags), keep=session.reference)

    def __call__(self, text: str) -> str:
        """The text with a mark for each name. Masking it again changes nothing."""
        if self._open or not text:
            return text
        text = _UNSEEN.sub("", text)
        if self._pattern is not None:
            text = self._pattern.sub(self._marked, text)
        return _TITLED.sub(self._titled, text)

    @property
    def found(self) -> tuple[Masked, ...]:
        """What was masked so far, by kind."""
        return tuple(
            Masked(role.what, role.mark, self._times[role]) for role in Role if self._times[role]
        )

    @property
    def names_found(self) -> tuple[str, ...]:
        """The names that were masked so far, as written: for the eyes of whoever exports."""
        return tuple(self._names)

    # -- the one expression

    def _compiled(self, known: Iterable[Known], keep: str) -> re.Pattern[str] | None:
        forms: dict[str, tuple[Role, Form]] = {}
        for each in sorted(known, key=lambda known: list(Role).index(known.role)):
            for form in place_forms(each.name) if each.place else person_forms(each.name):
                forms.setdefault(form.pattern, (each.role, form))
        if not forms:
            return None
        # The longest first: 'Karen Brown' is one name and not two.
        ordered = sorted(forms.values(), key=lambda pair: -pair[1].length)
        kept = rf"|(?<!\w){re.escape(keep)}(?!\w)" if re.search(r"\d", keep) else ""
        longer = sum(form.length > len(keep) for _, form in ordered)
        self._roles = [*ordered[:longer], None, *ordered[longer:]]
        parts = [f"({form.pattern})" for _, form in ordered]
        parts.insert(longer, f"((?!){kept})")
        return re.compile(rf"{_MARKS}|{BEFORE}(?:{'|'.join(parts)})", re.IGNORECASE)

    def _marked(self, found: re.Match[str]) -> str:
        meant = self._roles[found.lastindex - 1] if found.lastindex else None
        if meant is None:
            return found[0]
        role, form = meant
        if form.careful and not _is_name(found.string, found.start(), found.end()):
            return found[0]
        return self._mark(role, found[0])

    def _titled(self, found: re.Match[str]) -> str:
        if found["name"].split()[0].casefold() in words("masking", "nobody"):
            return found[0]
        return found["title"] + self._mark(Role.NAME, found["name"])

    def _mark(self, role: Role, name: str) -> str:
        self._times[role] += 1
        self._names.setdefault(" ".join(name.split()))
        return role.mark


OPEN = Mask(None)


def say_masked(found: Iterable[Masked]) -> str:
    """'child's name 12 times, school once'; "" where nothing was masked."""
    return ", ".join(
        f"{each.what} {'once' if each.times == 1 else f'{each.times} times'}" for each in found
    )


# -- ordinary words with a capital

_SEEN = 24  # characters looked at on either side


@cache
def _word_before() -> frozenset[str]:
    return words("masking", "word_before")


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word with a capital is the name here.

    In a sentence it is. At the head of one it is, unless what follows shows the word: 'Will he',
    'May be'. A month beside a number, or after 'in' or 'since', is the month.
    """
    before, after = text[max(0, start - _SEEN) : start], text[end : end + _SEEN]
    following = re.match(r"\s+([a-z]+)(?![^\W\d_])", after)
    if text[start:end].casefold() in words("masking", "months") and _is_month(before, after):
        return False
    if not before.strip() or re.search(r"[.!?:;•·*>\n\"“‘(\-–—]\s*$", before):
        return following is None or following[1] not in _word_before()
    return True


def _is_month(before: str, after: str) -> bool:
    if re.match(r"[\s,]*\d", after) or re.search(r"\d(?:st|nd|rd|th)?(?:\s+of)?\s*$", before):
        return True
    leading = re.search(r"([a-z]+)\s+$", before)
    return leading is not None and leading[1] in words("masking", "before_month")
