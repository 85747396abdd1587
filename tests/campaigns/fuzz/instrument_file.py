"""An instrument somebody has written: `corecase instrument check FILE`, `inspection new`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import InstrumentError
from domain.instrument_file import from_json, load, to_json
from domain.interview import Session
from tests.campaigns.fuzz.guided import ROOT, Door, refused
from tests.campaigns.fuzz.placed import quick_folder

_TINY = ROOT / "tests" / "tiny.toml"
_WORDS = tuple(
    b"[[questions]]|[[facts]]|[[scales]]|[[rules]]|id = |text = |kind = |when = |all = [|any = [|"
    b"not = {|rows = |scale = |theme = |section = |criterion = |bands = |wants = |fact = |is = |"
    b"date|choice|yes_no|number|true|{ }|[[]]|'''|1979-05-27T07:32:00Z|inf|nan".split(b"|")
)


@contextmanager
def door(folder: Path) -> Iterator[Door]:
    file = quick_folder(folder / "instrument") / "own.toml"

    def enter(data: bytes) -> bool:
        file.write_bytes(data)
        try:
            instrument = load(file)
        except InstrumentError as error:
            return refused(error)
        assert from_json(to_json(instrument)) == instrument
        Session.start(instrument, "07").next_step()
        return True

    yield Door("instrument-file", (_TINY.read_bytes(),), enter, ("domain/instrument",), _WORDS)
