"""Invented interviews that are corrected in every way, for the tests of revision."""

import random
import re
import unicodedata
from dataclasses import dataclass

from toolkit.model import Code, Coding, Transcript, Turn, clean_text, coding_of
from toolkit.transcripts.reading import read_text, transcript_of

WORDS = re.findall(
    r"\S+",
    "alors moi je suis arrivée dans l’association par une voisine qui m’avait parlé du jardin au début c’était "
    "compliqué on s’est entraidé·es le samedi 😀 avec la bêche et le râteau d’été on partageait les récoltes "
    "aujourd’hui je dirais que c’est devenu un lieu où l’on parle de tout du quartier de la mairie des loyers 👩‍🌾 "
    "et ça m’a sauvée x\u0302 vraiment",
)
ECHOES = ["Oui.", "Oui oui.", "D’accord.", "Ah bon ?", "Voilà.", "Hm."]
CODES = [Code("aide", "Aide"), Code("lieu", "Lieu"), Code("gene", "Gêne")]
CODERS = ("camille", "noe")


def an_interview(dice: random.Random, turns: int = 5) -> str:
    """Question and answer, echoes that come again, long answers."""
    lines = []
    for number in range(turns):
        said = dice.choice(ECHOES) if dice.random() < 0.3 else sentences(dice)
        lines.append(f"{'EP'[number % 2]} : {said}")
    return clean_text("\n".join(lines))


def sentences(dice: random.Random) -> str:
    """One to three sentences."""
    made = []
    for _sentence in range(dice.randrange(1, 4)):
        words = dice.choices(WORDS, k=dice.randrange(3, 12))
        made.append(" ".join(words).capitalize() + dice.choice([".", " ?", "…"]))
    return " ".join(made)


def transcribed(text: str, id: str = "E01") -> Transcript:
    """The transcript of a text: its turns are those that reading gives."""
    return transcript_of(read_text(text), id, participant="P01")


def coded(dice: random.Random, transcript: Transcript, many: int = 10) -> list[Coding]:
    """Codings of two coders anywhere: words, sentences, across turns, on the same words."""
    made: dict[tuple[object, ...], Coding] = {}
    text = transcript.text
    while len(made) < many:
        start = dice.randrange(len(text))
        end = min(len(text), start + dice.choice([1, 4, 15, 40, 120]))
        if text[start:end].strip():
            code, coder = dice.choice(CODES), dice.choice(CODERS)
            made[start, end, code.id, coder] = coding_of(transcript, start, end, code, coder=coder)
    return list(made.values())


@dataclass(frozen=True)
class Edit:
    """``[start, end)`` of the old text became ``[new_start, new_start + size)`` of the new one."""

    start: int
    end: int
    words: str

    def on(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]


def an_edit(dice: random.Random, text: str) -> Edit:
    """One insertion, deletion or replacement, with emoji and combining accents."""
    start = dice.randrange(len(text) + 1)
    end = min(len(text), start + dice.choice([0, 0, 1, 2, 8, 30, 90]))
    signs = ["😀", "👩‍🌾", "e\u0301", "\u0301", "\u0302", "🏽"]
    said = ["euh ", "Oui. ", sentences(dice), "\nP : " + sentences(dice) + "\n", text[start : start + 20]]
    words = dice.choice(["", "", "x", " ", "\n", *signs, *said])
    return Edit(start, end, words)


def a_move(dice: random.Random, text: str) -> str:
    """A line, or a few characters, carried elsewhere."""
    if dice.random() < 0.5:
        lines = text.split("\n")
        line = lines.pop(dice.randrange(len(lines)))
        lines.insert(dice.randrange(len(lines) + 1), line)
        return "\n".join(lines)
    start = dice.randrange(len(text))
    end = min(len(text), start + dice.randrange(1, 60))
    rest = text[:start] + text[end:]
    at = dice.randrange(len(rest) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def decomposed(text: str) -> str:
    """The same text as another keyboard writes it."""
    return unicodedata.normalize("NFD", text)


def without_labels(transcript: Transcript) -> tuple[Turn, ...]:
    """The turns of a text whose labels are words like others: only their positions tell them."""
    return tuple(
        Turn(turn.speakers, turn.label_start, turn.label_start, turn.end, 1000 * n, 1000 * n + 900)
        for n, turn in enumerate(transcript.turns)
    )
