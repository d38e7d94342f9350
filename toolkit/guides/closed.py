"""Closed questions: can the person answer by yes, by no, or by one word of those offered?

Decided on the main clause: where the interrogative word stands, not whether there is one.
« Savez-vous comment… ? » is closed, « Pouvez-vous me dire comment… ? » is open.
"""

import re
from typing import Final, Literal

Answer = Literal["closed", "choice", "factual", ""]

_LEAD: Final = re.compile(
    r"^(?:et|mais|alors|donc|or|puis|ensuite|bon|ok|enfin|sinon|aussi|also|and|so|but|then|now|well|ok|okay|et puis"
    r"|plus précisément|plus généralement|concrètement|précisément|justement|au fond|finalement|du coup)\b[\s,:]*",
)
_PREP: Final = (
    r"(?:à|a|au|aux|avec|de|du|des|d'|pour|par|sur|sous|chez|dans|en|depuis|dès|jusqu'[àoe]?"
    r"|jusque|vers|envers|contre|selon"
    r"|entre|sans|hors|après|avant|parmi|quant à|auprès de|lors de|au cours de|à partir de"
    r"|à propos de|autour de|face à|d'après"
    r"|grâce à|à cause de|en fonction de|à travers|suite à|à la suite de|au bout de|le long de)"
)
_FREE: Final = r"(?:comment|pourquoi|combien|quel(?:le)?s?|desquel(?:le)?s|duquel|auquel|auxquel(?:le)?s)"
_BOUND: Final = r"(?:qui|que|qu'|quoi|où|quand|lequel|laquelle|lesquel(?:le)?s|qu'est-ce)"
_AT_START: Final = re.compile(rf"^(?:{_PREP}\s*)?(?:{_FREE}\b|qu'|(?:{_BOUND})\b)")
_ANY_FREE: Final = re.compile(rf"\b{_FREE}\b")
_INVERTED: Final = re.compile(
    r"\b(?P<verb>[^\W\d_]+)-(?:t-)?(?P<subject>vous|tu|il|elle|on|ils|elles|nous|je|ce)\b(?!-)(?!\s*dire\b)"
)
_EST_CE: Final = re.compile(r"\best[- ]ce\s+(?:que?\b|qu')|\best-ce\b|\besk?[- ]?(?:ce )?(?:que|qu')")

_TELL: Final = (
    r"(?:re)?(?:raconter|décrire|expliquer|expliciter|parler|présenter|retracer|préciser"
    r"|développer|détailler|illustrer"
    r"|évoquer|commenter|résumer|rappeler|revenir|partager|citer|définir|montrer|éclairer|caractériser|clarifier"
    r"|reprendre|reformuler|dérouler|dresser|donner|dire|faire part|faire le récit"
    r"|faire le point|nous éclairer|nommer"
    r"|approfondir|narrer|exposer|esquisser|dessiner|énumérer|lister|situer|comparer|aborder"
    r"|livrer|témoigner|exprimer)"
)
_POLITE: Final = re.compile(
    r"(?:\b(?:pouvez|pourriez|voulez|voudriez|accepteriez|sauriez|auriez|seriez)-vous\b"
    r"|\b(?:peux|pourrais|veux|voudrais|accepterais|saurais)-tu\b"
    r"|\b(?:est-ce que |est-ce qu'|est ce que )?(?:vous (?:pouvez|pourriez|voulez|voudriez"
    r"|accepteriez)|tu (?:peux|pourrais|veux|voudrais))\b"
    r"|\b(?:serait-il|est-il|c'est|ce serait) possible (?:de|que vous)"
    r"|\bpuis-je vous demander de\b|\bpeut-on (?:revenir|parler)\b"
    r"|\b(?:j'aimerais|je voudrais|j'aimerai|je souhaiterais|je vous propose de|je vous invite à|j'aurais aimé)\b)"
)
_POLITE_VERB: Final = re.compile(
    rf"^(?:[^?]{{0,40}}?\s)?(?:(?:me|nous|m'en?|nous en|en|y|le|la|les|l')\s*)*(?P<verb>{_TELL})\b"
)
_ME_VERB: Final = re.compile(r"^(?:[^?]{0,30}?\s)?(?:m'|me |nous )(?:en |y )?[^\W\d_]+(?:er|ir|re|oir)\b")
_WHETHER: Final = re.compile(
    r"\b(?:dire|dites|dis|savoir|demander|préciser|indiquer|indiquez|précisez|confirmer"
    r"|confirmez|expliquer|expliquez)"
    r"(?:-(?:moi|nous))?\s+(?:(?:un peu|aussi|également|plutôt),?\s+)?(?:si\b|s'(?:il|ils)\b)"
)
_FACT: Final = re.compile(
    r"\bcombien\b(?! (?:cela|ça|c'est) (?:compte|est important))|\bdepuis quand\b|\bdepuis quelle (?:date|année)\b"
)
_ASK_FACT: Final = re.compile(r"\b(?:dire|indiquer|préciser|dites-moi|rappeler|donner|savez-vous)\b")
_CLOSING: Final = re.compile(
    r"\b(?:ajouter|n'avons pas (?:abordé|évoqué|parlé)|n'ai pas (?:demandé|abordé|évoqué|posé)"
    r"|pas (?:abordé|évoqué) ensemble"
    r"|(?:aimeriez|souhaite(?:ri)?ez|voudriez|auriez aimé)(?:-vous)? (?:ajouter|aborder"
    r"|que nous abordions|dire|préciser|compléter)"
    r"|(?:oublié|laissé de côté|passé à côté)\b)"
)
_CONSENT: Final = re.compile(r"\b(?:acceptez|autorisez|d'accord)\b.*\b(?:enregistr|entretien)\w*")
_KNOWING: Final = re.compile(
    r"\b(?:sa(?:vez|is|it|vons|vent|viez)|connaissez|comprenez|compris|voyez|vu|appris"
    r"|souvenez|souvient|rappelez|demandé|demandez"
    r"|expliqué|dit|montré|montrer|décidé|choisir|choisi|choisissez|savoir|comprendre"
    r"|apprendre|voir|imaginez|pensé à|réfléchi à"
    r"|regardé|regardez|discuté de|parlé de|défini|définir|décider|informé\w*|idée de|souvenir de)\s*(?:\S+\s+){0,2}$"
)
_VERBS: Final = (
    r"est|sont|était|étaient|sera|seront|serait|a|ont|avait|avaient|aura|fait|font|va|vont"
    r"|peut|peuvent|doit|doivent|existe"
    r"|existent|faut|fallait|vient|viennent|marche|fonctionne|aide|permet|change|manque|suffit"
    r"|participe|travaille|arrive"
    r"|vit|dit|sait|veut|prend|met|tient|sert|reste|passe|joue|pose|concerne|intervient|reçoit|répond|convient"
)
_FINITE: Final = re.compile(
    r"\b(?:vous|nous)\s+(?:(?:ne|n'|y|en|l'|les?|la|me|m'|lui|leur|vous|nous|se"
    r"|s')\s*){0,3}(?:[^\W\d_]+(?:ez|ons)|êtes|faites|dites)\b"
    r"|\bt(?:u|')\s*(?:(?:ne|n'|y|en|l'|les?|la|me|m'|lui|leur|te|t')\s*){0,3}[^\W\d_]+[sx]\b"
    r"|\b(?:il|elle|on|ils|elles|ça|cela|ceci|ce|c'|j'|je|y)\s*(?:(?:ne|n'|y|en|l'|les?|la|me"
    r"|m'|lui|leur|se|s'|vous|nous)\s*){0,3}"
    rf"(?:{_VERBS}|[^\W\d_]+(?:ait|aient|ent|era|eront|e|ai|ais|t|d))\b"
    rf"|\b(?:{_VERBS})\s+(?!pas\s*$)"
    r"|\b(?:les|des|ces|vos|nos|leurs|certain(?:e)?s|plusieurs|mes"
    r"|ses)\s+(?:\S+\s+){1,5}?(?:(?:se|s'|vous|nous|y|en|les?|ne)\s+)?[^\W\d_]{3,}(?<!m)ent\b"
)
_CHOICE: Final = re.compile(
    r"\b(?:plutôt|seule?s?|oui)\b.*\bou\b|^(?:\S+\s+){1,4}ou (?:bien |plutôt )?(?:\S+\s*){1,4}$"
)


def closed(sentence: str, *, asked: bool) -> Answer:
    """Tell how a French sentence (lower case, straight apostrophes, no final sign) may be answered.

    ``asked`` tells whether it ended with a question mark.
    """
    text = _without_lead(sentence)
    if not text or text.startswith("c'est-à-dire") or _CONSENT.search(text):
        return ""
    if _WHETHER.search(text):
        return "closed"
    if _polite(text):
        return "factual" if _FACT.search(text) and _ASK_FACT.search(text) else ""
    parts = [part.strip() for part in re.split(r"\s*[,;:–—]\s+|\s+[–—:]\s*", text) if part.strip()]
    verdict = _clauses(parts)
    if verdict is None:
        verdict = _statement(parts) if asked else ""
    if verdict == "closed" and re.match(
        r"auriez-vous (?:un|une|des|quelques) (?:exemple|souvenir|anecdote|moment|situation)", text
    ):
        return ""
    if (
        verdict == "closed"
        and _CLOSING.search(text)
        and re.search(r"quelque chose|autres? (?:choses?|points?|sujets?|questions?)|ajouter", text)
    ):
        return ""
    if verdict == "closed" and re.search(r"\b(?:plutôt|soit)\b.*\bou\b", text):
        return "choice"
    if verdict == "" and asked and _FACT.search(text) and _starts_open(parts, _FACT):
        return "factual"
    return verdict


def _without_lead(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, _LEAD.sub("", text.strip(' -–—•*"«»“”()…'), count=1)
    return text


def _polite(text: str) -> bool:
    """Tell whether a polite opener only carries an invitation to tell."""
    found = _POLITE.search(text)
    if not found or found.start() > 90:
        return False
    rest = text[found.end() :].strip(" ,")
    if re.match(r"j'|je ", found[0]):
        return True
    verb = _POLITE_VERB.match(rest)
    if verb and verb["verb"].endswith(
        ("dire", "donner", "montrer", "citer", "nommer", "situer", "comparer", "définir")
    ):
        return (
            bool(re.match(r"(?:s'il vous plaît,? )?(?:peut-être )?(?:me|nous|m'|en|plus|brièvement)", rest))
            or verb.end() < 40
        )
    return bool(verb or _ME_VERB.match(rest))


def _starts_open(parts: list[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(part[:40]) for part in parts)


def _clauses(parts: list[str]) -> Answer | None:
    """Judge the clause that holds the inversion or « est-ce que »; None when there is none."""
    loose = False
    for part in map(_without_lead, parts):
        if re.fullmatch(rf"(?:{_PREP}\s*)?(?:{_FREE}|{_BOUND})(?:\s+[^\W\d_]+){{0,2}}", part):
            loose = True
        asks = _EST_CE.search(part)
        inverted = next((m for m in _INVERTED.finditer(part) if not _imperative(part, m)), None)
        if asks is None and inverted is None:
            if _opens(part) and not re.match(r"(?:quand|où|que|qu'|qui)\b(?!.*-)", part):
                return ""
            continue
        first = min(m.start() for m in (asks, inverted) if m)
        before = part[:first].strip()
        if loose or (before and (_opens(before) or _ANY_FREE.search(before))) or part.startswith("qu'"):
            return ""
        if before.endswith("qu'") or re.search(r"(?:^|\s)(?:qu'|que|qui|quoi|où|quand)$", before):
            return ""
        tail = part[(asks or inverted).end() :]  # type: ignore[union-attr]
        if asks and re.fullmatch(r"\s*(?:qu'|que|quoi|comment).*", tail) and asks[0] == "est-ce":
            return ""
        return "closed"
    return "" if loose else None


def _opens(text: str) -> bool:
    return bool(_AT_START.match(_without_lead(text)))


def _imperative(part: str, found: re.Match[str]) -> bool:
    """« Rappelez-vous la première fois » invites; « Vous rappelez-vous… » asks."""
    if found["subject"] not in ("vous", "tu", "nous") or found.start() != 0:
        return False
    return bool(
        re.fullmatch(
            r"(?:rappelez|souvenez|remémorez|imaginez|figurez|présentez|replacez|remettez|mettez|projetez|décrivez)",
            found["verb"],
        )
        and not re.search(r"\b(?:de|d'|du|des)\s", part[found.end() : found.end() + 4])
    )


def _statement(parts: list[str]) -> Answer:
    """Judge a sentence that asks by its tone only: « Vous connaissez Pollens ? », « Ça se passe comment ? »."""
    for part in parts:
        if _in_place(_without_lead(part)):
            return ""
    text = ", ".join(parts)
    if re.match(
        (
            r"(?:racontez|parlez|décrivez|dites|dis|raconte|parle|décris|expliquez|présentez"
            r"|commençons|revenons|donnez)\b"
        ),
        text,
    ):
        return ""
    if _FINITE.search(text):
        return "closed"
    return "choice" if _CHOICE.search(text) and not text.startswith(("et ", "pour ")) else ""


def _in_place(part: str) -> bool:
    """Tell whether an interrogative word asks from where the answer would stand."""
    if _opens(part) and not re.match(r"(?:quand|où) (?:vous|tu|on|il|elle|les?|la|un|une)\b", part):
        return True
    for found in re.finditer(rf"\b(?:{_FREE}|quoi|qui|où|quand|lequel|laquelle|lesquel(?:le)?s)\b", part):
        before, after, word = part[: found.start()], part[found.end() :].strip(), found[0]
        if re.search(r"(?:n'importe|je ne sais|de)\s$", before) and word in ("quoi", "qui", "où") and after:
            continue
        if word == "quoi":
            return True
        if not after and word != "qui":
            return True
        if _KNOWING.search(before):
            continue
        if word in ("comment", "combien", "pourquoi") or word.startswith("quel"):
            return True
        governed = re.search(r"\b(?:avec|à|chez|de|pour|par|sur|c'est|ce sont)\s$", before)
        if word == "qui" and (not after or (governed and len(after.split()) < 4)):
            return not re.search(r"\b(?:personnes?|gens|quelqu'un|celui|celle|ceux)\b[^,]*$", before)
        if (
            word in ("quand", "où")
            and re.search(r"(?:depuis|jusqu'à|c'est|d'|vers|par)\s*$", before)
            and len(after.split()) < 3
        ):
            return True
    return False


# -- English

_EN_LEAD: Final = re.compile(
    r"^(?:please|to start|first|firstly|finally|lastly|in your opinion|in general|overall|today)[,\s]+"
)
_EN_AUX: Final = re.compile(
    r"^(?:do|does|did|is|are|am|was|were|has|have|had|can|could|will|would|should|shall|may"
    r"|might|must|isn't|aren't|wasn't|weren't"
    r"|don't|doesn't|didn't|haven't|hasn't|won't|wouldn't|can't|couldn't"
    r"|shouldn't)\s+(?:not\s+)?(?:you|he|she|it|they|we|i|there|the|this"
    r"|that|these|those|your|his|her|their|our|my|any|anyone|everyone|people|someone|\w+)\b"
)
_EN_POLITE: Final = re.compile(
    r"^(?:can|could|will|would|may|might)\s+(?:you|i ask you to|we)\s+(?:please\s+|maybe\s+"
    r"|perhaps\s+|just\s+|briefly\s+|also\s+|kindly\s+|be able to\s+|"
    r"mind\s+|like to\s+|be willing to\s+|start by\s+|begin by\s+){0,3}"
    r"(?:tell|telling|describe|describing|walk|walking|explain|explaining|share|sharing|talk"
    r"|talking|give|giving|elaborate|elaborating|say"
    r"|saying|show|showing|take me|taking me|help me|helping me|expand|recall|introduce"
    r"|outline|sketch|think of|provide|clarify|define|go back|go through|speak)\b"
)
_EN_WHETHER: Final = re.compile(
    r"\b(?:tell|say|explain|know|indicate|confirm)(?:ing)?\s+(?:me\s+|us\s+)?(?:if|whether)\b"
)
_EN_WH: Final = re.compile(
    r"^(?:(?:in|to|for|with|from|at|on|by|of|about|since|until|after|before|during|through|under|over)\s+)?"
    r"(?:what|how|why|when|where|who|whom|whose|which)(?:'s|'re|'d)?\b"
)
_EN_FACT: Final = re.compile(r"\bhow (?:many|long|old|often|much time)\b|\bsince when\b")
_EN_CLOSING: Final = re.compile(
    r"\b(?:anything|something) (?:else|you|that|we|i)\b.*\b(?:add|ask|asked|discuss|cover"
    r"|covered|mention|missed|say)\b"
)


def closed_english(sentence: str, *, asked: bool) -> Answer:
    """Tell how an English sentence may be answered; see ``closed``."""
    text = _EN_LEAD.sub("", _without_lead(sentence))
    if not text or _EN_CLOSING.search(text):
        return ""
    if _EN_WHETHER.search(text):
        return "closed"
    parts = [_without_lead(part) for part in re.split(r"\s*[,;:–—]\s+", text) if part.strip()]
    for part in parts:
        if (
            re.match(r"(?:when|where|who|which|what|how)\b\s+(?:i|you|we|they|he|she|it|the|your|people)\b", part)
            and len(parts) > 1
            and not re.match(r"(?:what|how)\b", part)
        ):
            continue
        if _EN_WH.match(part):
            return "factual" if asked and _EN_FACT.search(part[:40]) else ""
        if _EN_POLITE.match(part):
            return ""
        if _EN_AUX.match(part) and (asked or part == parts[0]):
            return (
                "choice"
                if re.search(r"\bor\b", part) and asked and re.search(r"\b(?:rather|either|more)\b", part)
                else "closed"
            )
    if not asked or re.match(
        r"(?:tell|describe|walk|talk|explain|think|share|give|imagine|suppose|take|show)\b", text
    ):
        return ""
    if re.search(
        (
            r"\b(?:isn't|aren't|don't|doesn't|didn't|won't|wasn't|weren't|haven't|hasn't) (?:it"
            r"|they|you|he|she|we)$|\b(?:right|correct|no|yes)$"
        ),
        text,
    ):
        return "closed"
    if re.search(r"\b(?:what|who|where|how|which|why|when)$|\b(?:for|with|to|about) (?:what|whom|which)\b", text):
        return ""
    return (
        "closed"
        if re.match(r"(?:so )?(?:you|he|she|it|they|we|i|there|the|your|this|that)\b.*\s\w+", text)
        and len(text.split()) > 2
        else ""
    )
