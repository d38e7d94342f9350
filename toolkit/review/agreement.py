"""Agreement between coders on a study: code by code, on a stated unit, on the texts that each one coded."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.errors import Refused
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, n_, number
from toolkit.model.text import fold
from toolkit.review.alpha import (
    DRAWS,
    SEED,
    Agreement,
    krippendorff,
    krippendorff_alpha,
    sentence,
    verdict,
    with_interval,
)
from toolkit.review.measures import Measure, checked_measure, estimate
from toolkit.review.units import Presence, Unit, presence_by_unit
from toolkit.review.wording import (
    how_to_read,
    measure_heading,
    spoken_measure,
    spoken_unit,
    spoken_units,
    unit_note,
)

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "Agreement",
    "agreement_policy",
    "alpha_by_turn",
    "krippendorff",
    "krippendorff_alpha",
    "measure_agreement",
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
    doi:10.1111/j.1468-2958.2004.tb00738.x. Parameters and errors: those of ``measure_agreement``.
    """
    return measure_agreement(
        codings,
        turns,
        code=code,
        coders=coders,
        transcripts=transcripts,
        school=school,
        even_so=even_so,
        draws=draws,
        seed=seed,
    )


def measure_agreement(
    codings: "DataFrame",
    turns: "DataFrame",
    *,
    unit: Unit = "turn",
    measure: Measure = "alpha",
    texts: Mapping[str, str] | None = None,
    code: str | Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    transcripts: Sequence[str] | None = None,
    school: str | None = None,
    even_so: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Table:
    """Measure, code by code, how far coders agree on which units hold it: one measure, one stated unit.

    Read it with its interval, its unit and their number. More than two coders: α, Fleiss, Scott (then Fleiss's
    form), AC1, Brennan & Prediger and the percentage take them together; Cohen, Jaccard and Dice are
    means over pairs.

    Parameters
    ----------
    codings
        ``study.frame("codings")`` (or pieces); accepted ones count.
    turns
        ``study.frame("turns")``.
    unit
        ``turn`` of a participant, ``sentence`` (needs ``texts``), ``character``, ``segment`` (a stretch of a turn
        that somebody coded: text that nobody coded is left out, so chance is another one).
    measure
        See ``measures.MEASURES``.
    texts
        The words of each text by its id, for sentences.
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
        Of the bootstrap: over texts when there are five or more, over turns below; never over characters.

    Raises ``Refused`` with fewer than two coders, or no text coded by two of them; ``InvalidValue``; ``UnknownName``.
    """
    checked_measure(measure)
    caution = caution_of(school, even_so=even_so)
    wanted = [code] if isinstance(code, str) else code
    found = presence_by_unit(
        codings, turns, unit=unit, texts=texts, codes=wanted, coders=coders, transcripts=transcripts
    )
    count, by_text = checked_texts(found)
    results = measured(found, measure, by_text=by_text, draws=draws, seed=seed)
    frame = measured_frame(found, results, codings, measure)
    caption = _(
        "Agreement of {coders}: {measure}, {unit} ({units} units, {texts}).",
        coders=", ".join(found.coders),
        measure=spoken_measure(measure),
        unit=spoken_unit(unit),
        units=number(found.weight.sum()),
        texts=n_("{n} text", "{n} texts", count),
    )
    notes = (*caution, *_notes(found, results, count, measure, by_text=by_text))
    kept = codings[codings["coder"].isin(found.coders) & codings["transcript"].isin(set(found.turns["transcript"]))]
    return Table(
        frame=frame,
        unit=unit,
        caption=caption,
        notes=notes,
        pieces=kept,
        value=measure,
        printed=Printed(caption, *_rows(frame, found, measure), notes, _facts(frame, found, measure)),
    )


def checked_texts(found: Presence) -> tuple[int, bool]:
    """Return how many texts are compared and whether they are enough to be drawn; raise ``Refused`` without any."""
    if not len(found.turns):
        raise Refused(
            _("No text was coded by two coders: there is nothing to compare."),
            _("Have a text coded by both, or name the texts that both read with transcripts=."),
        )
    texts = int(found.turns["transcript"].nunique())
    return texts, texts >= ENOUGH_TEXTS


def caution_of(school: str | None, *, even_so: bool) -> tuple[str, ...]:
    """Return what the school of a study says of agreement; raise ``Refused`` unless it is asked even so."""
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


def measured(found: Presence, measure: str, *, by_text: bool, draws: int, seed: int) -> list[Agreement]:
    """Return the value of a measure for each code, as ``alpha``, with its interval; the same draws serve for all."""
    import numpy as np

    made = estimate(found, measure, by_text=by_text, draws=draws, seed=seed)
    units, ratings = int(found.weight.sum()), int((found.coded.sum(axis=1) * found.weight).sum())
    results = []
    for i, value in enumerate(made.whole):
        alpha = None if np.isnan(value) else float(value)
        base = Agreement(alpha=alpha, coders=len(found.coders), units=units, ratings=ratings)
        if alpha is not None and len(made.drawn):
            base = with_interval(base, made.drawn[:, i], independent=made.independent, seed=seed)
        results.append(base)
    return results


def measured_frame(found: Presence, results: list[Agreement], codings: "DataFrame", measure: str) -> "DataFrame":
    """Return one row per code: units, count of each coder, percentage, value, interval; lowest value first."""
    import numpy as np
    import pandas as pd

    labels = dict(zip(codings["code"], codings["code_label"], strict=True)) if "code_label" in codings.columns else {}
    size, ones, unit = found.coded.sum(axis=1), found.put.sum(axis=2), f"{found.unit}s"
    rows = []
    for i, (code, result) in enumerate(zip(found.codes, results, strict=True)):
        same = 1 - 2 * ones[i] * (size - ones[i]) / (size * (size - 1))
        row: dict[str, Any] = {"code": code, "code_label": labels.get(code, code), unit: int(found.weight.sum())}
        row |= {f"{unit}_{name}": int(found.put[i, :, j] @ found.weight) for j, name in enumerate(found.coders)}
        row |= {"percent": float(100 * np.average(same, weights=found.weight))}
        row |= {measure: result.alpha, "low": result.low, "high": result.high}
        row |= {"independent": result.independent, "draws": result.draws, "undefined": result.undefined}
        row |= {"seed": result.seed}
        if measure == "alpha":
            row |= {"below_tentative": result.below_tentative, "verdict": verdict(result.alpha)}
        rows.append(row)
    frame = pd.DataFrame(rows)
    for name in (measure, "low", "high", "below_tentative"):
        if name in frame.columns:
            frame[name] = frame[name].astype("Float64")
    frame["seed"] = frame["seed"].astype("Int64")
    return frame.sort_values([measure, "code"], na_position="last", ignore_index=True)


def between(row: Mapping[Any, Any], digits: int = 2) -> str:
    """Return the interval of a row as it is printed."""
    low, high = (bare(row[name]) for name in ("low", "high"))
    if low is None or high is None:
        return "–"
    return _("{low} to {high}", low=number(float(low), digits), high=number(float(high), digits))


def shown(value: Any, digits: int = 3) -> str:
    """Return a value as it is printed, « non défini » when it is not."""
    plain = bare(value)
    return _("not defined") if plain is None else number(float(plain), digits)


def _rows(frame: "DataFrame", found: Presence, measure: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    unit, heading = f"{found.unit}s", spoken_units(found.unit)
    as_percent = measure == "percent"
    headings = [_("Code"), heading, *(f"{heading} ({name})" for name in found.coders), _("Agreement (%)")]
    headings += [] if as_percent else [measure_heading(measure)]
    headings += [_("95 % interval")]
    headings += [_("Reading")] if measure == "alpha" else []
    rows: list[tuple[Cell, ...]] = []
    for row in frame.to_dict("records"):
        cells: list[Cell] = [str(row["code_label"]), int(row[unit])]
        cells += [int(row[f"{unit}_{name}"]) for name in found.coders]
        cells += [shown(row["percent"], 1)]
        cells += [] if as_percent else [shown(row[measure])]
        cells += [between(row, 1 if as_percent else 2)]
        if measure == "alpha":
            cells += ["–" if bare(row["alpha"]) is None else str(row["verdict"])]
        rows.append(tuple(cells))
    return tuple(headings), tuple(rows)


def _facts(frame: "DataFrame", found: Presence, measure: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    unit, heading = f"{found.unit}s", spoken_units(found.unit)
    columns = {
        _("Code"): "code",
        _("Label"): "code_label",
        heading: unit,
        **{f"{heading} ({name})": f"{unit}_{name}" for name in found.coders},
        _("Agreement (%)"): "percent",
        **({} if measure == "percent" else {measure_heading(measure): measure}),
        _("Low end"): "low",
        _("High end"): "high",
        _("Draws"): "draws",
        _("Undefined draws"): "undefined",
        _("Seed"): "seed",
    }
    rows = zip(*([bare(value) for value in frame[name]] for name in columns.values()), strict=True)
    return tuple(columns), tuple(rows)


def _notes(found: Presence, results: list[Agreement], texts: int, measure: str, *, by_text: bool) -> list[str]:
    """Return how to read the table and what it does not prove."""
    made = [how_to_read(measure)]
    if found.unit == "segment":
        made.append(_("Only stretches that somebody coded count: chance is not that of the whole text."))
    elif measure not in ("jaccard", "dice"):
        made.append(_("Uncoded text inflates agreement: what nobody coded counts as agreement."))
        shares = found.put.any(axis=2).any(axis=0) @ found.weight / found.weight.sum()
        made.append(_("Here {share} % of the text carries none of these codes.", share=number(100 * (1 - shares))))
    if found.unit != "turn":
        made.append(unit_note(found.unit))
    made += interval_notes(results, by_text=by_text)
    if any(result.alpha is None for result in results):
        made.append(_("Not defined: a single value everywhere; this is neither 1 nor 0."))
    if texts < ENOUGH_TEXTS:
        made.append(n_("{n} text proves little.", "{n} texts prove little.", texts))
    made.append(_("Do not use it in reflexive thematic analysis, where readings are meant to differ."))
    return made


def interval_notes(results: list[Agreement], *, by_text: bool) -> list[str]:
    """Return how the intervals were made, and how many draws could not be used."""
    drawn = [result for result in results if result.draws]
    if not drawn:
        return []
    fields = {"draws": number(drawn[0].draws), "seed": drawn[0].seed, "n": number(drawn[0].independent)}
    made = [
        _("Intervals: percentile bootstrap over {n} texts, {draws} draws, seed {seed}.", **fields)
        if by_text
        else _(
            "Intervals: percentile bootstrap over {n} turns, {draws} draws, seed {seed}; turns of one text are "
            "not independent, so the intervals are too narrow.",
            **fields,
        )
    ]
    worst = max(result.undefined for result in drawn)
    if worst:
        made.append(
            n_(
                "Up to {n} draw of a code gave no defined value and was left out.",
                "Up to {n} draws of a code gave no defined value and were left out.",
                worst,
            )
        )
    return made
