"""What is said of the risk, in sentences to read aloud: ids and numbers, never a name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from toolkit.i18n import _, n_, number
from toolkit.transcripts.risk_bands import interval
from toolkit.transcripts.risk_people import shown, sort_key, trait_name

if TYPE_CHECKING:
    from toolkit.transcripts.risk import Anonymity
    from toolkit.transcripts.risk_generalise import Generalisation
    from toolkit.transcripts.risk_ways import Way

LISTED: Final = 12
"""How many ids a sentence lists before « et 3 autres »; the tables list them all."""


def and_list(names: Sequence[str], *, most: int = LISTED) -> str:
    """Return « P01, P02 et P03 », or « P01, P02 et 7 autres » beyond ``most``."""
    if len(names) > most:
        left = len(names) - most
        return n_("{some} and {n} other", "{some} and {n} others", left, some=", ".join(names[:most]))
    if len(names) < 2:
        return "".join(names)
    return _("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])


def fitting(names: Sequence[str], room: int) -> str:
    """List as many names as ``room`` characters hold, one at least, and say how many are left.

    >>> fitting(["P01", "P02"], 80)
    'P01 et P02'
    """
    shown, length = 0, 0
    for name in names:
        length += len(name) + 2
        if shown and length > room:
            break
        shown += 1
    return and_list(names, most=shown)


def shortened(text: str, most: int) -> str:
    """Return a text of ``most`` characters at most, cut with an ellipsis.

    >>> shortened("situation familiale", 10)
    'situation…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def anonymity_sentences(told: "Anonymity") -> tuple[str, ...]:
    """Say how alone people are: the essential first, then what was assumed."""
    n, k = told.n, told.k
    if not n:
        return (_("Nobody is described in the study yet: there is nothing to measure."),)
    said = []
    traits = and_list([trait_name(name) for name in told.traits])
    if n == 1:
        said.append(
            _(
                "Only one person is described: everything that is said points at this person, whatever the traits. "
                "Only what you leave out of the texts protects them."
            )
        )
    elif not told.traits:
        said.append(
            _("No trait tells these {n} people apart in the table: the risk lies in what the texts say.", n=n)
        )
    if n < k:
        if n > 1:
            said.append(
                _(
                    "{n} people are described: no group of {k} can be made. Print no trait beside an extract, speak "
                    "of the whole group, and have each person read their extracts.",
                    n=n,
                    k=k,
                )
            )
    elif told.traits and told.reached:
        said.append(
            _(
                "With {traits}, everybody shares their traits with {others} other people at least: nobody of the {n} "
                "is in a group of fewer than {k}.",
                traits=traits,
                others=told.smallest - 1,
                n=n,
                k=k,
            )
            if told.known is None
            else _(
                "Somebody who knows {known} of these traits ({traits}) always has {k} people or more to choose from.",
                known=told.known,
                traits=traits,
                k=k,
            )
        )
    elif told.traits:
        said.append(
            n_(
                "With {traits}, {n} person out of {total} is in a group of fewer than {k}: {ids}.",
                "With {traits}, {n} people out of {total} are in a group of fewer than {k}: {ids}.",
                len(told.below),
                traits=traits,
                total=n,
                k=k,
                ids=and_list(told.below),
            )
        )
    if told.traits and told.alone and n > 1:
        said.append(
            n_(
                "{n} person is the only one with these traits: {ids}.",
                "{n} people are each the only one with these traits: {ids}.",
                len(told.alone),
                ids=and_list(told.alone),
            )
        )
    return (*said, *_alone_by_one(told), *assumptions(told))


def _alone_by_one(told: "Anonymity") -> list[str]:
    """Say which single traits suffice to leave somebody alone."""
    single = [one for one in told.exposing if len(one.traits) == 1 and one.size == 1]
    if told.n < 2 or not single:
        return []
    return [
        n_(
            "One trait is enough to find {ids}: {trait}.",
            "One trait is enough to find each of {ids}: {trait}.",
            len(one.people),
            ids=and_list(one.people),
            trait=trait_name(one.traits[0]),
        )
        for one in single
    ]


def assumptions(told: "Anonymity") -> list[str]:
    """Say what was guessed, what is missing, and what a group would teach."""
    said = []
    guessed = [use for use in told.uses if use.guessed]
    unknown = [trait_name(use.name) for use in guessed if use.identifying and not use.known]
    if unknown:
        said.append(
            n_(
                "The name of the trait {names} says nothing to Carnet: it was counted, out of caution.",
                "The names of the traits {names} say nothing to Carnet: they were counted, out of caution.",
                len(unknown),
                names=and_list(unknown),
            )
        )
    hidden = [trait_name(use.name) for use in guessed if use.use == "sensitive"]
    if hidden:
        said.append(
            n_(
                "Taken for sensitive, and not for something that readers know: {names}.",
                "Taken for sensitive, and not for things that readers know: {names}.",
                len(hidden),
                names=and_list(hidden),
            )
        )
    if told.blanks:
        people = sorted({id for _name, ids in told.blanks for id in ids})
        said.append(
            n_(
                "A trait is missing for {ids}: what is missing is counted as hiding nobody.",
                "Traits are missing for {ids}: what is missing is counted as hiding nobody.",
                len(people),
                ids=and_list(people),
            )
        )
    if told.several:
        said.append(
            _(
                "{ids} have several values for one trait (two cases, for instance): this itself tells them apart.",
                ids=and_list(told.several),
            )
            if len(told.several) > 1
            else _(
                "{ids} has several values for one trait (two cases, for instance): this itself tells them apart.",
                ids=told.several[0],
            )
        )
    said += [
        _(
            "{ids} all have the same answer for “{trait}”: to find their group is to learn it.",
            ids=and_list(one.people),
            trait=trait_name(name),
        )
        for one, name in told.alike
    ]
    return said


def generalisation_sentences(made: "Generalisation") -> tuple[str, ...]:
    """Say what was merged, what is lost, or why k cannot be reached and what to do."""
    n, k = made.before.n, made.k
    if not made.needed:
        return (_("Nothing has to change: everybody already shares their traits with {n} others.", n=k - 1),)
    if n < k:
        return (*anonymity_sentences(made.before)[:1], _advice(n))
    if not made.reached:
        return (
            _("A group of {k} cannot be reached while some traits are kept as they are.", k=k),
            _("Keep fewer of them, or accept a smaller group for the team only (k = 3)."),
        )
    said = [way_sentence(way) for way in made.steps]
    said.append(
        _(
            "Then nobody of the {n} is in a group of fewer than {k} (the smallest holds {smallest}). What is lost: "
            "{loss} % of the pairs of people whom a trait told apart, on average.",
            n=n,
            k=k,
            smallest=made.after.smallest,
            loss=number(100 * made.loss),
        )
    )
    if all(way.kind == "out" for way in made.ways):
        said.append(_("No trait is left: speak of the whole group, or accept a smaller group inside the team."))
    out = [trait_name(way.trait) for way in made.steps if way.kind == "out" and _could_be_grouped(way)]
    if out:
        said.append(
            n_(
                "To keep {traits}, give wider groups of your own and ask again.",
                "To keep some of {traits}, give wider groups of your own and ask again.",
                len(out),
                traits=and_list(out),
            )
        )
    if made.alternatives:
        said.append(
            _(
                "Or show one of these instead, the same one everywhere: {ways}.",
                ways=" ; ".join(way_sentence(way, brief=True) for way in made.alternatives),
            )
        )
    if any(way.kind == "grouped" for way in made.steps):
        said.append(_("Check that the values put together make sense; if not, give your own groups and ask again."))
    if not made.exact:
        said.append(
            _(
                "The search was stopped after {n} tries: this holds, but a smaller loss may exist. Keep fewer traits "
                "to have it searched whole.",
                n=number(made.tried),
            )
        )
    return tuple(said)


def _could_be_grouped(way: "Way") -> bool:
    words = [value for value in way.labels if isinstance(value, str) and interval(value) is None]
    return len(words) > 2


def _advice(n: int) -> str:
    if n == 0:
        return _("Describe the people first: carnet import … --participants participants.csv")
    return _(
        "No way of saying the traits changes this. Leave all traits out of what is given back, keep extracts that "
        "could be anybody’s, ask each person to agree to theirs, or wait for other interviews."
    )


def way_sentence(way: "Way", *, brief: bool = False) -> str:
    """Say how a trait is said otherwise; ``brief`` leaves out the groups beyond the third, and the full stop."""
    trait = shortened(trait_name(way.trait), 30) if brief else trait_name(way.trait)
    if not way.changes:
        sentence = _("{trait}: as it is.", trait=trait)
    elif way.kind == "out":
        sentence = _("{trait}: not shown.", trait=trait)
    else:
        labels = _in_order(way)
        groups = " ; ".join(labels)
        if brief:
            groups = ", ".join(shortened(label, 24) for label in labels[:4]) + (", …" if len(labels) > 4 else "")
        sentence = _changed(way, trait, groups)
    return sentence.rstrip(".") if brief else sentence


def _in_order(way: "Way") -> list[str]:
    """Return the labels in the order of the values that they hold."""
    ordered = sorted(way.labels, key=sort_key)
    return list(dict.fromkeys(shown(way.labels[value]) for value in ordered if way.labels[value] is not None))


def _changed(way: "Way", trait: str, groups: str) -> str:
    kinds = {
        "department": _("{trait}: the department instead of the place ({groups}).", trait=trait, groups=groups),
        "region": _("{trait}: the region instead of the place ({groups}).", trait=trait, groups=groups),
        "town": _("{trait}: the size of the town instead of its name ({groups}).", trait=trait, groups=groups),
        "bands": _("{trait}: in {detail} ({groups}).", trait=trait, detail=way.detail, groups=groups),
        "dates": _("{trait}: only {detail} ({groups}).", trait=trait, detail=way.detail, groups=groups),
        "given": _("{trait}: in the groups that you gave ({groups}).", trait=trait, groups=groups),
        "neighbours": _("{trait}: in wider bands ({groups}).", trait=trait, groups=groups),
        "rare": _("{trait}: the rare values put together ({groups}).", trait=trait, groups=groups),
        "grouped": _("{trait}: values put together ({groups}).", trait=trait, groups=groups),
    }
    return kinds[way.kind]
