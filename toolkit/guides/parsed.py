"""What the syntax of a question adds to the patterns: which clause is negated, what is presupposed.

Each function reads the parse of one French sentence in lower case, as ``toolkit.language.syntax`` gives it. The
parser
errs on spoken and inverted questions: it is asked only what the patterns cannot see, or where they doubt.
"""

import re
from collections.abc import Sequence
from typing import Final

from toolkit.guides.leading import BALANCED, EFFECT_VERB
from toolkit.language.syntax import Word
from toolkit.language.words import listed

Parse = Sequence[Word]

_SUBORDINATE: Final = frozenset({"acl:relcl", "acl", "advcl", "ccomp", "csubj"})
_CLOSING: Final = frozenset({"pas", "jamais", "rien"})
_YOU: Final = listed("vous tu je j' on nous qui -vous -tu -on -je t' que qu' -nous")
_HOW: Final = frozenset({"comment", "combien", "quoi"})
_DEFINITE: Final = listed("le la les l' ce cet cette ces votre vos ton ta tes du des son sa ses leur leurs notre nos")


def _below(parse: Parse, at: int) -> list[int]:
    return [i for i, word in enumerate(parse) if word.head == at and i != at]


def _verb(parse: Parse, at: int) -> int:
    """Climb from an auxiliary or a copula to the verb that it serves."""
    while parse[at].relation.startswith(("aux", "cop")) and parse[at].head != at:
        at = parse[at].head
    return at


def _is_main(parse: Parse, at: int) -> bool:
    seen = set()
    while at not in seen:
        seen.add(at)
        relation = parse[at].relation
        if relation == "ROOT":
            return True
        if relation not in ("conj", "aux:tense", "aux:pass", "cop"):
            return False
        at = parse[at].head
    return False


def spoken_negation(parse: Parse) -> str:
    """Return « viennent pas » : the main verb of the question is denied without « ne »; "" otherwise."""
    if any(word.text in ("ne", "n'") for word in parse):
        return ""
    for i, word in enumerate(parse):
        if word.text not in _CLOSING or i == 0 or i + 1 >= len(parse):
            continue
        before, after = parse[i - 1], parse[i + 1].text
        if before.text in ("ou", "pourquoi", "et", "mais") or after in ("mal", "à", "que", "encore"):
            continue
        head = _verb(parse, word.head)
        finite = before.pos in ("VERB", "AUX") and not before.text.endswith(("er", "ir", "re"))
        if not finite or not _is_main(parse, head) or parse[head].pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            continue
        subjects = [j for j in _below(parse, head) if parse[j].relation.startswith("nsubj") and j < i]
        if any(
            parse[j].pos in ("NOUN", "PROPN", "PRON") and parse[j].text not in ("je", "j'", "qui") for j in subjects
        ):
            return f"{before.text} {word.text}"
    return ""


def negation_is_subordinate(parse: Parse) -> bool:
    """Tell whether each « ne » of a sentence stands in a clause that a conjunction or a relative opens."""
    found = False
    for i, word in enumerate(parse):
        if word.text not in ("ne", "n'"):
            continue
        found = True
        head = _verb(parse, word.head)
        if parse[head].relation not in _SUBORDINATE:
            return False
        if head + 1 < len(parse) and parse[head + 1].text.startswith("-"):
            return False
        opened = [j for j in _below(parse, head) if j < i and parse[j].text in _OPENERS]
        if not opened or min(opened) == 0 or parse[min(opened) - 1].text in ("est", "-ce"):
            return False
    return found


_OPENERS: Final = listed("que qu' qui quand lorsque lorsqu' si s' dont où parce puisque puisqu' comme")


def presupposed_effect(parse: Parse, text: str) -> str:
    """Return the main verb that takes a good or a bad effect for granted: « En quoi … abîme-t-il votre santé ? »."""
    if BALANCED.search(text) or not re.search(r"\b(?:comment|en quoi|combien|de quelle (?:manière|façon))\b", text):
        return ""
    root = next((i for i, word in enumerate(parse) if word.relation == "ROOT"), None)
    if root is None:
        return ""
    verbs = [root, *(i for i in _below(parse, root) if parse[i].relation in ("xcomp", "ccomp", "advcl", "conj"))]
    for at in verbs:
        if parse[at].pos not in ("VERB", "ADJ", "NOUN") or not EFFECT_VERB.fullmatch(parse[at].text):
            continue
        governor = at if any(parse[i].relation.startswith("nsubj") for i in _below(parse, at)) else parse[at].head
        subjects = [i for i in _below(parse, governor) if parse[i].relation.startswith("nsubj")]
        objects = [
            i for i in _below(parse, at)
            if parse[i].relation in ("obj", "iobj") and (parse[i].text in ("vous", "t'", "te") or _yours(parse, i))
        ]  # fmt: skip
        if objects and any(parse[i].pos in ("NOUN", "PROPN") for i in subjects):
            return parse[at].text
    return ""


def _yours(parse: Parse, at: int) -> bool:
    return any(parse[i].text in ("votre", "vos", "ton", "ta", "tes") for i in _below(parse, at))


def shares_complement(parse: Parse) -> bool | None:
    """Tell whether two joined nouns have one complement for both: « les joies et les contraintes de ce métier ».

    None when no two nouns are joined.
    """
    for i, word in enumerate(parse):
        if word.relation != "conj" or word.pos != "NOUN" or parse[word.head].pos != "NOUN":
            continue
        own = [j for j in _below(parse, word.head) if parse[j].relation == "nmod" and j < i]
        shared = [
            j for j in _below(parse, i)
            if parse[j].relation in ("nmod", "obl:mod") and any(parse[k].text in _DEFINITE for k in _below(parse, j))
        ]  # fmt: skip
        yours = any(
            parse[j].text in ("votre", "vos", "ton", "ta", "tes", "celui", "celle") for j in (*_below(parse, i), i)
        )
        return bool(shared) and not own and not yours
    return None
