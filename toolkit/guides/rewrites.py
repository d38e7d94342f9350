"""A proposed wording for a question, where one can be made well; "" otherwise. The analyst decides."""

import re

_OF = {"de la ": "la ", "de l'": "l'", "du ": "le ", "des ": "les ", "de ": "", "d'": ""}


def rewrite(check: str, text: str, *, english: bool) -> str:
    """Return another wording of ``text`` (straight apostrophes, no bullet), in the language of the question."""
    return _english(check, text) if english else _french(check, text)


def _french(check: str, text: str) -> str:
    if check == "why":
        return _why(text)
    if check == "negative":
        return _negative(text)
    if check == "closed":
        return _closed(text)
    if check == "double":
        joined = r" (?:et|puis) (?=(?:comment|quels?|quelles?|combien|qu'|que)\b)"
        first, *second = re.split(joined, text.rstrip(" ?"), maxsplit=1, flags=re.IGNORECASE)
        if second and text.endswith("?") and len(first.split()) > 2:
            return f"{first.rstrip(' ,;')} ? / {_capital(second[0])} ?"
    if check == "leading":
        return _leading(text)
    if check == "third_party" and (
        found := re.fullmatch(
            r"[Cc]omment s'appelle ((?:votre|l'|cette?|la|le) ?(?:(?!\bqu[ie']|\bdont)[^,?])+?) ?\?", text
        )
    ):
        return f"Quel rôle joue {found[1]} pour vous ?"
    return ""


def _leading(text: str) -> str:
    low = text[:1].lower() + text[1:].rstrip(" ?.!")
    noun = r"(?P<what>(?:l[ea] |les |l'|cette? |ces |votre |vos |ton |ta )(?:(?!\b(?:qui|que|vous|tu)\b)[^,])+?)"
    found = re.fullmatch(
        rf"(?:en quoi|comment|à quel point) {noun} (?P<has>a|ont)(?:-t)?-(?:il|elle|ils|elles) [^\W\d_]+(?:é|i|u"
        rf"|it)e?s? "
        r"(?P<whose>(?:votre|vos|ton|ta|tes) (?:(?!\bet\b)[^,])+)",
        low,
    )
    if found:
        return f"Qu'est-ce que {found['what']} {found['has']} changé, ou non, dans {found['whose']} ?".replace(
            "que il", "qu'il"
        )
    found = re.fullmatch(
        r"à quel point êtes-vous (?:satisfait|content)(?:e|es|s|\(e\)|·e)? (de la |de l'|du |des |de |d')(.+)", low
    )
    return f"Comment vivez-vous {_OF[found[1]]}{found[2]} ?" if found and " et " not in low else ""


def _closed(text: str) -> str:
    body = text.rstrip(" ?.!")
    low = body[:1].lower() + body[1:]
    found = re.fullmatch(
        r"(?:est-ce que vous êtes|êtes-vous|vous êtes) (?:assez |plutôt |vraiment )?"
        r"(?:satisfait|content|heureux|heureuse)(?:e|es|s|\(e\)|·e)? (de la |de l'|du |des |de |d')(.+)",
        low,
    )
    if found and " et " not in low:
        return f"Comment vivez-vous {_OF[found[1]]}{found[2]} ?"
    if found := re.fullmatch(
        r"(?:connaissez-vous|est-ce que vous connaissez|vous connaissez) (?!bien\b|le nom|les noms|son)(.+)", low
    ):
        if found[1].startswith(("quelqu'un", "des ", "un ", "une ")):
            return f"Parlez-moi {_of(found[1])}, si vous en connaissez."
        return f"Que savez-vous {_of(found[1])} ?"
    if found := re.fullmatch(
        r"(?:es-tu|tu es|est-ce que tu es) (?:assez |plutôt |vraiment )?(?:satisfait|content|heureux|heureuse)(?:e"
        r"|es|s|\(e\)|·e)?"
        r" (de la |de l'|du |des |de |d')(.+)",
        low,
    ):
        return f"Comment vis-tu {_OF[found[1]]}{found[2]} ?" if " et " not in low else ""
    if found := re.fullmatch(
        r"(?:aimes-tu|est-ce que tu aimes|tu aimes) ((?:l[ea] |les |l'|ton |ta |tes |cette? |ces )[^,]+)", low
    ):
        return f"Qu'est-ce qui te plaît, ou te déplaît, dans {found[1]} ?"
    if found := re.fullmatch(
        r"(?:aimez-vous|est-ce que vous aimez|vous aimez) ((?:l[ea] |les |l'|votre |vos |cette? |ces )[^,]+)", low
    ):
        return f"Qu'est-ce qui vous plaît, ou vous déplaît, dans {found[1]} ?"
    if found := re.fullmatch(rf"(?:{_OPINION}-vous|est-ce que vous {_OPINION}) (que .+|qu'.+)", low):
        return f"Qu'est-ce qui vous fait penser, ou non, {found[1]} ?" if len(found[1].split()) < 14 else ""
    if found := re.fullmatch(r"(?:est-ce qu'il y a|y a-t-il) (un|une|des) (.+)", low):
        noun = {"un": "le ", "une": "la ", "des": "les "}[found[1]] + found[2]
        return f"Parlez-moi {_of(noun)}, s'il y en a{'' if found[1] == 'des' else ' ' + found[1]}."
    if found := re.fullmatch(r"(?:savez-vous|est-ce que vous savez|vous savez) (comment .+)", low):
        return f"Racontez-moi, d'après ce que vous savez, {found[1]}."
    if found := re.fullmatch(r"avez-vous ((?:déjà |parfois )?(?:eu recours|[^\W\d_]+(?:é|u|is|it)) .+)", low):
        vague = re.match(r"(?:déjà |parfois )?(?:un|eu (?!recours)|pu|dû|su)\b", found[1]) or re.search(
            r"\b(?:et|ou)\b", found[1]
        )
        return "" if vague else f"Si vous avez {found[1]}, racontez-moi comment cela s'est passé."
    if found := re.fullmatch(rf"est-ce que (vous {_DOING} (?!{_VAGUE}).+)", low):
        return f"Comment est-ce que {found[1]} ?"
    if re.match(rf"{_DOING}-vous (?!{_VAGUE})", low):
        return f"Comment {low} ?"
    noun = r"(?:l[ea] |les |l'|votre |vos |cette? |ces )"
    if re.fullmatch(
        rf"(?!.*\b(?:vous|tu)\b){noun}\S.* (?:est|sont)-(?:il|elle|ils|elles) [^\W\d_]+(?:é|u|i|is|it)e?s?\b.*", low
    ):
        return f"Comment {low} ?"
    return ""


_OPINION = r"(?:pensez|trouvez|croyez|diriez)"
_VAGUE = r"(?:des?|d'|une?|souvent|parfois|toujours|encore|aussi|plutôt|beaucoup|trop|assez|bien)\b"
_DOING = (
    r"(?:utilisez|travaillez|participez|organisez|préparez|choisissez|décidez|échangez|communiquez|discutez"
    r"|partagez|gérez"
    r"|accompagnez|accueillez|intervenez|apprenez|collaborez|transmettez|suivez|évaluez|animez|planifiez|vivez)"
)


def _of(noun: str) -> str:
    """Put « de » before a noun and its article: « du groupe », « des élus », « de l'atelier »."""
    vowel = r"[aeiouyâàéèêîôûh]"
    if found := re.match(rf"l[ea] (?={vowel})", noun):
        return "de l'" + noun[found.end() :]
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if noun.startswith(article):
            return joined + noun[len(article) :]
    return f"d'{noun}" if re.match(vowel, noun, re.IGNORECASE) else f"de {noun}"


def _why(text: str) -> str:
    body = text.rstrip(" ?.!")
    if found := re.fullmatch(
        r"[Pp]our(?:quoi|quelles? raisons?) (?:avez-vous|êtes-vous) (?!pas)([^\W\d_]+.*)",
        body.replace("pour quelle", "pourquelle"),
    ):
        verb = "avez" if "avez-vous" in body else "êtes"
        return f"Qu'est-ce qui a fait que vous {verb} {found[1]} ?"
    if found := re.fullmatch(r"[Pp]our quelles? raisons? (avez|êtes)-vous (.+)", body):
        return f"Qu'est-ce qui a fait que vous {found[1]} {found[2]} ?"
    if found := re.fullmatch(r"[Dd]ites-moi pourquoi (vous .+)", body):
        return f"Racontez-moi ce qui a fait que {found[1]}."
    return ""


def _negative(text: str) -> str:
    body = text.rstrip(" ?.!")
    if found := re.fullmatch(r"[Pp]ourquoi n'(avez|êtes)-vous (pas|jamais) (.+)", body):
        return f"Qu'est-ce qui a fait que vous n'{found[1]} {found[2]} {found[3]} ?"
    return ""


def _english(check: str, text: str) -> str:
    body = text.rstrip(" ?.!")
    if check == "closed":
        if found := re.fullmatch(r"(?:Have|Did) you (?:ever )?(.+)", body):
            return (
                f"Tell me about a time when you {found[1]}."
                if body.startswith("Have")
                else f"Tell me how you came to {found[1]}, if you did."
            )
        if found := re.fullmatch(r"Do you (use|work|take part|decide|organi[sz]e|meet|talk|choose)\b(.*)", body):
            return f"How do you {found[1]}{found[2]}?"
        if found := re.fullmatch(r"(?:Are you|Were you) (?:satisfied|happy) with (.+)", body):
            return f"How do you feel about {found[1]}?"
    if check == "why" and (found := re.fullmatch(r"(?:Why did|How come) you (.+)", body)) and body.startswith("Why"):
        return f"How did you come to {found[1]}?"
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
