"""What is said when a change would leave something that names what is not there: what, how many, what to do."""

from collections.abc import Mapping

from toolkit.errors import Refused
from toolkit.i18n import _, n_, said


def broken_link(verb: str, broken: Mapping[tuple[str, str], int]) -> Refused:
    """Return the refusal of a change; ``broken`` counts its links to nothing by ``(shelf, shelf pointed at)``."""
    what = "; ".join(_what(shelf, target, n) for (shelf, target), n in sorted(broken.items()))
    hints = [hint for pair in sorted(broken) if (hint := _hint(*pair))]
    return Refused(
        _("“{verb}” was not done, nothing was changed: {what}.", verb=said(verb), what=what),
        " ".join(hints) or _("Bring in, or take away, the things that depend on it first."),
        verb=verb,
        broken=tuple(sorted(broken)),
    )


def _what(shelf: str, target: str, n: int) -> str:
    if (shelf, target) == ("reviews", "codings"):
        return n_(
            "{n} verdict of a review bears on a coded passage that would not be there",
            "{n} verdicts of a review bear on coded passages that would not be there",
            n,
        )
    if (shelf, target) == ("quotes", "codings"):
        return n_(
            "{n} extract chosen for the feedback comes from a coded passage that would not be there",
            "{n} extracts chosen for the feedback come from coded passages that would not be there",
            n,
        )
    if (shelf, target) == ("codings", "codes"):
        return n_(
            "{n} coded passage bears a code that would not be there",
            "{n} coded passages bear codes that would not be there",
            n,
        )
    if (shelf, target) == ("codings", "transcripts"):
        return n_(
            "{n} coded passage is of an interview that would not be there",
            "{n} coded passages are of interviews that would not be there",
            n,
        )
    if (shelf, target) == ("codes", "codes"):
        return n_(
            "{n} code is under a code that would not be there", "{n} codes are under codes that would not be there", n
        )
    return _(
        "{n} × “{shelf}” would name a “{target}” that would not be there", shelf=said(shelf), n=n, target=said(target)
    )


def _hint(shelf: str, target: str) -> str:
    if (shelf, target) == ("reviews", "codings"):
        return _("Reject these passages instead (coding.reject): they are kept with their verdict and count no more.")
    if (shelf, target) == ("quotes", "codings"):
        return _("Take these extracts out of the feedback first.")
    if (shelf, target) == ("codings", "codes"):
        return _("Give these passages another code first (coding.recode, coding.merge_codes).")
    return ""
