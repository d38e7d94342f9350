"""Four invented people of a day centre, and what they said."""

from collections.abc import Callable, Mapping

import pytest

from toolkit.model import (
    Code,
    Consent,
    MemoryDesk,
    Participant,
    Speaker,
    StudySheet,
    Transcript,
    Turn,
    coding_of,
)

SAID = {
    "entraide": "Je me suis assise à côté d’elle, j’ai rien dit, on a bu un café 😀 et voilà.",
    "dire": "Je dis tout de suite que j’ai dormi dehors, comme ça c’est posé.",
    "taire": "Mon histoire je la garde pour moi, franchement, ça ne regarde personne ici.",
}
CODES = (
    Code("entraide", "Entraide entre pairs", short_definition="Soutien donné ou reçu."),
    Code("parcours", "Dire ou taire son parcours"),
    Code("dire", "Dire son parcours", parent="parcours", polarity="+"),
    Code("taire", "Taire son parcours", parent="parcours", polarity="-"),
)


def transcript(number: int, codes: tuple[str, ...], *, kind: str = "interview") -> tuple[Transcript, list]:
    """Return an interview where each code is said once, in answer to a question, and its codings."""
    text, turns, places = "", [], []
    for code in codes:
        for label, words in (("E", "Et là, vous pouvez me raconter ?"), ("P", SAID[code])):
            begin = len(text)
            text += f"{label} : "
            start = len(text)
            text += words
            turns.append(Turn((label,), begin, start, len(text)))
            text += "\n"
        places.append((code, start, start + len(SAID[code])))
    made = Transcript(
        f"E{number:02}",
        text,
        tuple(turns),
        (Speaker("E", "interviewer"), Speaker("P", "participant", f"P{number:02}")),
        kind=kind,
        date=f"2026-0{1 + number % 3}-10",
    )
    book = {code.id: code for code in CODES}
    return made, [coding_of(made, start, end, book[code], coder="C1") for code, start, end in places]


def build_desk(
    voices: Mapping[int, tuple[str, ...]] | None = None, *, quoting: str | None = "yes", **consents: str | None
) -> MemoryDesk:
    """Return a study in memory: person number → codes voiced; ``P02="no"`` for one person's own consent."""
    voices = voices or {1: ("entraide", "dire"), 2: ("entraide",), 3: ("taire",), 4: ("dire", "taire")}
    nouns: list = [StudySheet("La place des pairs"), *CODES]
    made = [transcript(number, codes) for number, codes in voices.items()]
    for number in voices:
        answer = consents.get(f"P{number:02}", quoting)
        given = () if answer is None else (Consent("quoting", answer, "2026-01-05"),)
        nouns.append(Participant(f"P{number:02}", traits=(("statut", "bénévole"),), consents=given))
    nouns += [text for text, _codings in made]
    nouns += [coding for _text, codings in made for coding in codings]
    return MemoryDesk(*nouns)


@pytest.fixture(scope="session")
def study_of() -> Callable[..., MemoryDesk]:
    """Build a study in memory: see ``build_desk``."""
    return build_desk
