"""What is flagged in one open case: worked out off the interface's thread, kept until it changes.

One worker at a time. What changes meanwhile is worked out next, the newest only; what an older
state of the case would have shown is never told. Nothing that goes wrong here stops the interview.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from domain.errors import CorecaseError
from domain.events import Kind, State

if TYPE_CHECKING:
    from datetime import date

    from domain.flags.checking import Findings
    from domain.interview import Session
    from storage.store import Store
    from tui.clock import Clock

_Basis = tuple["date", State]

# How long the worker may keep the interpreter from the interface, which takes it several times
# for each key; Python's own 5 ms would be felt.
_TURN = 0.0005
_one_at_a_time = Lock()  # of all open cases: the length of a turn is the whole program's
_BEARS_ON = frozenset({Kind.FACT, Kind.DOCUMENT, Kind.FLAG})


class Flagging:
    """Of the case that `store` keeps under that number.

    findings: as last worked out; None before that, and for a case without documents. trouble: why
    they could not be worked out, in a sentence, "" mostly.
    """

    def __init__(self, store: Store, case_id: int, clock: Clock) -> None:
        self._store, self._case_id, self._clock = store, case_id, clock
        self.findings: Findings | None = None
        self.trouble = ""
        self._basis: _Basis | None = None  # what `findings` or `trouble` rest on
        self._wanted: tuple[Session, _Basis] | None = None
        self._worker: Thread | None = None
        self._left = False
        self._told: dict[Callable[[], object], None] = {}

    @property
    def under_way(self) -> bool:
        return self._worker is not None

    def listen(self, told: Callable[[], object]) -> Callable[[], object]:
        """Have `told` called whenever there are new findings; the way to be told no more."""
        self._told[told] = None
        return lambda: self._told.pop(told, None)

    def follow(self, session: Session) -> None:
        """Have what is flagged in `session` worked out, unless nothing it rests on has changed.

        Called in the thread of the interface, which is where listeners are told.
        """
        basis = self._basis_of(session)
        newest = self._wanted[1] if self._wanted else self._basis
        if basis == newest or self._left:
            return
        self._wanted = (session, basis)
        if not session.documents and self._worker is None:
            self._settle(basis, None)
        elif self._worker is None:
            self._begin()

    def now(self, session: Session) -> Findings | None:
        """What is flagged in `session`, waited for, in a program without an interface."""
        basis = self._basis_of(session)
        if basis != self._basis or self.trouble:
            self.findings, self._basis, self.trouble = self._check(session), basis, ""
        return self.findings

    def tried_now(self, session: Session) -> Findings | None:
        """The same for a conversation that must go on; what went wrong is in `trouble`."""
        basis = self._basis_of(session)
        if basis != self._basis or self.trouble:
            self._settle(basis, *self._tried(session))
        return self.findings

    def leave(self) -> None:
        """The case is left: what is still being worked out is told to nobody."""
        self._left = True
        self._wanted = None
        self._told.clear()

    # -- the worker

    def _begin(self) -> None:
        assert self._wanted is not None
        loop = asyncio.get_running_loop()
        # No program waits at its end for a thread that is only looking.
        self._worker = Thread(
            target=self._work, args=(loop, *self._wanted), name="flags", daemon=True
        )
        self._worker.start()

    def _work(self, loop: asyncio.AbstractEventLoop, session: Session, basis: _Basis) -> None:
        with _one_at_a_time, _short_turns():
            findings, trouble = self._tried(session)
        with suppress(RuntimeError):  # the app has ended meanwhile
            loop.call_soon_threadsafe(self._done, basis, findings, trouble)

    def _done(self, basis: _Basis, findings: Findings | None, trouble: str) -> None:
        self._worker = None
        if self._left:
            return
        wanted = self._wanted
        if wanted is not None and wanted[1] != basis:
            self._begin()
            return
        self._settle(basis, findings, trouble)

    def _settle(self, basis: _Basis, findings: Findings | None, trouble: str = "") -> None:
        news = bool(trouble) or findings is not self.findings
        self._wanted, self._basis, self.findings = None, basis, findings
        self.trouble = f"The flags could not be worked out: {trouble}" if trouble else ""
        for told in tuple(self._told) if news else ():
            told()

    def _tried(self, session: Session) -> tuple[Findings | None, str]:
        try:
            return self._check(session), ""
        except CorecaseError as error:
            return None, str(error)
        except Exception as error:  # a fault of a rule; its words may quote a document
            return None, f"a fault in corecase ({type(error).__name__})."

    def _check(self, session: Session) -> Findings | None:
        if not session.documents:
            return None
        from storage.checking import check_case

        return check_case(self._store, self._case_id, session, self._clock.today())

    def _basis_of(self, session: Session) -> _Basis:
        bearing = {slot: value for slot, value in session.state.items() if slot.kind in _BEARS_ON}
        return self._clock.today(), bearing


@contextmanager
def _short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
