"""Agreement between coders on a study: code by code, turn by turn, on the texts that each one coded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.errors import Refused
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, n_, number
from toolkit.model.text import fold
from toolkit.review.alpha import (
    DRAWS,
    RELIABLE,
    SEED,
    TENTATIVE,
    Agreement,
    krippendorff,
    krippendorff_alpha,
    sentence,
    verdict,
    weights_of,
    with_interval,
)
from toolkit.review.units import Presence, presence_by_turn

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]

__all__ = [
    "Agreement",
    "agreement_policy",
    "alpha_by_turn",
    "krippendorff",
    "krippendorff_alpha",
    "sentence",
    "verdict",
]

ENOUGH_TEXTS: Final = 5
"""From this many texts on, the bootstrap draws texts; below, it draws turns and its interval is too narrow."""

Policy = Literal["expected", "ask", "contrary"]
CONTRARY: Final = ("reflexi", "ancree", "grounded", "comprehensi", "recit de vie", "cours d'action", "cours d action")
UNDECLARED: Final = ("", "non declaree", "undeclared")


def agreement_policy(school: str) -> Policy:
    """Tell what a school of analysis makes of agreement: ``expected``, ``ask`` (not declared) or ``contrary``.

    Contrary: reflexive thematic analysis (Braun & Clarke), grounded theory, comprehensive interview (Kaufmann),
    life stories (Bertaux), course of action (Theureau): a second reading serves there to think, not to measure.

    >>> agreement_policy("analyse thématique réflexive")
    'contrary'
    """
    name = fold(school).strip()
    if name in UNDECLARED:
        return "ask"
    return "contrary" if any(word in name for word in CONTRARY) else "expected"


def alpha_by_turn(
    codings: "DataFrame",
    turns: "DataFrame",
    *,
    code: str | Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    transcripts: Sequence[str] | None = None,
    school: str | None = None,
    even_so: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Table:
    """Measure, code by code, how far coders agree on which turns hold it.

    The unit is the turn of a participant: did each coder put the code in it, or not? Read α with its interval
    and with the number of turns; the percentage beside it is high for any rare code, since all the turns that
    nobody coded count as agreement. Then read the disagreements: they are what changes the codebook.
    Not for reflexive thematic analysis. Krippendorff 2004, Human Communication Research 30(3),
    doi:10.1111/j.1468-2958.2004.tb00738.x.

    Parameters
    ----------
    codings
        ``study.frame("codings")`` (or pieces); accepted ones count.
    turns
        ``study.frame("turns")``.
    code
        One code, several, or (by default) all those that were used.
    coders
        Who is compared; all those of the frame by default. More than two: a text counts for those who coded it.
    transcripts
        The texts that all of them read, when some put no code at all in one. By default a text counts for a
        coder who put at least one code in it.
    school
        The school of analysis of the study: undeclared or contrary to agreement, ``Refused`` is raised…
    even_so
        … unless this is True; the table then says so first.
    draws, seed
        Of the bootstrap: over texts when there are five or more, over turns below.

    Raises ``Refused`` with fewer than two coders, or no text coded by two of them.
    """
    caution = _caution(school, even_so=even_so)
    wanted = [code] if isinstance(code, str) else code
    found = presence_by_turn(codings, turns, codes=wanted, coders=coders, transcripts=transcripts)
    if not len(found.turns):
        raise Refused(
            _("No text was coded by two coders: there is nothing to compare."),
            _("Have a text coded by both, or name the texts that both read with transcripts=."),
        )
    texts = int(found.turns["transcript"].nunique())
    by_text = texts >= ENOUGH_TEXTS
    results = _measured(found, by_text=by_text, draws=draws, seed=seed)
    frame = _frame(found, results, codings)
    caption = _(
        "Agreement of {coders}: Krippendorff's α by turn ({turns} turns of {texts}).",
        coders=", ".join(found.coders),
        turns=number(len(found.turns)),
        texts=n_("{n} text", "{n} texts", texts),
    )
    notes = (*caution, *_notes(found, results, texts, by_text=by_text))
    kept = codings[codings["coder"].isin(found.coders) & codings["transcript"].isin(set(found.turns["transcript"]))]
    return Table(
        frame=frame,
        unit="turn",
        caption=caption,
        notes=notes,
        pieces=kept,
        value="alpha",
        printed=Printed(caption, *_rows(frame, found.coders), notes, _facts(frame, found.coders)),
    )


def _caution(school: str | None, *, even_so: bool) -> tuple[str, ...]:
    policy = "expected" if school is None else agreement_policy(school)
    if policy == "expected":
        return ()
    if policy == "ask":
        said = _("The school of analysis is not declared: agreement is not expected by all of them.")
        hint = _("Declare it in the study, or ask again with even_so=True (--even-so on the command line).")
    else:
        said = _("“{school}” does not measure agreement: a second reading serves there to think.", school=school)
        hint = _("Talk the disagreements over and keep a memo; or ask again with even_so=True (--even-so).")
    if not even_so:
        raise Refused(said, hint, school=school)
    return (said,)


def _measured(found: Presence, *, by_text: bool, draws: int, seed: int) -> list[Agreement]:
    """Return the agreement of each code; the same draws serve for all of them."""
    import numpy as np

    size = found.coded.sum(axis=1).astype(np.float64)
    ones = found.put.sum(axis=2).astype(np.float64)
    # In binary ratings the pairs that differ are one « put » with one « not put », both ways round.
    own = 2 * ones * (size - ones) / (size - 1)
    number_of = found.turns["transcript"].factorize()[0] if by_text else np.arange(len(size))
    independent = int(number_of.max()) + 1
    stacked = np.vstack([own, ones, size[None, :]])
    sums = np.zeros((independent, len(stacked)))
    np.add.at(sums, number_of, stacked.T)
    k = len(found.codes)

    def alphas(weights: "Array") -> "tuple[Array, Array, Array]":
        total = weights @ sums
        put, n = total[:, k : 2 * k], total[:, 2 * k :]
        observed, expected = total[:, :k] / n, 2 * put * (n - put) / (n * (n - 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(expected > 0, 1 - observed / expected, np.nan), observed, expected

    whole, observed, expected = alphas(np.ones((1, independent)))
    drawn = [alphas(block)[0] for block in weights_of(independent, draws, seed)]
    blocks = np.concatenate(drawn) if drawn else np.empty((0, k))
    results = []
    for i in range(k):
        base = Agreement(
            alpha=None if np.isnan(whole[0, i]) else float(whole[0, i]),
            coders=len(found.coders),
            units=len(size),
            ratings=int(size.sum()),
            observed=float(observed[0, i]),
            expected=float(expected[0, i]),
        )
        if base.alpha is not None and len(blocks):
            base = with_interval(base, blocks[:, i], independent=independent, seed=seed)
        results.append(base)
    return results


def _frame(found: Presence, results: list[Agreement], codings: "DataFrame") -> "DataFrame":
    """Return one row per code: turns, count of each coder, percentage, α and its interval; lowest α first."""
    import numpy as np
    import pandas as pd

    labels = dict(zip(codings["code"], codings["code_label"], strict=True)) if "code_label" in codings.columns else {}
    size, ones = found.coded.sum(axis=1), found.put.sum(axis=2)
    rows = []
    for i, (code, result) in enumerate(zip(found.codes, results, strict=True)):
        pairs = size * (size - 1)
        same = 1 - 2 * ones[i] * (size - ones[i]) / pairs
        row: dict[str, Any] = {"code": code, "code_label": labels.get(code, code), "turns": len(size)}
        row |= {f"turns_{name}": int(found.put[i, :, j].sum()) for j, name in enumerate(found.coders)}
        row |= {"percent": float(100 * np.mean(same)), "alpha": result.alpha, "low": result.low, "high": result.high}
        row |= {"independent": result.independent, "draws": result.draws, "undefined": result.undefined}
        row |= {"seed": result.seed, "below_tentative": result.below_tentative, "verdict": verdict(result.alpha)}
        rows.append(row)
    frame = pd.DataFrame(rows)
    for name in ("alpha", "low", "high", "below_tentative"):
        frame[name] = frame[name].astype("Float64")
    frame["seed"] = frame["seed"].astype("Int64")
    return frame.sort_values(["alpha", "code"], na_position="last", ignore_index=True)


def _rows(frame: "DataFrame", coders: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    headings = (
        _("Code"),
        _("Turns"),
        *(_("Turns of {coder}", coder=name) for name in coders),
        _("Agreement (%)"),
        _("α"),
        _("95 % interval"),
        _("Reading"),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in frame.to_dict("records"):
        alpha, low, high = (
            None if bare(row[name]) is None else float(row[name]) for name in ("alpha", "low", "high")
        )
        between = (
            "–" if low is None or high is None else _("{low} to {high}", low=number(low, 2), high=number(high, 2))
        )
        rows.append(
            (
                str(row["code_label"]),
                int(row["turns"]),
                *(int(row[f"turns_{name}"]) for name in coders),
                number(row["percent"], 1),
                _("not defined") if alpha is None else number(alpha, 3),
                between,
                "–" if alpha is None else str(row["verdict"]),
            )
        )
    return headings, tuple(rows)


def _facts(frame: "DataFrame", coders: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    columns = {
        _("Code"): "code",
        _("Label"): "code_label",
        _("Turns"): "turns",
        **{_("Turns of {coder}", coder=name): f"turns_{name}" for name in coders},
        _("Agreement (%)"): "percent",
        _("α"): "alpha",
        _("Low end"): "low",
        _("High end"): "high",
        _("Draws"): "draws",
        _("Undefined draws"): "undefined",
        _("Seed"): "seed",
    }
    rows = zip(*([bare(value) for value in frame[name]] for name in columns.values()), strict=True)
    return tuple(columns), tuple(rows)


def _notes(found: Presence, results: list[Agreement], texts: int, *, by_text: bool) -> list[str]:
    """Return how to read the table and what it does not prove."""
    made = [
        _(
            "α: 1 is perfect, 0 is chance. Krippendorff asks for {reliable}, "
            "and {tentative} for tentative conclusions.",
            reliable=number(RELIABLE, 3),
            tentative=number(TENTATIVE, 3),
        ),
        _("Uncoded text inflates the percentage: turns that nobody coded count as agreement. Rely on α."),
    ]
    shares = found.put.any(axis=2).any(axis=0).mean() if len(found.turns) else 0.0
    made.append(_("Here {share} % of the turns carry none of these codes.", share=number(100 * (1 - float(shares)))))
    drawn = [result for result in results if result.draws]
    if drawn:
        fields = {"draws": number(drawn[0].draws), "seed": drawn[0].seed, "n": number(drawn[0].independent)}
        made.append(
            _("Intervals: percentile bootstrap over {n} texts, {draws} draws, seed {seed}.", **fields)
            if by_text
            else _(
                "Intervals: percentile bootstrap over {n} turns, {draws} draws, seed {seed}; turns of one text are "
                "not independent, so the intervals are too narrow.",
                **fields,
            )
        )
        worst = max(result.undefined for result in drawn)
        if worst:
            made.append(
                n_(
                    "Up to {n} draw of a code gave no defined α and was left out.",
                    "Up to {n} draws of a code gave no defined α and were left out.",
                    worst,
                )
            )
    if any(result.alpha is None for result in results):
        made.append(_("Not defined: a single value everywhere; this is neither 1 nor 0."))
    if texts < ENOUGH_TEXTS:
        made.append(n_("{n} text proves little.", "{n} texts prove little.", texts))
    made.append(_("Do not use it in reflexive thematic analysis, where readings are meant to differ."))
    return made
