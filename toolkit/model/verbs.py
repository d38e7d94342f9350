"""The verbs of the journal: an English id in the file, French on the screen."""

from typing import Final

from toolkit.i18n import N_, said

VERBS: Final = (
    N_("new study"),
    N_("undo"),
    N_("redo"),
    N_("redact"),
    N_("merge"),
    N_("add"),
    N_("remove"),
    N_("change"),
    N_("import transcripts"),
    N_("import pseudonymised"),
    N_("add sheets"),
    N_("add cases"),
    N_("add participants"),
    N_("add coders"),
    N_("add guides"),
    N_("add transcripts"),
    N_("add codes"),
    N_("add codings"),
    N_("add memos"),
    N_("add reviews"),
    N_("add quotes"),
    N_("add links"),
    N_("add events"),
    N_("add acts"),
    N_("choose quotes"),
    N_("quotes chosen"),
    N_("quotes submitted"),
    N_("quotes approved"),
    N_("quotes changed"),
    N_("quotes refused"),
    N_("quotes unanswered"),
    N_("reread"),
    N_("not reread"),
    N_("reload"),
)
"""Verbs that any room may write; other verbs are listed by the module that writes them."""


SHELVES: Final = (
    N_("sheets"),
    N_("cases"),
    N_("participants"),
    N_("coders"),
    N_("guides"),
    N_("transcripts"),
    N_("codes"),
    N_("codings"),
    N_("memos"),
    N_("reviews"),
    N_("quotes"),
    N_("links"),
    N_("events"),
    N_("acts"),
)
"""The shelves, as faults name them."""


def spoken(verb: str) -> str:
    """Return a verb as the history shows it."""
    return said(verb)
