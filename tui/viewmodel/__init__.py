"""A session in plain words and values, ready to be placed on a screen or printed.

No markup, no colour, no widget: the screen and the plain mode show the same words.
"""

from __future__ import annotations

from tui.viewmodel.around import (
    ContextView,
    StatusView,
    case_scores,
    context_view,
    limits,
    score_lines,
    status_view,
)
from tui.viewmodel.documents import DocumentView, LinkedView, document_views
from tui.viewmodel.flags import FlagLine, FlagView, flag_lines, flag_views, flags_left, undecided
from tui.viewmodel.step import OptionView, ReasonView, RowView, StepView, step_view
from tui.viewmodel.turns import TurnView, turns

__all__ = [
    "ContextView",
    "DocumentView",
    "FlagLine",
    "FlagView",
    "LinkedView",
    "OptionView",
    "ReasonView",
    "RowView",
    "StatusView",
    "StepView",
    "TurnView",
    "case_scores",
    "context_view",
    "document_views",
    "flag_lines",
    "flag_views",
    "flags_left",
    "limits",
    "score_lines",
    "status_view",
    "step_view",
    "turns",
    "undecided",
]
