"""Does one person code as they did? The same turns coded again some weeks later, compared as two coders are."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.errors import InvalidValue
from toolkit.formats.tables import Table
from toolkit.i18n import _
from toolkit.review.alpha import DRAWS, SEED
from toolkit.review.report import agreement_report
from toolkit.review.units import touched

if TYPE_CHECKING:
    from pandas import DataFrame


def turns_to_code_again(turns: "DataFrame", *, share: float = 0.1, seed: int = SEED) -> "DataFrame":
    """Choose turns of participants to be coded again without seeing the first codings, some in each text.

    ``turns`` are those of the texts that were coded; ``share`` of them (a tenth by default) is drawn with ``seed``,
    one per text at least. Recode them two weeks later, then ask ``drift``.
    """
    if not 0 < share <= 1:
        raise InvalidValue(_("The share of turns lies between 0 and 1."), _("Give share=0.1 for a tenth."))
    import numpy as np

    ground = turns[turns["role"] != "interviewer"].drop_duplicates(["transcript", "turn"])
    ground = ground[ground["end"] > ground["start"]].sort_values(["transcript", "start"], ignore_index=True)
    rng = np.random.default_rng(seed)
    kept: list[int] = []
    for _text, own in ground.groupby("transcript", sort=True):
        kept += rng.choice(own.index.to_numpy(), size=max(1, round(share * len(own))), replace=False).tolist()
    return ground.loc[sorted(kept)].reset_index(drop=True)


def drift(
    first: "DataFrame",
    second: "DataFrame",
    turns: "DataFrame",
    *,
    parents: Mapping[str, str | None] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    **options: Any,
) -> Table:
    """Compare two passes of the same person over the same turns: the report of ``agreement_report``, pass by pass.

    Parameters
    ----------
    first, second
        The codings of each pass (``study.frame("codings")``, of this one person).
    turns
        The turns that were coded again, from ``turns_to_code_again``; what lies elsewhere is left out.
    options
        Those of ``agreement_report``.
    """
    import pandas as pd

    ground = turns.sort_values(["transcript", "start"], ignore_index=True)
    passes = []
    for name, codings in ((_("first pass"), first), (_("second pass"), second)):
        people = set(codings["coder"])
        if len(people) > 1:
            raise InvalidValue(
                _("Drift is that of one person; there are {n} coders in one pass.", n=len(people)),
                _("Keep the codings of one coder, or use agreement_report to compare coders."),
            )
        within = codings[codings["transcript"].isin(set(ground["transcript"]))]
        row, _turn = touched(within, ground)
        passes.append(within.iloc[sorted(set(row.tolist()))].assign(coder=name))
    return agreement_report(
        pd.concat(passes, ignore_index=True),
        ground,
        coders=[_("first pass"), _("second pass")],
        parents=parents,
        draws=draws,
        seed=seed,
        **({"transcripts": list(dict.fromkeys(ground["transcript"]))} | options),
    )
