"""Who was asked about what: from the questions of the guide that were put, through the questions of each code."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from toolkit.counting import evidence
from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.codes import Code
from toolkit.model.text import fold

if TYPE_CHECKING:
    from pandas import DataFrame

YES: Final = ("oui", "yes", "1", "true", "vrai", "posee", "mal posee", "asked", "reworded", "reformulee")
NO: Final = ("non", "no", "0", "false", "faux", "non posee", "laissee de cote", "pas posee", "not asked", "skipped")


def asked_of(
    codes: "Iterable[Code] | DataFrame", coverage: "DataFrame", *, turns: "DataFrame | None" = None
) -> "DataFrame":
    """Tell for each person and code whether they were asked: what ``frequency`` and ``crosstab`` take as ``asked=``.

    Somebody was asked about a code as soon as one of its questions was put to them (badly put counts as put: the
    words were said); they were not when each of its questions is known not to have been. Anything else is not
    verified and has no line.

    Parameters
    ----------
    codes
        The codes with their ``questions``: ``study.frame("codes")``.
    coverage
        One line per question and text (``transcript question asked``) or person (``participant question asked``);
        ``asked`` is true, false, or a word (« posée », « mal posée », « laissée de côté »); anything else is unknown.
    turns
        ``study.frame("turns")``: who was heard in each text; needed when ``coverage`` is by text.

    Returns the columns ``participant code asked``. Raises ``InvalidValue`` for a column that lacks.
    """
    import pandas as pd

    hint = _("Give one line per question and text: transcript, question, asked.")
    evidence.need(coverage, ("question", "asked"), hint)
    if "participant" in coverage.columns:
        heard: Mapping[Any, Iterable[str]] | None = None
        column = "participant"
    else:
        column = "transcript"
        evidence.need(coverage, (column,), hint)
        if turns is None:
            raise InvalidValue(
                _("Nothing says who was heard in each text."), _("Give study.frame(“turns”) with turns=.")
            )
        spoken = turns[(turns["role"] == "participant") & turns["participant"].notna()]
        heard = {text: list(dict.fromkeys(rows)) for text, rows in spoken.groupby("transcript")["participant"]}
    put: dict[tuple[str, str], bool] = {}
    for where, question, was in zip(coverage[column], coverage["question"], coverage["asked"], strict=True):
        said = _read(was)
        if said is None or not isinstance(question, str):
            continue
        for person in heard.get(where, ()) if heard is not None else [where]:
            put[person, question] = put.get((person, question), False) or said
    people = list(dict.fromkeys(person for person, _question in put))
    lines = []
    for code, questions in _questions(codes).items():
        if not questions:
            continue
        for person in people:
            told = [put.get((person, question)) for question in questions]
            if any(told):
                lines.append((person, code, True))
            elif all(one is False for one in told):
                lines.append((person, code, False))
    return pd.DataFrame(lines, columns=["participant", "code", "asked"])


def _questions(codes: "Iterable[Code] | DataFrame") -> dict[str, tuple[str, ...]]:
    import pandas as pd

    if isinstance(codes, pd.DataFrame):
        evidence.need(codes, ("id", "questions"), _("Give the codebook, for instance study.frame(“codes”)."))
        return {id: tuple(told) for id, told in zip(codes["id"], codes["questions"], strict=True)}
    return {code.id: code.questions for code in codes}


def _read(was: Any) -> bool | None:
    if isinstance(was, str):
        word = fold(was).strip()
        return True if word in YES else False if word in NO else None
    import pandas as pd

    if was is None or pd.isna(was):
        return None
    return bool(was)
