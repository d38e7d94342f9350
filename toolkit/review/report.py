"""The report on two coders: for each code how far their extracts meet, α by turn, and where they differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, n_, number
from toolkit.review.agreement import (
    between,
    caution_of,
    checked_texts,
    interval_notes,
    measured,
    measured_frame,
    shown,
)
from toolkit.review.alpha import DRAWS, SEED
from toolkit.review.contrasts import REASONS, differences, spoken_reason
from toolkit.review.measures import jaccard_and_dice
from toolkit.review.units import Presence, presence_by_unit
from toolkit.review.wording import how_to_read

if TYPE_CHECKING:
    from pandas import DataFrame


def agreement_report(
    codings: "DataFrame",
    turns: "DataFrame",
    *,
    code: str | Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    transcripts: Sequence[str] | None = None,
    parents: Mapping[str, str | None] | None = None,
    school: str | None = None,
    even_so: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Table:
    """Report how far coders agree, three lines a code; then read the extracts on which they differ.

    The lines: Jaccard on the characters of participants (do the extracts meet?), α by turn with its interval (beyond
    chance?), and how many extracts differ, by reason. ``report.quotes("entraide")`` shows these side by side, longest
    first: they are what changes a codebook, numbers do not. There is no single number for all codes.

    Parameters and errors: those of ``measure_agreement``; ``parents`` as in ``differences`` (without it a code
    above or below counts as another code).
    """
    import pandas as pd

    caution = caution_of(school, even_so=even_so)
    wanted = [code] if isinstance(code, str) else code
    chosen: dict[str, Any] = {"codes": wanted, "coders": coders, "transcripts": transcripts}
    found = presence_by_unit(codings, turns, **chosen)
    count, by_text = checked_texts(found)
    letters = presence_by_unit(codings, turns, unit="character", **chosen)
    results = measured(found, "alpha", by_text=by_text, draws=draws, seed=seed)
    frame = measured_frame(found, results, codings, "alpha")
    for measure, values in zip(("jaccard", "dice"), jaccard_and_dice(letters), strict=True):
        by_code = dict(zip(letters.codes, (None if isnan(value) else float(value) for value in values), strict=True))
        frame[measure] = pd.array([by_code[id] for id in frame["code"]], dtype="Float64")
    apart = _by_code(differences(codings, coders=found.coders, transcripts=transcripts, parents=parents), found.codes)
    frame = _counted(frame, apart)
    caption = _(
        "Agreement of {coders}, code by code ({turns} turns of {texts}).",
        coders=", ".join(found.coders),
        turns=number(len(found.turns)),
        texts=n_("{n} text", "{n} texts", count),
    )
    notes = [
        *caution,
        inflation(letters),
        how_to_read("jaccard"),
        how_to_read("alpha"),
        *interval_notes(results, by_text=by_text),
        _("Read the extracts in disagreement side by side: they are what changes the codebook."),
    ]
    if len(found.coders) > 2:
        notes.append(_("More than two coders: Jaccard is a mean over pairs, extracts are compared pair by pair."))
    if frame["alpha"].isna().any():
        notes.append(_("Not defined: a single value everywhere; this is neither 1 nor 0."))
    if not by_text:
        notes.append(n_("{n} text proves little.", "{n} texts prove little.", count))
    notes.append(_("Do not use it in reflexive thematic analysis, where readings are meant to differ."))
    return Table(
        frame=frame,
        unit="turn",
        caption=caption,
        notes=tuple(notes),
        pieces=apart,
        value="alpha",
        printed=Printed(caption, *_lines(frame), tuple(notes), _facts(frame, found)),
    )


def inflation(letters: Presence) -> str:
    """Return the sentence that shows, on the coders' own extracts, that uncoded text inflates agreement."""
    import numpy as np

    size, ones = letters.coded.sum(axis=1), letters.put.sum(axis=2)
    same = (1 - 2 * ones * (size - ones) / (size * (size - 1))).mean(axis=0)
    coded = letters.put.any(axis=(0, 2))
    if not (letters.weight * coded).sum():
        return _("Uncoded text inflates agreement: what nobody coded counts as agreement.")
    return _(
        "Uncoded text inflates agreement. Here {share} % of the characters carry none of these codes: coders agree "
        "on {whole} % of all characters, on {within} % of those that somebody coded; their extracts are the same.",
        share=number(100 * (1 - np.average(coded, weights=letters.weight)), 1),
        whole=number(100 * np.average(same, weights=letters.weight), 1),
        within=number(100 * np.average(same[coded], weights=letters.weight[coded]), 1),
    )


def _by_code(found: "DataFrame", codes: Sequence[str]) -> "DataFrame":
    """Return the differences of each code: one between two codes is read under both."""
    import pandas as pd

    from toolkit.model.quiet import QuietFrame

    second = found[found["code_second"].notna() & (found["code_first"] != found["code_second"])]
    first = found[found["code_first"].notna()]
    both = pd.concat(
        [first.assign(code=first["code_first"]), second.assign(code=second["code_second"])], ignore_index=True
    )
    both = both[both["code"].isin(codes)].sort_values(
        ["code", "characters", "transcript", "start"], ascending=[True, False, True, True], kind="stable"
    )
    columns = ["code", *(name for name in both.columns if name != "code")]
    return QuietFrame(both[columns].reset_index(drop=True))


def _counted(frame: "DataFrame", apart: "DataFrame") -> "DataFrame":
    counts = Counter(zip(apart["code"], apart["reason"], strict=True))
    made = frame.copy()
    made["differences"] = [sum(counts[id, reason] for reason in REASONS) for id in made["code"]]
    for reason in REASONS:
        made[reason.replace(" ", "_")] = [counts[id, reason] for id in made["code"]]
    return made


def _lines(frame: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    lines: list[tuple[Cell, ...]] = []
    for row in frame.to_dict("records"):
        reasons = [
            f"{spoken_reason(reason)} {number(row[reason.replace(' ', '_')])}"
            for reason in REASONS
            if row[reason.replace(" ", "_")]
        ]
        dice = _("Dice {value}", value=shown(row["dice"]))
        alpha = "–" if bare(row["alpha"]) is None else f"{between(row)} ; {row['verdict']}"
        lines += [
            (str(row["code_label"]), _("Jaccard, on characters"), shown(row["jaccard"]), dice),
            ("", _("Krippendorff's α, by turn"), shown(row["alpha"]), alpha),
            ("", _("Extracts in disagreement"), number(row["differences"]), " ; ".join(reasons) or "–"),
        ]
    return (_("Code"), _("Measure"), _("Value"), _("Detail")), tuple(lines)


def _facts(frame: "DataFrame", found: Presence) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    columns = {
        _("Code"): "code",
        _("Label"): "code_label",
        _("Jaccard"): "jaccard",
        _("Dice"): "dice",
        _("Turns"): "turns",
        **{_("Turns of {coder}", coder=name): f"turns_{name}" for name in found.coders},
        _("Agreement (%)"): "percent",
        _("α"): "alpha",
        _("Low end"): "low",
        _("High end"): "high",
        _("Draws"): "draws",
        _("Undefined draws"): "undefined",
        _("Seed"): "seed",
        _("Extracts in disagreement"): "differences",
        **{spoken_reason(reason): reason.replace(" ", "_") for reason in REASONS},
    }
    rows = zip(*([bare(value) for value in frame[name]] for name in columns.values()), strict=True)
    return tuple(columns), tuple(rows)


def side_by_side(found: "DataFrame", labels: Mapping[str, str] | None = None) -> Table:
    """Return the differences as a table to print, the words of both coders beside each other.

    ``found`` comes from ``differences`` or from ``report.quotes()``. It holds what people said: keep it in the study.
    """
    names = labels or {}
    plain = found.drop_duplicates([name for name in found.columns if name != "code"])
    plain = plain.sort_values(["characters", "transcript", "start"], ascending=[False, True, True], kind="stable")

    def told(row: Mapping[Any, Any], side: str) -> str:
        code = bare(row[f"code_{side}"])
        if code is None:
            return _("{coder}: nothing", coder=row[f"coder_{side}"])
        return f"{row[f'coder_{side}']} · {names.get(str(code), str(code))} — {row[f'quote_{side}']}"

    rows: list[tuple[Cell, ...]] = [
        (
            str(row["transcript"]),
            f"{row['start']}–{row['end']}",
            spoken_reason(str(row["reason"])),
            int(row["characters"]),
            told(row, "first"),
            told(row, "second"),
        )
        for row in plain.to_dict("records")
    ]
    headings = (_("Text"), _("Where in the text"), _("Reason"), _("Characters"), _("First"), _("Second"))
    caption = n_(
        "{n} extract in disagreement, the longest first.",
        "{n} extracts in disagreement, the longest first.",
        len(rows),
    )
    return Table(
        frame=plain.reset_index(drop=True),
        unit="segment",
        caption=caption,
        printed=Printed(caption, headings, tuple(rows)),
    )
