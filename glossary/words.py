"""One way to write a name or a query, so that case, accents and punctuation never matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A look-up is a few words; whatever follows in a pasted page would only cost time.
LONGEST_QUERY = 160

_QUOTES = re.compile("['\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032]")
_POSSESSIVE = re.compile("['\u2018\u2019\u02bc](?=s\\b)")
_OTHER = re.compile(r"[^\w]+|_+")

_STOP_TEXT = """
    a about all also am an and any are as at be been being between by can could did do does for
    from get given had has have help helps how i if in include included includes including into
    is it its may me might my no not of on or our so some such than that the their them then
    there these they this those to under until up us use used uses using was we were what whats
    when where whereas which while who whom whose why will with would you your
    """
STOP_WORDS = frozenset(_STOP_TEXT.split())

_LEAD_INS = (
    "what is the meaning of",
    "what is meant by",
    "what does the term",
    "remind me what",
    "remind me of",
    "what became of",
    "what took the place of",
    "what has replaced",
    "what replaced",
    "successor of",
    "successor to",
    "new name for",
    "what happened to",
    "whats the meaning of",
    "can you explain",
    "the definition of",
    "the meaning of",
    "definition of",
    "tell me about",
    "meaning of",
    "what is an",
    "what is the",
    "what is a",
    "what are the",
    "whats the",
    "whats an",
    "whats a",
    "what does",
    "what are",
    "what is",
    "whats",
    "what",
    "explain",
    "define",
    "look up",
    "lookup",
    "who are",
    "who is",
    "the",
    "an",
    "a",
)
_TAILS = (
    *("stand for", "stands for", "mean", "means", "meaning", "definition", "please", "again"),
    *("thing", "things", "stuff", "is", "do", "does"),
)

_LETTER_NAMES = {
    "a": "a ay eh",
    "b": "b bee be",
    "c": "c see sea cee si",
    "d": "d dee",
    "e": "e ee",
    "f": "f eff ef",
    "g": "g gee jee",
    "h": "h aitch haitch aych",
    "i": "i eye aye",
    "j": "j jay",
    "k": "k kay kaye",
    "l": "l el ell",
    "m": "m em emm",
    "n": "n en enn",
    "o": "o oh owe",
    "p": "p pee pea",
    "q": "q cue queue kew",
    "r": "r ar are arr",
    "s": "s ess es",
    "t": "t tee tea",
    "u": "u you yu yoo",
    "v": "v vee",
    "w": "w",
    "x": "x ex",
    "y": "y why wye wy",
    "z": "z zed zee",
}
_LETTER_OF = {name: letter for letter, names in _LETTER_NAMES.items() for name in names.split()}


def split_words(text: str) -> list[str]:
    """Lower-case words without accents, quotes or punctuation; "C.A.F." gives c, a, f."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(ch for ch in text if not unicodedata.combining(ch))
    text = _POSSESSIVE.sub("", text) if text.endswith(("s'", "s\u2019")) else text
    text = _QUOTES.sub("", text.casefold().replace("&", " and "))
    return _OTHER.sub(" ", text).split()


def stem(word: str) -> str:
    """A word without its plural ending; short words stay whole."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


_IRREGULAR = {
    **dict.fromkeys(("children", "kid", "kids"), "child"),
    **dict.fromkeys(("people", "persons"), "person"),
}


# Definitions use the same words again and again: each is worked out once.
@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A looser stem for the words of definitions: managing, managed and manage agree."""
    word = _IRREGULAR.get(word) or stem(word)
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word


def singular(words: list[str]) -> str:
    """Letters and digits only, each word without its plural ending."""
    return "".join(map(stem, words))


def without_possessive(query: str) -> str:
    """The query without a closing 's: "YOI's" asks for YOI, though it has the letters of YOIS."""
    text = query.strip().rstrip("?!.")
    return text[:-2] if text[-2:].casefold() in ("'s", "\u2019s") else ""


def query_words(query: str) -> list[str]:
    """The words of a query, the excess of an overlong one cut off."""
    return split_words(query[: LONGEST_QUERY * 2])[:24]


def without_lead_in(words: list[str]) -> list[str]:
    """The words without 'what is a', 'meaning of', 'what does ... stand for' and their like."""
    text = " ".join(words)
    for _ in range(2):
        for lead in _LEAD_INS:
            if text.startswith(lead + " "):
                text = text[len(lead) + 1 :]
                break
    for _ in range(2):
        for tail in _TAILS:
            if text.endswith(" " + tail):
                text = text[: -len(tail) - 1]
                break
    return text.split()


_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("qu|kw"), "kw"),
    (re.compile("ck|q|c(?![eiyh])"), "k"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("x"), "ks"),
    (re.compile("(?<=.)h"), ""),
    (re.compile("ee|ea|ie|ei|y(?!o)"), "i"),
    (re.compile("ow|oa|oe"), "o"),
    (re.compile("(er|ar|or|re)$"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound(packed: str) -> str:
    """How a short name sounds: spellings that are said alike give the same letters."""
    for pattern, letters in _SOUNDS:
        packed = pattern.sub(letters, packed)
    return packed


def spelt_out(words: list[str]) -> str:
    """'vee em pee' as 'vmp'; empty unless every word is the name of a letter."""
    letters = _letters(words)
    return "".join(letters) if len(letters) > 1 and all(letters) else ""


def partly_spelt_out(words: list[str]) -> str:
    """'cam aitch ess' as 'camhs': the names of letters as letters, the other words as they are."""
    if not 1 < len(words) < 7:
        return ""
    return "".join(letter or word for letter, word in zip(_letters(words), words, strict=False))


def _letters(words: list[str]) -> list[str]:
    joined = " ".join(words).replace("double you", "w").replace("double u", "w").split()
    return [_LETTER_OF.get(word, "") for word in joined]
