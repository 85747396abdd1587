"""How one input is made of others."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

Change = Callable[[bytes, Random], bytes]
LONGEST = 1 << 16
# What parsers have stumbled over: ends of ranges, marks, halves of characters, nests, terminals.
AWKWARD = (
    *(b"", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3\x28", b"\xed\xa0\x80", b"\xf0\x9f"),
    *(b"-1", b"0", b"1e999", b"9" * 30, b"NaN", b"2147483648", b"9223372036854775808", b"0x1p9"),
    *(b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"\n", b"\r", b"\r\n", b"\t", b"\x1a", b"\x1b[2J"),
    *(b"[", b"]", b"{", b"}", b"<", b">", b"&", b"#", b"=", b",", b";", b"|", b"/", b"@", b"%s"),
    *("\N{RIGHT-TO-LEFT OVERRIDE}\N{COMBINING ACUTE ACCENT}ß²٣½Ⅷ".encode(), b"0001-01-01"),
    *(b"9999-12-31T23:59:59+23:59", b"31/12/9999", b"29 Feb 1900", b"../../etc/passwd", b"~"),
    *(b"[" * 3000, b"{" * 3000, b'{"a":' * 2000, b"(" * 2000, b" " * 5000, b"a" * 20000),
)


def changed(
    corpus: Sequence[bytes], chance: Random, words: Sequence[bytes], own: Change | None
) -> bytes:
    """One of the corpus, changed in one place or a few."""
    data = chance.choice(corpus)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if own is not None and chance.random() < 0.6:
            data = own(data, chance)
        else:
            data = chance.choice(_CHANGES)(data, chance, words, corpus)
    return data[:LONGEST]


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.expovariate(0.1)) + 1)


def _flip(data: bytes, chance: Random, _words: object, _corpus: object) -> bytes:
    if not data:
        return b"\0"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _another_byte(data: bytes, chance: Random, _words: object, _corpus: object) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _without(data: bytes, chance: Random, _words: object, _corpus: object) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _cut_off(data: bytes, chance: Random, _words: object, _corpus: object) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _twice(data: bytes, chance: Random, _words: object, _corpus: object) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def _put_in(data: bytes, chance: Random, words: Sequence[bytes], _corpus: object) -> bytes:
    """A word of the door's, or something awkward, over what is there or between it."""
    word = chance.choice(words) if words and chance.random() < 0.6 else chance.choice(AWKWARD)
    start, end = _span(data, chance)
    return data[:start] + word + data[chance.choice((start, end)) :]


def _spliced(data: bytes, chance: Random, _words: object, corpus: Sequence[bytes]) -> bytes:
    other = chance.choice(corpus)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _lines(data: bytes, chance: Random, _words: object, corpus: Sequence[bytes]) -> bytes:
    """A line taken out, moved, said twice, or brought in from another input."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    line = lines.pop(at) if chance.random() < 0.6 else lines[at]
    if chance.random() < 0.3:
        line = chance.choice(chance.choice(corpus).split(b"\n"))
    if chance.random() < 0.7:
        lines.insert(chance.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


_CHANGES: tuple[Callable[[bytes, Random, Sequence[bytes], Sequence[bytes]], bytes], ...] = (
    *(_flip, _another_byte, _without, _cut_off, _twice, _put_in, _put_in, _put_in),
    *(_spliced, _lines, _lines),
)


# -- by what an input is, not by its bytes

_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 0.5, 1e308, "", " ", "x", "\0"),
    *("x" * 5000, "\ud800", "\N{RIGHT-TO-LEFT OVERRIDE}", "2012-02-30", "9999-12-31T23:59:59Z"),
    *("0001-01-01T00:00:00+14:00", [], {}, [[]], [None], {"": None}, ["a"] * 500),
)


def json_changed(data: bytes, chance: Random) -> bytes:
    """One value of a JSON document replaced, taken out, doubled or put where another stood."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return data
    places = _places(tree) if isinstance(tree, (dict, list)) else []
    if not places:
        return data
    holder, key = chance.choice(places)
    deed = chance.randrange(5)
    if deed == 0:
        holder[key] = chance.choice(_VALUES)
    elif deed == 1:
        del holder[key]
    elif deed == 2:
        other, its = chance.choice(places)
        holder[key] = other[its]
    elif deed == 3 and isinstance(holder, list):
        holder.insert(chance.randrange(len(holder) + 1), holder[key])
    elif isinstance(holder, dict):
        holder[chance.choice((f"{key}x", "", "id", "__class__"))] = holder[key]
    try:
        return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode(errors="surrogatepass")
    except (RecursionError, ValueError):
        return data


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every value in a document, by what holds it and under which key."""
    found: list[tuple[Any, Any]] = []
    to_do: list[Any] = [tree]
    while to_do:
        holder = to_do.pop()
        keys = holder if isinstance(holder, dict) else range(len(holder))
        for key in list(keys):
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                to_do.append(holder[key])
    return found


def in_its_parts(part_changed: Change) -> Change:
    """A zip file changed inside one of its parts, so that it can still be unpacked."""

    def change(data: bytes, chance: Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                parts = {info.filename: packed.read(info) for info in packed.infolist()}
        except Exception:  # no zip file any more: whatever it stumbles over
            return data
        if not parts:
            return data
        name = chance.choice(sorted(parts))
        parts[name] = part_changed(parts[name], chance)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for each, content in parts.items():
                packed.writestr(each, content)
        return out.getvalue()

    return change


def bytes_changed(words: Sequence[bytes]) -> Change:
    def change(data: bytes, chance: Random) -> bytes:
        return chance.choice(_CHANGES)(data, chance, words, (data,))

    return change
