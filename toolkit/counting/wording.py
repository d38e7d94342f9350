"""Words for numbers: « la plupart » always means the same share, and always comes with its fraction."""

from typing import Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _, number
from toolkit.model.units import UNITS, Unit

SAID_OF: Final = ("participant", "case", "group", "transcript", "turn")
"""Units that are counted one by one and can be said in words; room taken (words, characters) cannot."""


def said(n: int, N: int, *, unit: Unit = "participant") -> str:
    """Say n out of N in words whose meaning never changes.

    All: n = N. Most: three quarters or more. About half: more than a third, less than three quarters.
    A few: two at least, a third at most. One, none. METHODS gives it for twelve: 12, 9 to 11, 5 to 8, 2 to 4, 1.
    Read it as a description of these people, never as a share of a population.
    Verbal counting is criticised when the fraction is left out: Sandelowski 2001,
    Research in Nursing & Health 24(3), doi:10.1002/nur.1025.

    Raises ``InvalidValue`` when n is not between 0 and N.

    Examples
    --------
    >>> said(9, 12)
    'la plupart (9 sur 12)'
    """
    if not 0 <= n <= N:
        raise InvalidValue(
            _("{n} out of {N} is impossible.", n=n, N=N), _("Check that both were counted among the same people.")
        )
    fields = {"n": number(n), "N": number(N)}
    if unit == "participant":
        return _said_of_people(n, N, fields)
    if n == 0:
        return _("none ({n} out of {N})", **fields)
    if n == 1:
        return _("one ({n} out of {N})", **fields)
    if n == N:
        return _("all ({n} out of {N})", **fields)
    if 4 * n >= 3 * N:
        return _("most ({n} out of {N})", **fields)
    if 3 * n > N:
        return _("about half ({n} out of {N})", **fields)
    return _("a few ({n} out of {N})", **fields)


def _said_of_people(n: int, N: int, fields: dict[str, str]) -> str:
    if n == 0:
        return _("nobody ({n} out of {N})", **fields)
    if n == 1:
        return _("one person ({n} out of {N})", **fields)
    if n == N:
        return _("everyone ({n} out of {N})", **fields)
    if 4 * n >= 3 * N:
        return _("most people ({n} out of {N})", **fields)
    if 3 * n > N:
        return _("about half of the people ({n} out of {N})", **fields)
    return _("a few people ({n} out of {N})", **fields)


def scale_note() -> str:
    """Return the sentence that declares the scale, to be printed once with the words."""
    return _(
        "In words: “most” is three quarters or more, “about half” more than a third, “a few” two at least "
        "and a third at most. These words describe the people met, not a population."
    )


def counted_in(unit: str) -> str:
    """Return « nombre de personnes », « nombre de tours »…: the heading of a count."""
    return {
        "participant": _("number of people"),
        "case": _("number of cases"),
        "group": _("number of groups"),
        "transcript": _("number of interviews and texts"),
        "turn": _("number of turns"),
        "segment": _("number of extracts"),
        "words": _("number of words covered"),
        "characters": _("number of characters covered"),
    }[checked_unit(unit)]


def checked_unit(unit: str) -> str:
    """Return ``unit``; raise ``InvalidValue`` when it is not one of ``model.UNITS``."""
    if unit not in UNITS:
        raise InvalidValue(
            _("“{unit}” is not something that can be counted.", unit=unit),
            _("Choose one of: {allowed}.", allowed=", ".join(UNITS)),
        )
    return unit
