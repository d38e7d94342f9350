"""From the text of an offer of internship to a brief: questions, publics, methods, missions, what is to be handed in.

Patterns only, no model: each thing found is a passage of the text. What an offer does not say is not guessed; what
was not found is said in the warnings.
"""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.guides import offer_words as said
from toolkit.guides.brief import Brief, Form, Found, FoundKind
from toolkit.guides.notions import notions
from toolkit.guides.offer_layout import Layout, Piece, asking_part, layout, plain, same_length, sentences
from toolkit.guides.publics import people
from toolkit.i18n import _
from toolkit.model import clean_text, fold

_FRENCH: Final = re.compile(r"\b(?:le|la|les|des|une|du|est|dans|pour|et|que|vous|nous|sur|avec|aux)\b")
_ENGLISH: Final = re.compile(r"\b(?:the|of|and|to|is|are|with|for|you|we|will|this|that|from|on|be)\b")
_OFFER: Final = re.compile(
    r"\b(?:stages?|stagiaires?|offre|missions?|gratification|candidatures?|master|alternance|appel a "
    r"(?:projets|candidatures))\b"
)
_STUDENT: Final = re.compile(r"\b(?:vous (?:etes|avez|aimez|savez|preparez)|etes-vous|avez-vous|aimez-vous)\b")


def parse_offer(text: str, *, source: str = "offre", warnings: tuple[str, ...] = ()) -> Brief:
    """Return what the text of an offer asks for.

    Parameters
    ----------
    text
        The whole offer; it is cleaned once, and every position is a position in the clean text.
    source
        The name of the file.
    warnings
        What its reader had to say.

    Examples
    --------
    >>> brief = parse_offer("Sujet du stage\\n\\nComment les bénévoles tiennent-ils ?")
    >>> [one.words for one in brief.questions], brief.publics
    (['Comment les bénévoles tiennent-ils ?'], ('bénévoles',))
    """
    text = clean_text(text)
    laid = layout(text)
    folded = _unbroken(same_length(text), laid)
    found: list[Found] = []
    english = 2 * len(_FRENCH.findall(folded)) < len(_ENGLISH.findall(folded))
    questions = [] if english else list(_questions(text, folded, laid))
    found += questions
    found += _missions(text, folded, laid)
    found += _deliverables(text, folded, laid)
    found += _fields(text, laid)
    found += _times(text, folded, found)
    if not english:
        found += _people(text, folded, laid)
        found += _methods(text, folded, laid)
    title = _title(text, laid)
    if not english:
        found += [
            _found("notion", text, start, end, name=name)
            for start, end, name in notions(text, folded, laid, questions)
        ]
    central = _central(folded, questions, laid)
    found.sort(key=lambda one: (one.start, one.end, one.kind))
    aimed = tuple(name for _start, _end, name in people(same_length(title)) if name)
    return Brief(source, text, title, tuple(found), central, aimed, (*warnings, *_warnings(folded, found, english)))


def _unbroken(folded: str, laid: Layout) -> str:
    """Read the breaks inside of a paragraph as spaces: a text cut at 80 columns; places hold."""
    parts: list[str] = []
    at = 0
    for piece in laid.pieces:
        parts += [folded[at : piece.start], folded[piece.start : piece.end].replace("\n", " ")]
        at = piece.end
    return "".join([*parts, folded[at:]])


def _found(kind: FoundKind, text: str, start: int, end: int, *, name: str = "", form: Form = "") -> Found:
    return Found(kind, start, end, text[start:end], plain(text[start:end]), name, form)


def _of_study(laid: Layout) -> Iterator[Piece]:
    return (piece for piece in laid.pieces if piece.part not in said.NO_STUDY)


def _questions(text: str, folded: str, laid: Layout) -> Iterator[Found]:
    listed: int | None = None
    for piece in _of_study(laid):
        if piece.part in ("missions", "deliverables") and piece.item:
            continue
        if piece.item and listed is not None and piece.indent >= listed and _asks_alone(folded, piece):
            yield _found("question", text, *_item(text, piece), form=_form(text, piece))
            continue
        if piece.item and piece.part == "subject" and said.TO_STUDY.match(folded[piece.start : piece.end]):
            form: Form = "indirect" if said.INDIRECT.search(folded[piece.start : piece.end]) else "objective"
            yield _found("question", text, *_item(text, piece), form=form)
            continue
        if not piece.item:
            listed = None
        for start, end in sentences(text, piece.start, piece.end):
            words = folded[start:end]
            if re.search(r"\?[\s»\"*_)<>/a-z]*$", words):
                first, last = asking_part(text, start, end)
                if piece.part in ("head", "other") and _STUDENT.search(words):
                    continue
                if piece.part != "head" or len(words.split()) > 5:
                    yield _found("question", text, first, last, form="direct")
            elif said.LIST_INTRO.search(words):
                listed = piece.indent
            elif piece.part == "head":
                continue
            elif said.INDIRECT.search(words) and not _about_the_host(words):
                yield _found("question", text, start, end, form="indirect")
            elif said.OBJECTIVE.search(words) and not _about_the_host(words):
                yield _found("question", text, start, end, form="objective")


def _about_the_host(words: str) -> bool:
    """« Le dispositif permet aux associations de… », « la littérature a décrit… » are no question of the study."""
    return bool(
        (
            re.search(r"\bpermet(?:tent)?(?: \w+)? d[e']", words)
            and not re.match(r"(?:ce|le) (?:stage|projet)|(?:l'|cette )(?:etude|enquete|recherche)", words)
        )
        or re.match(
            r"(?:on sait|la litterature|l'histoire|les travaux|dans cette optique|afin de repondre a une demande)",
            words,
        )
        or re.search(r"\bboutique des sciences\b.*\bstage\b|\bforce de proposition\b|\bci-apres\b", words)
    )


def _asks_alone(folded: str, piece: Piece) -> bool:
    words = folded[piece.start : piece.end].strip()
    return bool(
        re.match(rf"(?:{said.INTERROGATIVE}|ce qu|la place|le role|la maniere|la facon|les \w+|axe \d)", words)
    )


def _item(text: str, piece: Piece) -> tuple[int, int]:
    start, end = asking_part(text, piece.start, piece.end)
    return start, start + len(text[start:end].rstrip(" ,;."))


def _form(text: str, piece: Piece) -> Form:
    return "direct" if text[piece.start : piece.end].rstrip(' *_»"').endswith("?") else "indirect"


def _central(folded: str, questions: list[Found], laid: Layout) -> Found | None:
    """Return the question that the offer calls its own (« problématique : »), else its first one."""
    for one in questions:
        before = folded[max(0, one.start - 120) : one.start]
        tail = re.split(r"[.?!]\s", before)[-1]
        if one.form == "direct" and said.CENTRAL.search(tail):
            return one
    own = re.compile(r"(?:les |la )?(?:questions?|problematique)\b")
    asking = [piece for piece in laid.pieces if own.match(fold(piece.heading))]
    for one in questions:
        if one.form == "direct" and any(piece.start <= one.start < piece.end for piece in asking):
            return one
    direct = [one for one in questions if one.form == "direct"]
    aims = [one for one in questions if re.search(r"\b(?:objectif|but)\b", same_length(one.quote))]
    return next(iter([*direct, *aims, *questions]), None)


def _missions(text: str, folded: str, laid: Layout) -> Iterator[Found]:
    inside = [piece for piece in laid.pieces if piece.part == "missions"]
    items = [piece for piece in inside if piece.item] or list(_announced(folded, laid))
    if items:
        for piece in items:
            start, end = piece.start, piece.end
            yield _found("mission", text, start, start + len(text[start:end].rstrip(" ;,.")))
        return
    future = re.compile(
        r"\b(?:realisera|menera|participera|conduira|tiendra|analysera|redigera|organisera|animera"
        r"|proposera|contribuera"
        r"|assurera|sera charge|devra|preparera|effectuera|construira|produira|sera organise|vous \w+rez)\w*\b"
    )
    for piece in inside:
        for start, end in sentences(text, piece.start, piece.end):
            if future.search(folded[start:end]) or re.match(
                r"(?:les |vos )?(?:missions?|taches)\b", fold(piece.heading)
            ):
                yield _found("mission", text, start, end)


def _announced(folded: str, laid: Layout) -> Iterator[Piece]:
    """Yield the items of a list that a sentence announces: « le stagiaire aura pour missions de : »."""
    open_ = False
    for piece in laid.pieces:
        if not piece.item:
            open_ = bool(said.MISSION_INTRO.search(folded[piece.start : piece.end]))
        elif open_:
            yield piece


def _deliverables(text: str, folded: str, laid: Layout) -> Iterator[Found]:
    for piece in laid.pieces:
        if piece.part == "deliverables" and piece.item:
            yield _found(
                "deliverable", text, piece.start, piece.start + len(text[piece.start : piece.end].rstrip(" ;,."))
            )
            continue
        if piece.part in (
            "profile",
            "apply",
            "references",
            "annex",
            "host",
            "head",
            "calendar",
        ) or piece.part.startswith("field"):
            continue
        for start, end in sentences(text, piece.start, piece.end):
            words = folded[start:end]
            last = start + len(text[start:end].rstrip(" ;,.")) if piece.item else end
            asked_for = piece.part == "deliverables" or said.PRODUCES.search(words)
            if said.DELIVERABLE.search(words) and asked_for and not said.CENTRAL.search(words):
                yield _found("deliverable", text, start, last)


def _fields(text: str, laid: Layout) -> Iterator[Found]:
    kinds: dict[str, FoundKind] = {"host": "host", "place": "place", "duration": "duration"}
    seen: set[tuple[int, int]] = set()
    for one in laid.fields:
        if one.name in kinds and (one.start, one.end) not in seen:
            seen.add((one.start, one.end))
            yield _found(kinds[one.name], text, one.start, one.end)
    if not any(one.name == "place" for one in laid.fields):
        where = (
            r"\b(?:présentiel à|basée? (?:à|dans)|localisation sur) ([A-ZÉ][\w' -]+)|(?m:^)([A-ZÉ][\w' "
            r"-]{2,40}, France)(?m:$)"
        )
        if place := re.search(where, text):
            group = 1 if place[1] else 2
            yield _found("place", text, place.start(group), place.start(group) + len(_name(place[group])))
    if not any(one.name == "host" for one in laid.fields):
        for start, end in laid.heads:
            words = same_length(text[start:end])
            if said.HOSTS.match(words) and len(words.split()) < 14:
                cut = re.search(r" \(| recrute| recherche| propose| is hiring", words)
                yield _found("host", text, start, start + cut.start() if cut else end)
                return
        for piece in laid.pieces:
            if piece.part not in ("head", "host", "subject", "other"):
                continue
            if found_host := re.match(
                r"(?:\*\*)?((?:L'association |La |Le |L')?[A-ZÉ][\w'’&-]*(?: (?:de |du |des |d'|la |l')*(?:de "
                r"[a-zé]+ des? )?[A-ZÉ][\w'’&-]*)*)(?:\*\*)?"
                r" (?:est|recrute|souhaite|prépare|is hiring|anime|recherche|propose)\b",
                text[piece.start : piece.end],
            ):
                yield _found("host", text, piece.start + found_host.start(1), piece.start + found_host.end(1))
                break


def _name(words: str) -> str:
    """Keep the capitals at the head of a few words: « Lons le Saunier encadré par » → « Lons le Saunier »."""
    found = re.match(r"[A-ZÉ][\w'-]*(?:[ -](?:(?:le|la|les|de|du|des|sur|sous|en|l'|d')[ -]?)*[A-ZÉ][\w'-]*)*", words)
    return found[0] if found else words


def _times(text: str, folded: str, already: list[Found]) -> Iterator[Found]:
    held = [one for one in already if one.kind == "duration"]
    if not held:
        for found in said.DURATION.finditer(folded):
            yield _found("duration", text, *found.span())
            break
    for found in said.WHEN.finditer(folded):
        yield _found("calendar", text, found.start(), found.start() + len(found[0].rstrip()))


def _people(text: str, folded: str, laid: Layout) -> Iterator[Found]:
    pieces = [piece for piece in _of_study(laid) if piece.part != "head"] or list(_of_study(laid))
    for piece in pieces:
        for start, end, name in people(folded[piece.start : piece.end]):
            first, last = piece.start + start, piece.start + end
            yield _found("public", text, first, last, name=name or text[first:last].lower())


def _methods(text: str, folded: str, laid: Layout) -> Iterator[Found]:
    named: set[str] = set()
    for piece in laid.pieces:
        if piece.part in ("apply", "references", "annex", "host"):
            continue
        for name, pattern in said.METHODS:
            for found in re.finditer(rf"\b(?:{pattern})", folded[piece.start : piece.end]):
                if piece.part == "profile" and name != "semi-structured":
                    continue
                named.add(name)
                yield _found("method", text, piece.start + found.start(), piece.start + found.end(), name=name)
    if named <= {"observation", "co-analysis", "self-confrontation"}:
        for piece in _of_study(laid):
            if some := said.SOME_INTERVIEWS.search(folded[piece.start : piece.end]):
                yield _found(
                    "method", text, piece.start + some.start(), piece.start + some.end(), name="semi-structured"
                )
                return


def _title(text: str, laid: Layout) -> str:
    if named := re.search(
        (
            r"(?m)^[#*\s]*(?:Sujet|Titre|Intitulé|Thème)(?: du "
            r"stage)?\s*:\s*(\S[^\n]{10,140}[^\n.:])$"
        ),
        text,
    ):
        return plain(named[1])
    head = text[: laid.pieces[0].start if laid.pieces else len(text)]
    if quoted := re.search(r"«\s*([^»]{15,200}?)\s*»", text[: max(len(head), 700)]):
        return plain(quoted[1])
    if laid.title:
        return plain(text[slice(*laid.title)])
    for piece in laid.pieces[:4]:
        words = plain(text[piece.start : piece.end])
        if 4 < len(words.split()) < 30 and ":" not in words[:12] and "offre de stage" not in words.casefold():
            return words
    return ""


def _warnings(folded: str, found: list[Found], english: bool) -> Iterator[str]:
    kinds = {one.kind for one in found}
    if english:
        yield _(
            "This offer seems to be in English: only offers in French are read. Write the questions in the "
            "guide yourself."
        )
        return
    if not _OFFER.search(folded):
        yield _("This text does not look like an offer of internship: check each thing that was found.")
    if "question" not in kinds:
        yield _("No question was found: write the research question yourself, then draft the guide again.")
    if "public" not in kinds:
        yield _("The offer names nobody to interview: say for whom with “public”.")
    if "method" not in kinds:
        yield _("The offer names no method of interview: the draft will be semi-structured unless you say otherwise.")
    if "mission" not in kinds:
        yield _("No list of missions was found.")


def _objective(words: str, folded: str, found: re.Match[str]) -> str:
    """Keep what is to be studied: « vérifier le rôle… », « les conditions d'émergence… »."""
    last = re.search(r"(?:[ld]['’])?(\S+)$", folded[: found.end()])
    if "comparaison" in found[0]:
        return words
    if centred := re.search(r"\b(?:centre\w*|centrera|portera) sur\W+", found[0]):
        return words[found.start() + centred.end() :]
    if found[0].startswith("en reflechissant"):
        return "réfléchir" + words[found.start() + len("en réfléchissant") :]
    if last and said.TO_STUDY.match(folded[last.start(1) :]):
        return words[last.start(1) :]
    return words


def research_questions(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return the questions of a brief as a guide or a study declares them: QR1 is the central one."""
    return tuple((f"QR{rank}", words) for rank, words in enumerate(map(asked, brief.questions), 1))


def asked(one: Found) -> str:
    """Return the words of a question that ask, for the head of a guide, without what leads to them.

    Examples
    --------
    >>> asked(parse_offer("Objectifs\\n\\nDès lors, comment tient-on ?").questions[0])
    'Comment tient-on ?'
    """
    words = one.words
    folded = same_length(words)
    if one.form == "indirect" and (found := said.INDIRECT.search(folded)):
        words = words[found.start() :]
    elif one.form == "objective" and (found := said.OBJECTIVE.search(folded)):
        words = _objective(words, folded, found)
    words = re.sub(
        (r"^(?:(?:dès lors|par exemple|enfin|ensuite|ainsi|alors|concrètement|plus largement|or|mais|et"
        r"|aujourd['’]hui),?\s+)+"),
        "", words, flags=re.IGNORECASE,
    )  # fmt: skip
    if len(words) > 220:
        cut = re.split(
            r"(?<=\w)(?: \(|, (?:afin|en particulier|qui|dont|dans une|c'est)|\. |, tant )", words, maxsplit=1
        )[0]
        words = cut if len(cut) > 40 else words
    return words[:1].upper() + words[1:]
