"""What a coding page is made of: some interviews whole, their codings, the codebook; a value, versioned and checked.

Its texts are those of the study, hence pseudonymised. ``src/highlighter_local.js`` is the other side.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from toolkit.coding.highlighting import Highlighting
from toolkit.errors import InvalidValue
from toolkit.i18n import _, language
from toolkit.model import Code, Coder, Coding, Desk, Memo, Quote, Review, StudySheet, Transcript, new_id, text_sha256
from toolkit.model.shape import check_shape

BUNDLE_FORMAT: Final = "carnet-coding-page/1"
RECORD_FORMAT: Final = "carnet-coding-record/1"
CODING: Final = ("transcript", "start", "end", "code", "code_version", "coder", "state", "origin", "date")
CODE: Final = (
    *("id", "label", "parent", "short_definition", "definition", "when_to_use", "when_not_to_use", "color"),
    *("origin", "version"),
)
CODING_SHAPE: Final[dict[str, Any]] = {
    **dict.fromkeys(CODING, str),
    **dict.fromkeys(("start", "end", "code_version"), int),
}
MEMO_SHAPE: Final[dict[str, Any]] = {"text": str, "about": [str], "coder": str, "date": str}
_TEXT: Final[dict[str, Any]] = {
    "transcript": {"id": str, "fingerprint": str, "date": str, "reread": str},
    "text": str,
    "speakers": [[(str, None)]],
    "turns": [[(int, None, [int])]],
}
BUNDLE_SHAPE: Final[dict[str, Any]] = {
    "format": str,
    "bundle_id": str,
    "study": str,
    "head": str,
    "title": str,
    "made_on": str,
    "lang": str,
    "coder": str,
    "coders": {str: str},
    "texts": [_TEXT],
    "codes": [{**dict.fromkeys(CODE, str), "parent": (str, None), "version": int}],
    "elsewhere": {str: int},
    "codings": {str: CODING_SHAPE},
    "memos": {str: MEMO_SHAPE},
    "quoted": [str],
    "reviews": {str: {"coding": str, "reviewer": str, "verdict": str, "comment": str}},
}


class Bundle(dict[str, Any]):
    """What a coding page holds, a plain dict for files; shown in a notebook, it tells its size and no word."""

    def __repr__(self) -> str:
        return f"<Coding page {self.get('bundle_id', '')}: {len(self.get('texts', ()))} interviews>"


def coding_bundle(
    desk: Desk, transcripts: str | Iterable[str], *, coder: str, lang: str | None = None, made_on: str = ""
) -> Bundle:
    """Return what a page needs to code some interviews without Python.

    The same study in the same state gives the same bundle, under the same id.

    Parameters
    ----------
    transcripts
        The id of an interview, or of several, in the order of the page.
    coder
        Id of the coder of the study who will code.
    lang
        Language of the sentences of the page, ``"fr"`` or ``"en"``.
    made_on
        The day, ISO.
    """
    ids = list(dict.fromkeys([transcripts] if isinstance(transcripts, str) else transcripts))
    if not ids:
        raise InvalidValue(_("A coding page holds one interview at least."), _("Name one, for instance E03."))
    views = [Highlighting(desk, id, coder=coder).snapshot() for id in ids]
    texts = [{name: view[name] for name in ("transcript", "text", "speakers", "turns")} for view in views]
    here = {one.id: one for one in desk.all(Coding) if one.transcript in ids}
    elsewhere = Counter(one.code for one in desk.all(Coding) if one.id not in here and one.state != "rejected")
    sheets, near = desk.all(StudySheet), {*here, *ids}
    body = {
        "study": study_of(desk),
        "head": str(getattr(desk, "head", "")),
        "title": sheets[0].title if sheets else "",
        "lang": lang or language(),
        "coder": coder,
        "coders": {one.id: one.name or one.id for one in desk.all(Coder)},
        "texts": texts,
        "codes": [{name: getattr(code, name) for name in CODE} for code in desk.all(Code)],
        "elsewhere": dict(elsewhere),
        "codings": {id: row_of(one) for id, one in here.items()},
        "memos": {one.id: memo_row(one) for one in desk.all(Memo) if near & {*one.about}},
        "quoted": sorted({one.coding for one in desk.all(Quote)} & here.keys()),
        "reviews": {id: one for view in views for id, one in view["reviews"].items()},
    }
    source = text_sha256(canonical(body))
    return checked_bundle(
        {"format": BUNDLE_FORMAT, "bundle_id": new_id("b", source, coder), "made_on": made_on, **body}
    )


def checked_bundle(bundle: Mapping[str, Any]) -> Bundle:
    """Return ``bundle`` if it has the promised shape; raise ``InvalidValue`` with what differs."""
    faults = [] if bundle.get("format") == BUNDLE_FORMAT else ["format"]
    faults = faults or check_shape(bundle, BUNDLE_SHAPE)
    if faults:
        raise InvalidValue(
            _("The coding page is not whole: {faults}.", faults=", ".join(faults[:12])),
            _("Make it again with “carnet code-page”."),
        )
    return Bundle(bundle)


def record_of(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a study keeps of a page that it gave out: ids and fingerprints, no words.

    ``imports`` grows as answers come back (see ``page_import``).
    """
    facts = {key: bundle[key] for key in ("bundle_id", "study", "head", "made_on", "coder")}
    texts = {one["transcript"]["id"]: one["transcript"]["fingerprint"] for one in bundle["texts"]}
    return {"format": RECORD_FORMAT, **facts, "texts": texts, "imports": []}


def row_of(coding: Coding) -> dict[str, Any]:
    """Return a coding as pages and answers say it: no words."""
    return {name: getattr(coding, name) for name in CODING}


def memo_row(memo: Memo) -> dict[str, Any]:
    """Return a memo as pages and answers say it."""
    return {"text": memo.text, "about": list(memo.about), "coder": memo.coder, "date": memo.date}


def study_of(desk: Desk) -> str:
    """Return what a study and all its copies have in common; nothing for a desk in memory."""
    return str(getattr(desk, "origin", ""))


def linked(desk: Desk) -> set[str]:
    """Return the ids of the codings on which a verdict, or an extract chosen to be shown, hangs."""
    return {one.coding for one in desk.all(Review)} | {one.coding for one in desk.all(Quote)}


def texts_of(desk: Desk) -> dict[str, Transcript]:
    """Return the transcripts of a study by id."""
    return {one.id: one for one in desk.all(Transcript)}


def canonical(value: Any) -> str:
    """Return a value as the one text that both sides take the fingerprint of: keys sorted, no space."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
