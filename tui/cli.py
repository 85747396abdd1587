"""The command line: `corecase` alone opens the app, and a command does each thing the app does.

A command's module is imported when the command is run, and heavy packages only inside it, so that
help and look-ups answer at once. Errors end here as one sentence on standard error.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from tui.crash_record import program, quiet_faults, write_record
from tui.exit_status import INTERRUPTED, PIPE_CLOSED, Failed, Fault, Slip, sentence_of, told
from tui.printing import cut, let_go_of_streams, remark, tolerant_streams


class _Entry(NamedTuple):
    """A command: where it is defined (its function has its name), and its line in the help."""

    name: str
    module: str
    help: str


FAMILIES: tuple[tuple[str, tuple[_Entry, ...]], ...] = (
    (
        "To begin",
        (
            _Entry("demo", "at_work", "Open the demonstration inspection, in a throwaway copy."),
            _Entry("interview", "at_work", "Go straight to a case's next question."),
            _Entry("define", "define", "Look a term up, misspelt or half remembered."),
            _Entry("where", "where", "Name the folder and files that are used."),
            _Entry("passphrase", "passphrase", "Encrypt the cases, or change what opens them."),
        ),
    ),
    (
        "Inspections and cases",
        (
            _Entry("inspection", "inspections", "Begin an inspection, or list them."),
            _Entry("case", "inspections", "Add cases to an inspection, or list them."),
            _Entry("instrument", "instruments", "Show or check the questions that are asked."),
        ),
    ),
    (
        "A case, step by step",
        (
            _Entry("facts", "facts", "See the facts of a case, or record some."),
            _Entry("answer", "answers", "Answer a question as in the interview."),
            _Entry("note", "answers", "Add to the note of a question."),
            _Entry("good", "answers", "Put down an example of good work, for the report."),
            _Entry("evidence", "answers", "Say where the record shows it."),
            _Entry("clear", "answers", "Take an answer back."),
            _Entry("later", "answers", "Leave a question for later."),
            _Entry("undo", "answers", "Take the last step back."),
            _Entry("redo", "answers", "Do again what was undone."),
            _Entry("review", "case_end", "List what is missing or at odds."),
            _Entry("finish", "case_end", "Lock the case and count it in."),
            _Entry("countersign", "case_end", "Agree with a finished case, as a second person."),
            _Entry("return", "case_end", "Give a finished case back, with comments."),
            _Entry("reopen", "case_end", "Open a finished case again."),
            _Entry("log", "case_end", "Who recorded what, and when."),
        ),
    ),
    (
        "Documents",
        (
            _Entry("add-document", "documents", "Read a document, or a folder of them, in."),
            _Entry("documents", "documents", "List the documents of a case."),
            _Entry("change-document", "documents", "Record something else of a document."),
            _Entry("remove-document", "documents", "Take a document out of a case."),
            _Entry("compare", "compare", "What a document took over from an earlier one."),
            _Entry("check", "check", "What the documents of a case show, by rule and record."),
            _Entry("flag", "check", "Confirm or dismiss what was flagged."),
            _Entry("house", "house", "Sentences of the service's own, which nobody copied."),
            _Entry("timeline", "timeline", "A case in time: documents, changes, reviews due."),
        ),
    ),
    (
        "What comes of it",
        (
            _Entry("score", "score", "Counts, scores, comments and intervals."),
            _Entry("report", "report", "The inspection's report, drafted from its cases."),
            _Entry("write-report", "report", "Write a commentary or the like into the report."),
            _Entry("export", "files", "Write checklists, answers or inspections to a file."),
            _Entry("import", "files", "Read in what export wrote, or a table of answers."),
        ),
    ),
    (
        "Keeping it safe",
        (
            _Entry("trail", "trail", "Who did what to which case, and when."),
            _Entry("verify", "trail", "Check that nothing in it was altered since."),
            _Entry("doctor", "doctor", "Look at all the cases rest on, with the cures."),
            _Entry("backup", "keeping", "Copy all there is, or list the copies."),
            _Entry("restore", "keeping", "Put such a copy in its place again."),
            _Entry("retention", "erasing", "List the cases whose time has come."),
            _Entry("erase", "erasing", "Erase a case to its last byte."),
        ),
    ),
)
_UNPRINTABLE = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EDQUOT)
_ENTRIES = {entry.name: entry for _, entries in FAMILIES for entry in entries}


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_ENTRIES)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = _ENTRIES.get(cmd_name)
        if entry is None:
            return None
        module = import_module(f"tui.commands.{entry.module}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in _ENTRIES or name.startswith("-"):
            return super().resolve_command(ctx, args)

        from difflib import get_close_matches

        near = get_close_matches(name, _ENTRIES, n=1)
        hint = f"did you mean `corecase {near[0]}`?" if near else "`corecase --help` lists them."
        raise Slip(f"There is no command “{cut(name)}”; {hint}")

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, entries in FAMILIES:
            with formatter.section(heading):
                formatter.write_dl([(entry.name, entry.help) for entry in entries])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and have what goes wrong in it end as a sentence and a status."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # The reader has gone, as with `| head`; Python must not complain of it at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise click.exceptions.Exit(PIPE_CLOSED) from None
        except OSError as error:
            if error.errno not in _UNPRINTABLE:
                raise _recorded(error, ctx.invoked_subcommand) from None
            raise Failed(
                f"Not all of it could be printed ({error.strerror}): send it somewhere else."
            ) from None
        except Exception as error:
            raise _recorded(error, ctx.invoked_subcommand) from None
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode, **extra)
        # Importing makes many objects and no garbage; looking for some would cost a tenth of it.
        gc.set_threshold(50_000, 20, 20)
        if args is None:  # a process of its own
            quiet_faults(_data_folder)
        tolerant_streams()
        try:
            status = super().main(args, prog_name or "corecase", complete_var, False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = error.exit_code
        except click.ClickException as error:
            remark(sentence_of(error))
            status = error.exit_code
        except click.Abort:
            status = INTERRUPTED
        except Exception as error:  # before any command was come to
            end = _recorded(error)
            remark(sentence_of(end))
            status = end.exit_code
        let_go_of_streams()
        sys.exit(status if isinstance(status, int) else 0)


def _recorded(error: Exception, command: str | None = None) -> click.ClickException:
    """How the command ends; a fault is put on record first, without its words."""
    end = told(error)
    if isinstance(end, Fault):
        record = write_record(error, _data_folder(), f"corecase {command or ''}")
        return Fault(f"{end.message} A record of it: {record}.") if record else end
    return end


def _data_folder() -> Path | None:
    from storage.places import Places

    try:
        return Places.from_environment().home
    except Exception:  # nothing may come between a fault and its sentence
        return None


def _say_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    click.echo(program())
    ctx.exit()


@click.group(
    "corecase",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_say_version,
    help="Show the version and leave.",
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Review youth justice case files: a guided interview and its scores.

    Without a command the app opens. Data lies in a folder of yours; CORECASE_HOME names another.
    """
    if ctx.invoked_subcommand is None:
        from tui.commands.at_work import open_app

        open_app()


if __name__ == "__main__":
    main()
