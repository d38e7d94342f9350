"""What stands in a text for the words of somebody who left: said in no language of theirs, counted as nobody's."""

import re
from functools import cache

from toolkit.i18n import _, in_every_language, n_


def placeholder(count: int) -> str:
    """Return what stands for the words taken out of a group."""
    return n_("[withdrawn: {n} word]", "[withdrawn: {n} words]", count)


def neutral_label() -> str:
    """Return the label of somebody who left."""
    return _("Person withdrawn")


def mark() -> str:
    """Return what stands for a passage taken out of a text that is not a transcript."""
    return _("[passage withdrawn]")


def blanked(text: str) -> str:
    """Return a text of the same length where what stands for withdrawn words is blank: it counts for no word.

    >>> blanked("Oui. [withdrawn: 23 words]").rstrip()
    'Oui.'
    """
    return _standing().sub(lambda found: " " * len(found[0]), text) if "[" in text else text


@cache
def _standing() -> re.Pattern[str]:
    # A study may be read in another language than the one in which somebody was taken out of it.
    forms = [
        *in_every_language("[withdrawn: {n} word]", "[withdrawn: {n} words]"),
        *in_every_language("[passage withdrawn]"),
    ]
    written = (re.escape(form).replace(re.escape("{n}"), r"\d+") for form in forms)
    return re.compile("|".join(re.sub(r"(?:\\?\s)+", r"\\s+", form) for form in written))
