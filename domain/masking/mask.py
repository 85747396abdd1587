"""Marks in the place of names: one pass over a text, however many names are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from domain.flags.lexicon import words
from domain.masking.forms import RUN, Form, bare, person_forms, place_forms, starts
from domain.masking.roles import Known, Role

if TYPE_CHECKING:
    from domain.documents import Texts
    from domain.flags.flag import Flag
    from domain.interview import Session

# Runs of letters or digits; a mark is passed over whole.
_WORDS = re.compile("|".join((*(re.escape(role.mark) for role in Role), RUN.pattern)), re.I)
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


class _Sought:
    """A form of a name that is looked for, its expression made when it is first needed.

    role: None for what is kept although a name may stand in it.
    """

    def __init__(self, role: Role | None, form: Form) -> None:
        self.role, self.form = role, form

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.form.pattern, re.IGNORECASE)


class Mask:
    """Masks the names it is given wherever they stand in a text, and counts what it masked.

    known: None masks nothing at all. keep: what stays, although a name may stand in it, such as
    the case's own reference. What is masked and what is left alone is said in `forms`. Each word
    of a text is looked up once, so that it matters little how many names are known.
    """

    def __init__(self, known: Iterable[Known] | None = (), keep: str = "") -> None:
        self._open = known is None
        self._sought = _index(known or (), keep)
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
        return _TITLED.sub(self._titled, self._masked(text) if self._sought else text)

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

    def _masked(self, text: str) -> str:
        parts: list[str] = []
        done = passed = 0
        told = ""  # the end of what is told so far: masking that again must come to the same
        for word in _WORDS.finditer(text):
            start = word.start()
            if start < passed:
                continue
            before = told + text[max(done, start - _SEEN) : start]
            role, passed = self._at(text, word, before[-_SEEN:]) or (None, start)
            if role is not None:
                parts += (text[done:start], self._mark(role, text[start:passed]))
                done, told = passed, parts[-1][-_SEEN:]
        return "".join((*parts, text[done:]))

    def _at(
        self, text: str, word: re.Match[str], before: str = ""
    ) -> tuple[Role | None, int] | None:
        """The name that begins with a word of a text, and where it ends."""
        start, run = word.start(), bare(word[0])
        anything = self._sought.get(f"{run[:1]}*", ())
        for sought in (*self._sought.get(run, ()), *anything):
            found = sought.pattern.match(text, start)
            if found is None or found.end() == start:
                continue
            if sought.form.careful and not self._is_name(text, word, found.end(), before):
                continue
            return sought.role, found.end()
        return None

    def _is_name(self, text: str, word: re.Match[str], end: int, before: str) -> bool:
        """Whether an ordinary word with a capital is the name here.

        In a sentence it is. At the head of one it is, unless what follows shows the word: 'Will
        he', 'May be'. A month beside a number, or after 'in' or 'since', is the month.
        """
        following = _FOLLOWING.match(text, end)
        # What follows may itself begin a name, as 'The Link' and '14 Mill Lane' do.
        run = RUN.match(text, following.start("word")) if following else None
        shown = following["word"] if following and run and self._at(text, run) is None else ""
        if word[0].casefold() in words("masking", "months") and (
            shown.isdecimal() or _MONTH_AFTER.search(before) or _leads_to_a_month(before)
        ):
            return False
        if before.strip() and not _OPENING.search(before):
            return True
        return shown not in words("masking", "word_before")

    def _titled(self, found: re.Match[str]) -> str:
        if found["name"].split()[0].casefold() in words("masking", "nobody"):
            return found[0]
        return found["title"] + self._mark(Role.NAME, found["name"])

    def _mark(self, role: Role, name: str) -> str:
        self._times[role] += 1
        self._names.setdefault(" ".join(name.split()))
        return role.mark


def _index(known: Iterable[Known], keep: str) -> dict[str, list[_Sought]]:
    """The forms by the runs of letters they may begin with, the longest first."""
    forms: dict[str, _Sought] = {}
    for each in sorted(known, key=lambda known: _ORDER[known.role]):
        for form in place_forms(each.name) if each.place else person_forms(each.name):
            forms.setdefault(form.pattern, _Sought(each.role, form))
    if forms and re.search(r"\d", keep):
        kept = rf"(?<!\w){re.escape(keep)}(?!\w)"
        forms[kept] = _Sought(None, Form(kept, starts(keep), len(keep)))
    index: dict[str, list[_Sought]] = {}
    # 'Karen Brown' is one name and not two; what is kept goes before a name as long as it is.
    for sought in sorted(forms.values(), key=lambda s: (-s.form.length, s.role is not None)):
        for start in sought.form.starts:
            index.setdefault(start, []).append(sought)
    return index


_ORDER = {role: at for at, role in enumerate(Role)}
OPEN = Mask(None)


def say_masked(found: Iterable[Masked]) -> str:
    """'child's name 12 times, school once'; "" where nothing was masked."""
    return ", ".join(
        f"{each.what} {'once' if each.times == 1 else f'{each.times} times'}" for each in found
    )


# -- ordinary words with a capital

_SEEN = 24  # characters looked at on either side
_OPENING = re.compile(r"[.!?:;•·*>\n\"“‘(\-–—]\s*$")
_FOLLOWING = re.compile(
    r"(?:\s{1,24}|(?=[\s,]{1,24}\d)[\s,]{1,24})(?P<word>[a-z]{1,24}|\d{1,4})(?![^\W_])"
)
_MONTH_AFTER = re.compile(r"\d(?:st|nd|rd|th)?(?:\s+of)?\s*$")


def _leads_to_a_month(before: str) -> bool:
    leading = re.search(r"([a-z]+)\s+$", before)
    return leading is not None and leading[1] in words("masking", "before_month")
