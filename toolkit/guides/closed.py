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
    r"|épeler|lire|communiquer|transmettre|indiquer|réagir|essayer|retrouver|repenser|réfléchir|compléter"
    r"|décomposer|refaire|mimer|approfondir|narrer|exposer|esquisser|dessiner|énumérer|lister|situer|comparer"
    r"|aborder"
    r"|livrer|témoigner|exprimer)"
)
_POLITE: Final = re.compile(
    r"(?:\b(?:pouvez|pourriez|voulez|voudriez|accepteriez|sauriez|auriez|seriez)-vous\b"
    r"|\b(?:peux|pourrais|veux|voudrais|accepterais|saurais)-tu\b"
    r"|\b(?:est-ce que |est-ce qu'|est ce que )?(?:vous (?:pouvez|pourriez|voulez|voudriez"
    r"|accepteriez)|tu (?:peux|pourrais|veux|voudrais))\b"
    r"|\b(?:(?:vous )?serait-il|est-il|il (?:vous |te )?(?:serait|est)|c'est|ce serait|serait-ce) possible (?:de|d'"
    r"|que (?:vous|tu))"
    r"|\b(?:chacune?|chacun d'entre vous|quelqu'un|l'un de vous|l'une de vous|qui)\b[^,?]{0,30} (?:peut|pourrait"
    r"|veut|voudrait)(?:-(?:il|elle))?"
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
    r"|regardé|regardez|discuté de|parlé de|défini|définir|décider|informé\w*|idée de"
    r"|souvenir de)\s*(?:\S+\s+){0,2}$"
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


_THEN: Final = re.compile(
    r"(?:quand|lorsqu[e']|si|s'il|pour|avant|après|pendant|depuis|dès|chaque fois|à chaque"
    r"|au moment|à ce moment|ce jour)\b"
)
"""After an interrogative word in its place, what says when: the sentence is over before it."""
_TO_DO: Final = re.compile(
    r"(?:(?:en|y|me|te|se|lui|leur|vous|nous) |[mts]')*(?!(?:hier|pour|sur)\b)[^\W\d_]+(?:er|ir|re|oir)\b"
)
_ANTECEDENT: Final = re.compile(
    r"\b(?:là|(?:un|une|le|la|les|des|ce|cet|cette|ces|votre|vos|du|au|l'|quelques|plusieurs)\s?"
    r"(?:[^\W\d_]+ )?(?:jours?|moments?|fois|endroits?|lieux?|places?|situations?|périodes?|année|époque|cas|pièces?"
    r"|maison|quartier|ville|service|point|coin|réunions?|ateliers?|espaces?))$"
)
_CALM: Final = re.compile(
    r"(?!(?:vous|tu|on|ils?|elles?|ça|cela|c'|j'|je|nous|qu')(?:\b|(?<=')))(?:(?!ait\b|aient\b).)*"
)
"""What holds no clause: no subject pronoun at its beginning."""
_INVITED: Final = re.compile(
    r"^(?:vous (?:voulez bien )?vous présentez\b|(?:vous|tu) (?:me |nous |m'|n')(?:en |y )?(?:le |la |les |l')?"
    r"(?:racont|décri|expliqu|détaill|résum|retrac|présent|redi|précis|développ)\w*?(?<!i)(?:ez|es|s)\b"
    r"|(?:vous|tu) (?:me |nous |m'|n')(?:en )?(?:dites|dis|parlez|parles|montrez|montres)(?: (?:un peu|en))*"
    r"(?: plus| davantage| comment| ce que?| ce qui| où| quand| de | du | des | d'|$))"
)
"""« Vous me racontez ? » asks nothing that a yes would answer: it gives the floor."""


_TAG: Final = re.compile(
    r"(?:,? (?:s'il vous plaît|s'il te plaît|svp|d'accord|ok|hein|allez-y|voulez-vous|veux-tu|en fait|du coup"
    r"|un peu))+$"
)
_RESTART: Final = re.compile(
    r"^est-ce qu(?:e |')((?:dans|à|au|aux|pendant|pour|sur|avec|parmi|pour vous|quand|lorsque)\b[^?]*?\best-ce que)"
)
"""« Est-ce que dans cette journée, est-ce que… » begins again: the second one asks."""
_TELL_OF: Final = re.compile(
    r"\bdont (?:vous|tu) (?:pourriez|pourrais|pouvez|peux|aimeriez|aimerais|voudriez|voudrais|souhaitez|souhaiteriez)"
    r" (?:me |nous |m'en |bien )*(?:parler|raconter)\b"
)
_ECHO: Final = re.compile(
    r"(?:(?:donc|alors|et|là),? )*(?:vous|tu) (?:dites|dis|disiez|disais|avez dit|as dit|parlez|parliez"
    r"|parles)(?: (?:de|d'|que|tout à l'heure))*,? ?:?(?: ?«)?»?"
)
_INCISE: Final = re.compile(
    r", ?(?:dites|disiez|pensez|croyez|dis|disais|me dites|m'avez)-?(?:vous|tu)$|, ?(?:me |m')?(?:avez-vous"
    r"|as-tu) dit$"
)


def closed(sentence: str, *, asked: bool) -> Answer:
    """Tell how a French sentence (lower case, straight apostrophes, no final sign) may be answered.

    ``asked`` tells whether it ended with a question mark.
    """
    text = _RESTART.sub(r"\1", _TAG.sub("", without_lead(sentence)))
    if _TELL_OF.search(text):
        return ""
    if not text or _ECHO.fullmatch(text) or text.startswith("c'est-à-dire") or _CONSENT.search(text):
        return ""
    if _WHETHER.search(text):
        return "closed"
    if _polite(text) or _INVITED.match(text):
        return "factual" if _FACT.search(text) and _ASK_FACT.search(text) else ""
    parts = [part.strip() for part in re.split(r"\s*[,;:–—]\s+|\s+[–—:]\s*", text) if part.strip()]
    if not asked and _INCISE.search(text):
        return ""
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
        and re.search(
            r"quelque chose|(?:autres?|une?|des|d') ?(?:choses?|points?|sujets?|questions?|éléments?|aspects?"
            r"|thèmes?)|ajouter",
            text,
        )
    ):
        return ""
    if verdict == "closed" and re.search(r"\b(?:plutôt|soit)\b.*\bou\b", text):
        return "choice"
    if verdict == "" and asked and _FACT.search(text) and _starts_open(parts, _FACT):
        return "factual"
    return verdict


def without_lead(text: str) -> str:
    """Take off « Et », « Alors », « Du coup » in front of a question."""
    previous = None
    while previous != text:
        previous, text = text, _LEAD.sub("", text.strip(' -–—•*"«»“”()…'), count=1)
    return text


def _polite(text: str) -> bool:
    """Tell whether a polite opener only carries an invitation to tell."""
    found = _POLITE.search(text)
    if not found or (found.start() > 25 and _asks_before(text[: found.start()])):
        return False
    rest = text[found.end() :].strip(" ,")
    if re.match(r"j'|je ", found[0]):
        return True
    if found[0].endswith(("que vous", "que tu")) and re.match(
        r"(?:(?:me|nous|m') ?)?(?:en |y )?[^\W\d_]+(?:iez|es)\b", rest
    ):
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


def _asks_before(text: str) -> bool:
    """A long preamble may stand before an invitation, but not another question."""
    return bool(_EST_CE.search(text.removesuffix("est-ce que ")) or _INVERTED.search(text))


def _starts_open(parts: list[str], pattern: re.Pattern[str]) -> bool:
    first = next((part for part in parts if _opens(part) or _ANY_FREE.search(part)), "")
    return bool(pattern.search(first[:40]))


def _clauses(parts: list[str]) -> Answer | None:
    """Judge the clause that holds the inversion or « est-ce que »; None when there is none."""
    loose = False
    for part in map(without_lead, parts):
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
    return bool(_AT_START.match(without_lead(text)))


def _imperative(part: str, found: re.Match[str]) -> bool:
    """« Rappelez-vous la première fois » invites; « Vous rappelez-vous… » asks."""
    if found["subject"] == "nous" and not found["verb"].endswith(("ons", "mmes")):
        return True  # « Racontez-nous », « explique-nous »
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
        if _in_place(without_lead(part)):
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


def _asks_from_its_place(word: str, before: str, after: str) -> bool:
    """Tell « Vous étiez où quand c'est arrivé ? », which asks, from « le jour où c'est arrivé », which tells."""
    if _TO_DO.match(after):
        return False  # « un endroit où dormir », « quelqu'un avec qui en parler »
    clause = bool(_FINITE.search(after)) and not _THEN.match(after)
    if word == "qui":
        governed = re.search(r"\b(?:avec|à|chez|de|pour|par|sur|vers|contre|entre|c'est|c'était|ce sont)$", before)
        antecedent = re.search(r"\b(?:personnes?|gens|quelqu'un|celui|celle|ceux)\b[^,]*$", before)
        return not antecedent and (
            not after or (bool(governed) and not clause and _CALM.fullmatch(after) is not None)
        )
    if re.search(r"\b(?:depuis|jusqu'à|d'|vers|par)$", before) and len(after.split()) < 3:
        return True
    if word == "où" and _ANTECEDENT.search(before) and not _THEN.match(after):
        return False
    return not clause and _CALM.fullmatch(after) is not None


def _in_place(part: str) -> bool:
    """Tell whether an interrogative word asks from where the answer would stand."""
    if _opens(part) and not re.match(r"(?:quand|où) (?:vous|tu|on|il|elle|les?|la|un|une)\b", part):
        return True
    part = part.replace("quand même", "tout de même")
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
        if word in ("qui", "où", "quand") and _asks_from_its_place(word, before.strip(), after):
            return True
    return False
