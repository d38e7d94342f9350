"""From a brief to a draft guide: a proposal to rework, made by rules, the same each time, without any network.

A research question is never put to a person: it leads to a ground (``families``), and the questions are those of
the ground (``openings``). The guides of several publics share the openings of their common core, with the same ids.
What could not be decided is said by ``undecided`` and written at the head of the checklist of the guide.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from toolkit.errors import InvalidValue
from toolkit.guides import frames, independents, method_themes, minors
from toolkit.guides.brief import Brief
from toolkit.guides.consents import consent_for
from toolkit.guides.families import gather, grounds_of
from toolkit.guides.grammar import METHOD_WORDS, known
from toolkit.guides.objects import Thing, place_of, thing_of
from toolkit.guides.offer_layout import same_length
from toolkit.guides.offers import research_questions
from toolkit.guides.openings import ECHO, OPENINGS, Typed
from toolkit.guides.publics import PublicKind, adolescent, kind_of, people, sensitive
from toolkit.guides.structure import GROUPS, minutes
from toolkit.i18n import _
from toolkit.language.predicates import predicates
from toolkit.model import Guide, Question, Theme, slug
from toolkit.model.guide import METHODS, Method

MOST_THEMES: Final = 5
FEWEST_THEMES: Final = 4
_KIND_NUMBER: Final[dict[str, int]] = {
    "professional": 3,
    "volunteer": 4,
    "official": 5,
    "user": 6,
    "member": 7,
    "independent": 20,
}
"""The number of the opening that only one kind of public has: 1 and 2 are the common core."""
_JOINED: Final = 10
"""The number of the first opening of a ground that joined another: common core too."""
_LONGEST: Final = 95
_DECIDE: Final = "À décider : "


@dataclass(frozen=True, slots=True)
class _Plan:
    brief: Brief
    method: Method
    public: str
    kind: PublicKind
    thing: Thing | None
    served: dict[str, dict[str, tuple[str, ...]]]
    asked: tuple[tuple[str, str], ...]
    parsed: bool


def draft(brief: Brief, *, method: str | None = None, public: str | None = None) -> Guide:
    """Return a draft guide for one public by one method: an aide-mémoire to rework, not a finished guide.

    Two draft guides of one brief by one method ask the questions of their common core with the same ids and words.
    Each theme has two or three openings to choose from; its ``covers`` are proposals too.

    Parameters
    ----------
    brief
        What was read of the offer.
    method
        A method of ``Guide``, in French or in English; by default the first that the offer names.
    public
        For whom, as the offer calls them or otherwise; by default the first public that the offer names.

    Raises
    ------
    InvalidValue
        When the method is not known, or the brief holds no question.
    """
    plan = _plan(brief, method, public)
    themes = _themes(plan)
    covered = {id for theme in themes for question in theme.questions for id in question.covers}
    subject = f"{_on(plan.thing)}" if plan.thing else "[le sujet, en une phrase simple]"
    consent = consent_for(plan.kind, plan.method, subject=subject, sensitive=sensitive(brief.text))
    closing, items = frames.closing(plan.method, plan.kind), frames.items(plan.method, plan.kind)
    checklist = (
        *(f"{_DECIDE}{note}" for note in _notes(plan)),
        *((frames.PARENTS,) if plan.kind == "minor" else ()),
        *(frames.SPHERES if plan.method == "life story" else ()),
        *(frames.CHECKLIST if plan.method != "observation" else frames.CHECKLIST[1:2]),
    )
    title = _title(plan)
    return Guide(
        slug(f"{plan.public or 'guide'} {METHOD_WORDS[plan.method][0][0]}") or "guide",
        title,
        plan.public,
        plan.method,
        _planned(plan, themes, items),
        research_questions=tuple((id, words) for id, words in plan.asked if id in covered),
        consent=consent,
        opening=_opening(plan),
        themes=themes,
        closing=closing,
        items=items,
        diary=frames.DIARY,
        checklist=checklist,
    )


def drafts(
    brief: Brief, *, methods: Sequence[str] | None = None, publics: Sequence[str] | None = None
) -> tuple[Guide, ...]:
    """Return a draft for each method and each public (by default, all those that the offer names)."""
    chosen = list(methods or brief.methods or ("semi-structured",))
    named: list[str | None] = list(publics or brief.publics or (None,))
    return tuple(draft(brief, method=method, public=public) for method in chosen for public in named)


def undecided(brief: Brief, *, method: str | None = None, public: str | None = None) -> tuple[str, ...]:
    """Return what the rules could not decide of a draft, each in one sentence: the intern decides."""
    return tuple(_notes(_plan(brief, method, public)))


def _plan(brief: Brief, method: str | None, public: str | None) -> _Plan:
    if not brief.questions:
        raise InvalidValue(
            _("The brief holds no question: there is nothing to draft from."),
            _("Write the research question in the offer (or in a text), then read it again."),
        )
    wanted = known(METHOD_WORDS, method) if method else None
    if method and wanted is None and method not in METHODS:
        allowed = ", ".join(french[0] for french, _english in METHOD_WORDS.values())
        raise InvalidValue(
            _("Unknown method “{method}”.", method=method), _("Choose one of: {allowed}.", allowed=allowed)
        )
    chosen = cast("Method", wanted or method or (brief.methods[0] if brief.methods else "semi-structured"))
    who = (public or (brief.publics[0] if brief.publics else "")).strip()
    kind: PublicKind = kind_of(who) or "user"
    named = research_questions(brief)
    parses = predicates([words for _id, words in named])
    thing = thing_of(brief)
    ranked = {id: grounds_of(words, parses[rank] if parses else None) for rank, (id, words) in enumerate(named)}
    served = _served(ranked, concrete=thing is not None and thing.sort != "topic")
    return _Plan(brief, chosen, who, kind, thing, gather(served, MOST_THEMES), named, parses is not None)


def _served(ranked: Mapping[str, tuple[str, ...]], *, concrete: bool) -> dict[str, list[str]]:
    """Give each research question its first ground; with few grounds, its second too. A day is always told."""
    central = next(iter(ranked))
    served: dict[str, list[str]] = {}
    for id, grounds in ranked.items():
        served.setdefault(grounds[0] if grounds else "practice", []).append(id)
    served.setdefault("practice", [central])
    if concrete:
        served.setdefault("begin", [central])
    for id, grounds in ranked.items():
        # Who stays away has few meetings to tell.
        second = [one for one in grounds[1:3] if one not in served and not (one == "organise" and "away" in served)]
        if len(served) < FEWEST_THEMES and second:
            served[second[0]] = [id]
    if len(served) < FEWEST_THEMES - 1:
        served.setdefault("begin", [central])
    return served


def _title(plan: _Plan) -> str:
    """Return the title of a draft: the one of the offer, shortened at a sign, never in the middle of words."""
    title = plan.brief.title.rstrip(" .:;,")
    if len(title) > 100:
        title = re.split(r"(?<=\w) ?[:;–(] ", title)[0]
    title = re.sub(r"^(?:offre de )?stage[^:«]{0,40}[:«–-]\s*", "", title, flags=re.IGNORECASE)
    return title[:1].upper() + title[1:] or "Guide d’entretien"


def _handled(thing: Thing | None) -> bool:
    return thing is not None and thing.sort != "topic"


def _on(thing: Thing | None) -> str:
    return thing.words if thing else ""


def _opening(plan: _Plan) -> str:
    if plan.method in frames.ROUND:
        return frames.ROUND[plan.method].replace(
            "l’équipe", "son métier" if plan.kind == "independent" else "l’équipe"
        )
    if plan.method == "life story" and plan.kind != "minor":
        what = f"votre histoire avec {_on(plan.thing)}" if _handled(plan.thing) else "votre parcours"
        # « Anciens bénévoles »: what they do today is something else.
        until = "jusqu’à aujourd’hui" if _handled(plan.thing) or "ancien" in plan.public else frames.LIFE[plan.kind]
        return f"J’aimerais que vous me racontiez {what}, depuis le moment que vous choisirez, {until}."
    if plan.method == "semi-structured" and plan.kind == "user" and _handled(plan.thing):
        return f"J’aimerais que vous me racontiez votre histoire avec {_on(plan.thing)}, dans l’ordre qui vous vient."
    if plan.method in ("semi-structured", "life story"):
        return frames.INVITATION[plan.kind]
    return ""


def _themes(plan: _Plan) -> tuple[Theme, ...]:
    every = tuple(id for id, _words in plan.asked)
    if plan.kind == "minor" and plan.method in minors.ALONE:
        where = place_of(plan.brief, "minor")
        grown = adolescent(plan.public, plan.brief.text)
        return minors.themes(plan.served, "" if where.startswith("là") else where, adolescent=grown)
    if plan.method == "observation":
        return method_themes.observation(every)
    if plan.method == "co-analysis":
        return method_themes.co_analysis(every)
    if plan.method in ("explicitation", "self-confrontation"):
        lit = tuple(id for id in every if _serves(plan, id))
        made = method_themes.explicitation(lit, plan.thing)
        return made if plan.method == "explicitation" else method_themes.self_confrontation(lit)
    if plan.method in ("focus group", "collective"):
        whole = {
            ground: tuple(dict.fromkeys(id for ids in held.values() for id in ids))
            for ground, held in plan.served.items()
        }
        return method_themes.focus_group(
            whole, plan.thing, team=plan.method == "collective", paid=plan.kind in ("professional", "independent")
        )
    if plan.method == "life story":
        return (_after_the_story(plan),)
    said: set[str] = set()
    return _fitted(
        _theme(letter, ground, held, plan, said)
        for letter, (ground, held) in zip("ABCDEF", plan.served.items(), strict=False)
    )


def _fitted(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    """Take probes off the second openings, from the last theme up, until an interview of 90 minutes holds them."""
    kept = list(themes)
    for at in reversed(range(len(kept))):
        questions = [question for theme in kept for question in theme.questions]
        if minutes(main=len(questions), probes=sum(len(one.probes) for one in questions), items=1) <= _LONGEST:
            break
        first, *others = kept[at].questions
        kept[at] = replace(kept[at], questions=(first, *(replace(one, probes=one.probes[:1]) for one in others)))
    return tuple(kept)


def _slots(plan: _Plan) -> dict[str, str]:
    return {"lieu": place_of(plan.brief, plan.kind), **(plan.thing.slots() if plan.thing else {})}


def _first(ground: str, plan: _Plan) -> str:
    """Return the opening that all publics share; it names the thing when there is one."""
    found = OPENINGS[ground]
    named = dict(found.with_object).get(plan.thing.sort) if plan.thing else None
    return named.format(**_slots(plan)) if named else found.core[0]


_USUALLY: Final = "Comment cela se passe-t-il pour vous, d’habitude ?"
_AGAIN: Final[tuple[tuple[Typed, Typed], ...]] = (
    (ECHO, ("chronology", "Comment cela a-t-il commencé ?")),
    (("deepening", "Dites-m’en un peu plus."), ("example", "Racontez-moi un exemple.")),
    (
        ("clarification", "Que voulez-vous dire par là ?"),
        ("contrast", "Une autre fois, qu’est-ce qui était différent ?"),
    ),
)
"""Probes of the openings that only one kind of public has: other ones from theme to theme."""


def _probes(ground: str, plan: _Plan) -> tuple[Typed, ...]:
    found = OPENINGS[ground]
    return found.once if found.once and _first(ground, plan) != found.core[0] else found.probes


def _theme(letter: str, ground: str, held: Mapping[str, tuple[str, ...]], plan: _Plan, said: set[str]) -> Theme:
    """Return a theme: its opening, those of the grounds that joined it, and, with time left, more to choose from."""
    found = OPENINGS[ground]
    few = len(plan.served) < 4
    covers = held[ground]
    first = _first(ground, plan)
    questions = [method_themes.question(f"{letter}1", first, covers, _probes(ground, plan))]
    joined = [one for one in held if one != ground]
    if joined:
        questions += [
            method_themes.question(f"{letter}{_JOINED + rank}", _first(one, plan), held[one], _probes(one, plan)[:2])
            for rank, one in enumerate(joined)
        ]
    elif few:
        questions.append(method_themes.question(f"{letter}2", found.core[1], covers))
    if few or not joined:
        text = independents.opening_for(ground, plan.kind).format(**_slots(plan))
        if ground == "practice" and plan.kind == "user" and _handled(plan.thing):
            text = _USUALLY
        if text in said or (ground == "begin" and _first(ground, plan) != found.core[0]):
            text = found.core[1]
        said.add(text)
        again = _AGAIN[(ord(letter) - ord("A")) % len(_AGAIN)]
        questions.append(
            method_themes.question(f"{letter}{_KIND_NUMBER[plan.kind]}", text, covers, again if few else again[:1])
        )
    if joined:
        titles = " ; ".join(OPENINGS[one].title for one in (ground, *joined))
        return Theme(letter, titles, " ; ".join(OPENINGS[one].aim for one in (ground, *joined)), tuple(questions))
    choice = "deux" if len(questions) == 2 else "trois"
    return Theme(letter, found.title, f"{found.aim} ; {choice} ouvertures au choix", tuple(questions))


def _after_the_story(plan: _Plan) -> Theme:
    every = [(ground, ids) for held in plan.served.values() for ground, ids in held.items()]
    first = next((ids for ground, ids in every if ground == "begin"), (plan.asked[0][0],))
    questions: list[Question] = [
        method_themes.question(
            "P1",
            "Aidez-moi à remettre les moments dans l’ordre : par quoi cela a-t-il commencé ?",
            first,
            (("chronology", "Quel âge aviez-vous, à peu près ?"), ECHO),
        )
    ]
    for rank, (ground, ids) in enumerate([pair for pair in every if pair[0] != "begin"], 2):
        found = OPENINGS[ground]
        text = (
            "Racontez-moi une journée de cette époque, du début à la fin." if ground == "practice" else found.core[0]
        )
        questions.append(method_themes.question(f"P{rank}", text, ids, found.probes[:2]))
    aim = "après le récit, et seulement après, situer les moments racontés et ouvrir ceux qui sont restés fermés"
    return Theme("P", "Reprendre le fil", aim, tuple(questions))


def _planned(plan: _Plan, themes: Sequence[Theme], items: Sequence[Question]) -> int:
    """Return the length to announce: the first usual one that holds every opening that is written."""
    if plan.method in ("life story", "observation"):
        return 120
    if plan.kind == "minor" and plan.method not in GROUPS:
        return 45
    questions = [question for theme in themes for question in theme.questions]
    needed = minutes(
        main=len(questions),
        probes=sum(len(one.probes) for one in questions),
        items=len(items),
        group=plan.method in GROUPS,
    )
    return next(
        (length for length in (45, 60, 75, 90) if needed <= 1.05 * length), 120 if plan.method in GROUPS else 90
    )


def _notes(plan: _Plan) -> Iterator[str]:
    yield _("the themes and the questions that they serve are proposals: rework them with your supervisor.")
    if plan.method == "semi-structured" and plan.kind != "minor":
        yield _("in each theme, keep one opening and hold the others in reserve; try it on somebody first.")
    if not plan.public:
        yield _("the offer names nobody to interview: say for whom, and the openings will change.")
    elif kind_of(plan.public) is None:
        yield _("the rules do not know these people: the openings suppose neither a job nor a group.")
    if not plan.brief.methods:
        yield _("the offer names no method: this draft is a proposal.")
    if plan.thing:
        yield _("the questions say “{thing}”: put the word that people use in its place.", thing=plan.thing.words)
    else:
        yield _("no everyday word was sure enough to be named in the questions: name it if you can.")
        yield _("say the subject in one plain sentence, where the consent has brackets.")
    if plan.kind == "minor" and plan.method not in GROUPS:
        yield _("whether « tu » suits these children, and who gives the written agreement.")
    left = [id for id, _words in plan.asked if not _serves(plan, id)]
    if left:
        yield _("{ids} cannot be served by this method: plan another guide for them.", ids=", ".join(left))
    if (
        plan.method in ("semi-structured", "life story")
        and plan.kind != "minor"
        and len(plan.asked) > len(plan.served)
    ):
        yield _("several research questions share a theme: say which come first.")
    others = [
        id
        for id, words in plan.asked
        if plan.public and (named := _named(words)) and not any(one in plan.public for one in named)
    ]
    if others:
        yield _(
            "{ids} speak of other people than this guide is for: keep them to compare points of view, or drop them.",
            ids=", ".join(others),
        )
    if plan.method == "collective":
        yield _("do managers and their staff meet apart? Together, some will be silent.")
    if plan.method == "self-confrontation":
        yield _("which traces (T1, T2, T3) will be shown, and with whose agreement?")
    if plan.method == "focus group":
        yield _("whom to bring together: six to eight people who do not depend on each other.")
    if not plan.parsed:
        yield _("the French model is not installed: the grounds were told by words alone, without a parse.")


def _named(words: str) -> set[str]:
    return {
        name or found for found, name in ((words[start:end], name) for start, end, name in people(same_length(words)))
    }


def _serves(plan: _Plan, id: str) -> bool:
    if plan.method not in ("explicitation", "self-confrontation") or plan.kind == "minor":
        return True
    grounds = [(ground, ids) for held in plan.served.values() for ground, ids in held.items()]
    return any(id in ids for ground, ids in grounds if ground in method_themes.SITUATED)
