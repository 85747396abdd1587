"""The full-screen app: what every screen stands on.

A screen takes from here the store (in its one thread), the clock, the assessor's initials, and the
way to other screens. The packages of the database are read in that thread after the first paint.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from storage.errors import StorageError
from storage.places import Places
from tui import upkeep
from tui.actions import ACTIONS, BY_ID, Action
from tui.clock import Clock, SystemClock
from tui.locking import LockingApp
from tui.opening import START, STEADY, Opening
from tui.settings import Settings, keep_theme, passed_over_once, read_settings
from tui.terms_at_hand import TermsAtHand
from tui.themes import DARK, THEMES, after, named

if TYPE_CHECKING:
    from textual.command import Provider

    from storage.store import Store
    from tui.controller import Interview
    from tui.screens.unlock import UnlockScreen

_LOCKED = "The cases are encrypted. Type the passphrase to open them."
_EVEN_IN_BOXES = ("hide", "quit")

_STOPPED = "The program stopped last time while {} was being opened."
_AFRESH = "Your place in it, and what was half typed there, are passed over this once."
T = TypeVar("T")

# Finds the case the app is started for and whose hand it is, once the database can be asked.
Begin = Callable[["Store"], tuple[int, str]]

# Screens by name, imported when they are first opened.
SCREENS_BY_NAME = {
    "home": "tui.screens.home:HomeScreen",
    "new_inspection": "tui.screens.new_inspection:NewInspectionScreen",
    "new_case": "tui.screens.new_case:NewCaseScreen",
    "review": "tui.screens.review:ReviewScreen",
    "scores": "tui.screens.scores:ScoresScreen",
    "facts": "tui.screens.facts:FactsScreen",
    "change_fact": "tui.screens.change_fact:ChangeFactBox",
    "help": "tui.screens.help:HelpScreen",
    "keys": "tui.screens.keys:KeysScreen",
    "log": "tui.screens.log:LogScreen",
    "flags": "tui.screens.flags:FlagsScreen",
    "documents": "tui.screens.documents:DocumentsScreen",
    "add_documents": "tui.screens.add_documents:AddDocumentsScreen",
    "comparison": "tui.screens.comparison:ComparisonScreen",
    "timeline": "tui.screens.timeline:TimelineScreen",
    "find": "tui.screens.find:FindScreen",
    "glossary": "tui.screens.glossary:GlossaryScreen",
    "export": "tui.screens.export:ExportScreen",
    "report": "tui.screens.report:ReportScreen",
    "report_file": "tui.screens.report_file:ReportFileScreen",
    "about": "tui.screens.about:AboutScreen",
}


def _action_commands() -> type[Provider]:
    from tui.palette import ActionCommands

    return ActionCommands


def _binding(action: Action) -> Binding:
    # An action without a key still needs a binding, so that the user's file can give it one.
    return Binding(
        ",".join(action.keys) or f"unbound_{action.id}",
        f"perform('{action.id}')",
        action.title,
        id=action.id,
        tooltip=action.help,
        show=False,
        priority=True,
    )


class CorecaseApp(LockingApp):
    """`case_id`, or what `begin` finds: a case to open at once, in place of the list of cases.

    refusal: why that case could not be found; the app has ended then.
    """

    TITLE = "corecase"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # opened by our own action, with our own commands
    ESCAPE_TO_MINIMIZE = False
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_action_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        *(_binding(action) for action in ACTIONS),
        Binding("ctrl+c", "interrupt", "Leave", show=False, system=True),
    ]

    def __init__(
        self,
        places: Places | None = None,
        *,
        case_id: int | None = None,
        begin: Begin | None = None,
        who: str = "",
        clock: Clock | None = None,
        hint: str = "",
        opening: Opening | None = None,
    ) -> None:
        places = places or Places.from_environment()
        self.opening = opening
        unfinished = opening is not None and START in opening.stopped_at
        self.settings: Settings = (passed_over_once if unfinished else read_settings)(places.home)
        super().__init__(places, clock or SystemClock(), self.settings.lock_after)
        self.terms = TermsAtHand(self.places.home)
        self.who = who or self.settings.who or _login()
        self.hint = hint  # for a newcomer: what to press first
        self.crash_folder = self.places.home
        self.interview: Interview | None = None  # the case open in the interview, if one is
        self.refusal: Exception | None = None
        self._first_case = case_id
        self._first_found_by = begin
        self._storage = ThreadPoolExecutor(1, thread_name_prefix="storage")
        self._opened: asyncio.Future[Store] | None = None
        self._painted = asyncio.Event()
        self._turn = asyncio.Lock()  # one passphrase is tried at a time
        self._unlocking: UnlockScreen | None = None  # stands before encrypted cases
        self._interrupted = float("-inf")
        self.add_mode(self.DEFAULT_MODE, self._first_screen)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = named(self.settings.theme) or DARK
        self.set_keymap(self.settings.keys)

    # -- screens

    def _first_screen(self) -> Screen[Any]:
        if self._first_case is None and self._first_found_by is None:
            return self._made("home")
        from tui.screens.interview import InterviewScreen

        return InterviewScreen(self._first_case)

    def _made(self, name: str, **arguments: Any) -> Screen[Any]:
        module, _, kind = SCREENS_BY_NAME[name].partition(":")
        screen = getattr(import_module(module), kind)(**arguments)
        assert isinstance(screen, Screen)
        return screen

    def open_screen(
        self, name: str, callback: Callable[[Any], None] | None = None, **arguments: Any
    ) -> None:
        """Put a screen on top; `callback` gets what it is dismissed with."""
        self.push_screen(self._made(name, **arguments), callback)

    def open_interview(self, case_id: int) -> None:
        """Open a case; the screen below stays for when it is left."""
        from tui.screens.interview import InterviewScreen

        self.push_screen(InterviewScreen(case_id))

    def go_home(self) -> None:
        """Back to the list of cases: the one below, or a new one in place of what is there."""
        names = [type(screen).__name__ for screen in self.at_work]
        if "HomeScreen" not in names:
            while len(self.at_work) > 1:
                self.pop_screen()
            self.switch_screen(self._made("home"))
            return
        for _ in range(len(names) - 1 - names.index("HomeScreen")):
            self.pop_screen()

    # -- the store

    def on_mount(self) -> None:
        """Encrypted cases have their own screen before everything else."""
        if _is_locked(self.places):
            from tui.screens.unlock import UnlockScreen

            self._unlocking = UnlockScreen(self._unlock, _LOCKED)
            self.push_screen(self._unlocking)

    def on_ready(self) -> None:
        """The first paint is out: now read the packages of the database, and open it."""
        loop = asyncio.get_running_loop()
        if self._unlocking is None:
            self._opened = loop.run_in_executor(self._storage, _open_store, self.places, None)
        else:
            self._opened = loop.create_future()
            self.run_worker(self._unlock_with_given(self._unlocking), name="unlock")
        self._opened.add_done_callback(self._store_opened)
        self._painted.set()
        self._tell_of_last_time()
        for trouble in self.settings.troubles:
            self.say(trouble, "warning")
        self.watch_for_idleness()

    async def _unlock(self, passphrase: str) -> None:
        """Open the database with it. Raises WrongPassphrase, or another StorageError."""
        assert self._opened is not None
        async with self._turn:
            if not self._opened.done():
                opened = await self.in_store(_open_store, self.places, passphrase)
                self._opened.set_result(opened)

    async def _unlock_with_given(self, screen: UnlockScreen) -> None:
        """A passphrase in a file that is named, or in the keyring, need not be typed."""
        from tui.unlocking import given

        try:
            at_hand = await self.in_store(given, self.places)
            if at_hand is not None:
                await self._unlock(at_hand.passphrase)
                screen.leave()
        except StorageError as trouble:
            screen.tell(str(trouble))

    def _store_opened(self, opened: asyncio.Future[Store]) -> None:
        if opened.cancelled():
            return
        self.set_timer(STEADY, lambda: self.stands(START))
        if opened.exception() is not None:
            return  # told by whoever waits for the store
        self.store = opened.result()
        for caution in self.store.cautions:
            self.say(caution, "warning")
        self.set_timer(upkeep.AFTER, partial(self._keep_up, self.store))

    def _keep_up(self, store: Store) -> None:
        loop = asyncio.get_running_loop()

        def tell(sentences: list[str]) -> None:
            with suppress(RuntimeError):  # the app has ended meanwhile
                loop.call_soon_threadsafe(self._say_all, sentences)

        upkeep.keep_up_beside(store, self.clock.today(), tell)

    def _say_all(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self.say(sentence, "warning")

    async def store_ready(self) -> Store:
        """The store, once it is open. Raises StorageError when it cannot be opened."""
        await self._painted.wait()
        assert self._opened is not None
        self.store = await asyncio.shield(self._opened)
        return self.store

    async def first_case(self) -> int | None:
        """The case the app was started for, to be opened now; None if it is not.

        Without such a case the app ends, and its caller says why.
        """
        assert self._first_found_by is not None
        try:
            store = await self.store_ready()
            case_id, self.who = await self.in_store(self._first_found_by, store)
        except Exception as refusal:
            self.refusal = refusal
            self.exit()
            return None
        if self.opening is not None and case_id in self.opening.stopped_at:
            self._ask_before(case_id)
            return None
        return case_id

    # -- a start that did not come to its end

    def _tell_of_last_time(self) -> None:
        cases = self.opening.stopped_at - {START} if self.opening is not None else ()
        if cases and self._first_found_by is None:
            self.say(f"{_STOPPED.format('a case')} To go on, open it. {_AFRESH}", "warning")

    def _ask_before(self, case_id: int) -> None:
        """Stand at the list of cases, and go to the case only if that is wanted."""
        from tui.screens.boxes import ConfirmBox

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.open_interview(case_id)

        self.switch_screen(self._made("home"))
        text = f"{_STOPPED.format('this case')} {_AFRESH}"
        self.push_screen(ConfirmBox("Open it again?", text, "open it"), answered)

    def opens(self, case_id: int) -> bool:
        """Note that a case is being opened; whether without place and half-typed text."""
        return self.opening is not None and self.opening.mark(case_id)

    def stands(self, case_id: int) -> None:
        """What was opened, a case or (START) the first screen, is as it should be."""
        if self.opening is not None and self._fault is None:
            self.opening.stands(case_id)

    async def in_store(self, call: Callable[..., T], *arguments: Any) -> T:
        """What `call` returns, run in the storage thread; calls run one after another."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._storage, call, *arguments)

    async def before_end(self) -> None:
        """Let each screen keep what is half typed."""
        for screen in self.at_work:
            keep = getattr(screen, "keep", None)
            if keep is not None:
                await keep()

    async def on_unmount(self) -> None:
        if self._opened is not None and self._opened.done() and not self._opened.cancelled():
            store = None if self._opened.exception() else self._opened.result()
            if store is not None:
                await self.in_store(store.close)
        if self.opening is not None:
            (self.opening.done if self._fault is None else self.opening.let_go)()
        self._storage.shutdown(wait=False, cancel_futures=True)

    # -- actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action != "perform":
            return True
        return self.can_perform(str(parameters[0]))

    def can_perform(self, action_id: str, screen: Screen[Any] | None = None) -> bool:
        """Whether an action of the table can be done now, on a screen (the one in front)."""
        if not self.screen_stack:
            return False
        screen = screen or self.screen
        may = getattr(screen, "may_perform", None)
        if may is not None and not may(action_id):
            return False
        if _doer(screen, action_id) is not None:
            return True
        everywhere = BY_ID[action_id].where == "everywhere"
        return everywhere and (action_id in _EVEN_IN_BOXES or not screen.is_modal)

    def offered_here(self) -> tuple[Action, ...]:
        """What can be done on the screen in front, for its menu of commands."""
        return tuple(action for action in ACTIONS if self.can_perform(action.id))

    async def action_perform(self, action_id: str) -> None:
        await self.perform(action_id)

    async def perform(self, action_id: str, rest: str = "") -> None:
        """Do an action: on the screen in front if it has its own way, else the app's."""
        doer = _doer(self.at_work[-1], action_id) or _doer(self, action_id)
        if doer is None:
            self.say(f"“{BY_ID[action_id].title}” is for an open case.", "warning")
            return
        wants_rest = bool(inspect.signature(doer).parameters)
        done = doer(rest) if wants_rest else doer()
        if inspect.isawaitable(done):
            await done

    def do_define(self, rest: str) -> None:
        self.open_screen("glossary", query=rest)

    def do_scores(self) -> None:
        self.open_screen("scores")

    def do_report(self) -> None:
        self.open_screen("report")

    def do_help(self) -> None:
        self.open_screen("help")

    def do_keys(self) -> None:
        self.open_screen("keys")

    def do_home(self) -> None:
        self.go_home()

    def do_palette(self) -> None:
        from textual.command import CommandPalette

        self.push_screen(CommandPalette(placeholder="Find an action"))

    def key_of(self, action_id: str) -> str:
        """The key to show for an action, the user's own if they set one; "" without any."""
        keys = self.settings.keys.get(action_id) or ",".join(BY_ID[action_id].keys)
        return keys.partition(",")[0]

    async def do_theme(self, rest: str) -> None:
        """Named colours, or the next ones; kept for the next start."""
        chosen = named(rest) if rest else after(self.theme)
        if chosen is None:
            self.say(f"There are no colours “{rest}”: dark, light or contrast.", "warning")
            return
        self.theme = chosen
        try:
            await self.in_store(keep_theme, self.places.home, chosen.removeprefix("corecase-"))
        except (OSError, StorageError) as error:
            self.say(f"The colours hold for now only: {error}", "warning")

    def do_hide(self) -> None:
        self.lock("hidden")

    async def do_quit(self) -> None:
        await self.end(0)

    async def action_interrupt(self) -> None:
        """Ctrl+C copies what is selected (the widget does); twice within five seconds it leaves."""
        now = self.clock.ticking()
        if now - self._interrupted < 5:
            await self.end(0)
            return
        self._interrupted = now
        self.say("Press ctrl+c again to leave. Everything is saved as you type it.")


def _doer(place: object, action_id: str) -> Callable[..., Any] | None:
    """A screen does an action in `do_...`, or as a key of its own in `action_...`."""
    return getattr(place, f"do_{action_id}", None) or (
        getattr(place, f"action_{action_id}", None) if isinstance(place, Screen) else None
    )


def _is_locked(places: Places) -> bool:
    from storage.file_kind import is_encrypted

    try:
        return is_encrypted(places)
    except StorageError:
        return False  # told when the store is to be opened


def _open_store(places: Places, passphrase: str | None) -> Store:
    from storage.store import Store

    return Store.open(places, passphrase=passphrase)


def _login() -> str:
    """The name this computer knows the user by, until they give initials."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "assessor"
