"""The comments of a Word document, each with the words that it is about: how many people code in Word.

Positions are code points of ``Commented.text``, the running text that ``formats.docx`` reads. Answers to a comment
come with it. What somebody deleted with tracked changes is not in the text; a comment on it has an empty place.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from toolkit.formats import docx
from toolkit.formats.sniff import broken, member, opened_zip
from toolkit.formats.xml import parsed

_MARK: Final = re.compile("\ufdd0([ocr])([^\ufdd1]*)\ufdd1")
_KINDS: Final = {"commentRangeStart": "o", "commentRangeEnd": "c", "commentReference": "r"}
_PARAGRAPH: Final = re.compile(r"\{http://schemas\.microsoft\.com/office/word/20\d\d/wordml\}(paraId|paraIdParent)$")


@dataclass(frozen=True, slots=True, repr=False)
class Comment:
    """What somebody wrote beside some words; ``answers`` are those of its thread, in order.

    A comment put at a point, on no word, begins where it ends.
    """

    start: int
    end: int
    author: str
    text: str
    date: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"<Comment [{self.start}, {self.end}): {len(self.text)} characters>"


@dataclass(frozen=True, slots=True, repr=False)
class Commented:
    """The running text of a document and its comments, in the order of their places."""

    text: str
    comments: tuple[Comment, ...]

    def __repr__(self) -> str:
        return f"<Commented: {len(self.text)} characters, {len(self.comments)} comments>"


def read_comments(path: str | Path) -> Commented:
    """Read the comments of a docx, saved by Word, LibreOffice or another; raise ``UnreadableFile``."""
    place = Path(path)
    return comments_of(place.read_bytes(), place.name)


def comments_of(data: bytes, name: str) -> Commented:
    """Read the comments of the bytes of a docx (see ``read_comments``)."""
    with opened_zip(data, name) as archive:
        names = archive.namelist()
        main = member(archive, docx.main_part(names), name)
        if main is None:
            raise broken(name)
        comments = next((one for one in names if re.fullmatch(r"word/comments\d*\.xml", one)), None)
        threads = next((one for one in names if re.fullmatch(r"word/commentsExtended\d*\.xml", one)), None)
        said = parsed(member(archive, comments, name) or b"", name) if comments else None
        extended = parsed(member(archive, threads, name) or b"", name) if threads else None
    text, places = _marked(parsed(main, name), name)
    if said is None:
        return Commented(text, ())
    return Commented(text, _gathered(said, _parents(said, extended), places))


def _marked(root: Any, name: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the running text, and where each comment begins and ends in it."""
    body = next((element for element in root.iter() if docx.local_name(element) == "body"), None)
    if body is None:
        raise broken(name)
    for element in [one for one in body.iter() if docx.local_name(one) in _KINDS]:
        _leave_a_mark(element, _KINDS[docx.local_name(element)])
    marked = "\n".join(block.text for block in docx.paragraphs_of(body))
    pieces: list[str] = []
    length = at = 0
    opened: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for found in _MARK.finditer(marked):
        pieces.append(marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[1] == "o":
            opened[found[2]] = length
        elif found[1] == "r":
            # All that is left of a comment on several paragraphs once LibreOffice has saved it.
            places.setdefault(found[2], (length, length))
        elif found[2] in opened:
            places[found[2]] = (opened.pop(found[2]), length)
    pieces.append(marked[at:])
    return "".join(pieces), places


def _leave_a_mark(element: Any, kind: str) -> None:
    """Write the place of a comment among the words themselves, in characters that no text may hold."""
    from lxml import etree

    id = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
    space = element.tag.rpartition("}")[0] + "}"
    run = etree.Element(f"{space}r")
    etree.SubElement(run, f"{space}t").text = f"\ufdd0{kind}{id}\ufdd1"
    parent = element.getparent()
    if docx.local_name(parent) in {"p", "r", "ins", "hyperlink", "sdtContent", "smartTag", "fldSimple"} and not (
        docx.local_name(parent) == "sdtContent" and any(docx.local_name(one) == "p" for one in parent)
    ):
        parent.replace(element, run)
        return
    # Between two paragraphs: a comment opens with the next one, and closes with the one before.
    around = element.itersiblings() if kind == "o" else element.itersiblings(preceding=True)
    paragraphs = (
        one
        for sibling in around
        for one in (sibling.iter() if kind == "o" else reversed(list(sibling.iter())))
        if docx.local_name(one) == "p"
    )
    if (paragraph := next(paragraphs, None)) is not None:
        first = next((n for n, one in enumerate(paragraph) if docx.local_name(one) != "pPr"), len(paragraph))
        paragraph.insert(first if kind == "o" else len(paragraph), run)


def _parents(said: Any, extended: Any | None) -> dict[str, str]:
    """Return the comment that each answer answers, by their ids."""
    if extended is None:
        return {}
    above: dict[str, str] = {}
    for element in extended:
        keys = {found[1]: value for key, value in element.attrib.items() if (found := _PARAGRAPH.search(key))}
        if "paraIdParent" in keys:
            above[keys["paraId"]] = keys["paraIdParent"]
    owner: dict[str, str] = {}
    for comment in said:
        for element in comment.iter():
            for key, value in element.attrib.items() if isinstance(element.tag, str) else ():
                if (found := _PARAGRAPH.search(key)) and found[1] == "paraId":
                    owner[value] = _attribute(comment, "id")
    return {owner[one]: owner[parent] for one, parent in above.items() if one in owner and parent in owner}


def _gathered(said: Any, parents: dict[str, str], places: dict[str, tuple[int, int]]) -> tuple[Comment, ...]:
    read: dict[str, tuple[str, str, str]] = {}
    for element in said:
        if docx.local_name(element) == "comment":
            words = "\n".join(block.text for block in docx.paragraphs_of(element)).strip()
            read[_attribute(element, "id")] = (_attribute(element, "author"), words, _attribute(element, "date")[:10])
    made = []
    for id, (author, words, date) in read.items():
        if id in parents:
            continue
        answers = tuple(read[one][:2] for one in read if _first(parents, one) == id and one != id)
        made.append(Comment(*places.get(id, (0, 0)), author, words, date, answers))
    return tuple(sorted(made, key=lambda comment: (comment.start, comment.end)))


def _first(parents: dict[str, str], id: str) -> str:
    seen = {id}
    while id in parents and parents[id] not in seen:
        id = parents[id]
        seen.add(id)
    return id


def _attribute(element: Any, name: str) -> str:
    return str(next((value for key, value in element.attrib.items() if key.endswith("}" + name)), ""))
