"""The answers of a coding page brought into a study: one change, as often as one likes, nothing by halves in silence.

Each coding and memo that the page touched is compared three ways: as the page had it, as the page made it, as the
study has it now. What only the page changed is done; what both changed otherwise stays as the study has it, and is
listed.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from toolkit.coding.codebook import id_for
from toolkit.coding.marks import find_quote, key_of
from toolkit.coding.page_answers import PageAnswers, Row, moment
from toolkit.coding.page_bundle import canonical, linked, memo_row, row_of, study_of, texts_of
from toolkit.coding.page_report import LeftOut, PageReport, Reason
from toolkit.errors import InvalidValue, Refused
from toolkit.i18n import N_, _
from toolkit.model import (
    Change,
    Code,
    Coder,
    Coding,
    Desk,
    Memo,
    Transcript,
    clean_text,
    coding_of,
    fold,
    new_id,
    text_sha256,
)

VERB: Final = N_("import a coding page")
VERBS: Final = (VERB,)


def import_page(
    desk: Desk,
    answers: PageAnswers,
    *,
    records: Iterable[Mapping[str, Any]] = (),
    undone: Container[str] = (),
) -> tuple[Change, PageReport]:
    """Return the change that brings the answers of a coding page into a study, and what it does.

    The change is empty when everything is already there. ``records`` are what the study kept of the pages that it
    gave out (``page_bundle.record_of``); ``undone`` the hashes of the actions undone since: an import taken back may
    be done again. Raises ``Refused`` when the answers belong to another study.
    """
    record = next((one for one in records if one["bundle_id"] == answers.bundle_id), None)
    _same_study(desk, answers, record)
    bringing = _Bringing(desk, answers, _brought(record, undone))
    bringing.report.recorded = record is not None
    return bringing.change(), bringing.report


def record_after(record: Mapping[str, Any], answers: PageAnswers, report: PageReport, action: str) -> dict[str, Any]:
    """Return a record that also remembers what an import brought, by which action of the journal."""
    done = {"sha256": answers.sha256, "exported_at": answers.exported_at, "action": action, "items": report.brought}
    return {**record, "imports": [*record["imports"], done]}


def _brought(record: Mapping[str, Any] | None, undone: Container[str]) -> dict[str, dict[str, Any]]:
    """Return the last state of each thing that earlier files brought and that was not taken back."""
    brought: dict[str, dict[str, Any]] = {}
    for one in record["imports"] if record else ():
        if one["action"] not in undone:
            brought.update(one["items"])
    return brought


def _same_study(desk: Desk, answers: PageAnswers, record: Mapping[str, Any] | None) -> None:
    if answers.study != study_of(desk) or not answers.texts.keys():
        raise Refused(
            _("{name} answers a page of another study.", name=answers.name or answers.bundle_id),
            _("Open the study that the page was made from; nothing was changed here."),
        )
    if record is not None and (record["coder"], record["texts"]) != (answers.coder, dict(answers.texts)):
        raise Refused(
            _("{name} does not answer the page that it names.", name=answers.name or answers.bundle_id),
            _("Download the answers again from the page; nothing was changed in the study."),
        )
    if answers.coder not in {one.id for one in desk.all(Coder)}:
        raise Refused(
            _("The coder of this page, {coder}, is not in this study.", coder=answers.coder),
            _("Open the study that the page was made from; nothing was changed here."),
        )


class _Bringing:
    """One import under way; values only."""

    def __init__(self, desk: Desk, answers: PageAnswers, brought: Mapping[str, dict[str, Any]]):
        self.answers, self.brought = answers, brought
        self.texts = texts_of(desk)
        self.codes: dict[str, Code] = {code.id: code for code in desk.all(Code)}
        self.codings: dict[str, Coding] = {one.id: one for one in desk.all(Coding)}
        self.memos: dict[str, Memo] = {one.id: one for one in desk.all(Memo)}
        self.places = {key_of(one): one.id for one in self.codings.values()}
        self.linked = linked(desk)
        self.edits: list[Any] = []
        self.named: dict[str, str] = {}
        """Id of a code in the page → its id in the study, when it is another."""
        self.became: dict[str, str] = {}
        """Id of a coding in the page → its id in the study."""
        self.report = PageReport(answers.coder, answers.bundle_id)

    def change(self) -> Change:
        for one in self.answers.codes:
            self._code(one)
        for one in self.answers.codings:
            self._coding(one)
        for one in self.answers.memos:
            self._memo(one)
        return Change(VERB, tuple(self.edits))

    def _left(self, id: str, reason: Reason, row: Row | None, text: str = "") -> None:
        code = self.answers.labels.get(row["code"], row["code"]) if row and "code" in row else ""
        transcript = row["transcript"] if row and "transcript" in row else ""
        self.report.left.append(LeftOut(id, reason, transcript, code, text))

    def _seen(self, shelf: str, one: Row) -> bool:
        """Tell whether this, or what came after it, was brought already."""
        known = self.brought.get(f"{shelf}:{one['id']}")
        now, then = moment(one["at"]), moment(known["at"]) if known else None
        if now is not None and then is not None and now <= then:
            self.report.unchanged.append(one["id"])
            return True
        return False

    def _keep(self, shelf: str, one: Row, row: Any, **more: str) -> None:
        self.report.brought[f"{shelf}:{one['id']}"] = {"at": one.get("at", ""), "row": row, **more}

    def _base(self, shelf: str, one: Row) -> Any:
        known = self.brought.get(f"{shelf}:{one['id']}")
        if known is not None:
            return known["row"]
        before = one["before"]
        return before if before is None or shelf == "codings" else _print(before["text"])

    # Codes.

    def _code(self, one: Row) -> None:
        label = " ".join(clean_text(one["label"]).split())
        known = self.brought.get(f"codes:{one['id']}")
        if known is not None:
            # Made by an earlier file; if it is gone since, somebody took it away.
            self.named[one["id"]] = known["row"]
            return
        same = fold(label)
        there = next((code.id for code in self.codes.values() if fold(code.label) == same), None)
        if there is None:
            id = one["id"] if one["id"] not in self.codes else id_for(label, self.codes)
            parent = self.named.get(one["parent"] or "", one["parent"] or "")
            try:
                code = Code(id, label, parent=parent if parent in self.codes else None, origin=one["origin"])
            except InvalidValue:
                return
            self.codes[id] = code
            self.edits.append((id, None, code))
            self.report.codes.append(label)
            there = id
        self.named[one["id"]] = there
        self._keep("codes", one, there)

    def _named(self, row: Row) -> Row:
        return {**row, "code": self.named.get(row["code"], row["code"])}

    # Codings.

    def _coding(self, one: Row) -> None:
        id, after = one["id"], one["after"] and self._named(one["after"])
        base = self._base("codings", one)
        known: dict[str, Any] = self.brought.get(f"codings:{id}", {})
        held = self.codings.get(str(known.get("id", id)))
        if held is not None:
            self.became[id] = held.id
        if self._seen("codings", one):
            return
        if after is None:
            self._deleted(one, base, held)
        elif base is None:
            self._added(one, after)
        else:
            self._changed(one, base, after, held)

    def _deleted(self, one: Row, base: Row | None, held: Coding | None) -> None:
        if base is None or held is None:
            # Made and taken back in the page, or already gone.
            return
        if not self._as_it_was(held, base):
            self._left(one["id"], "changed", base)
        elif held.id in self.linked:
            self._left(one["id"], "linked", base)
        else:
            self._edit(held, None)
            self.report.deleted.append(held.id)
            self._keep("codings", one, None, id=held.id)

    def _as_it_was(self, held: Coding, base: Row) -> bool:
        now = row_of(held)
        fields = ["code", "state"] if self._revised(base["transcript"]) else ["code", "state", "start", "end"]
        return all(now[name] == base[name] for name in fields)

    def _added(self, one: Row, after: Row) -> None:
        if after["code"] not in self.codes:
            return self._left(one["id"], "no code", after, one["words"]["quote"])
        place = self._place(one, after)
        if isinstance(place, str):
            return self._left(one["id"], place, after, one["words"]["quote"])
        text, start, end = place
        made = coding_of(text, start, end, self.codes[after["code"]], coder=self.answers.coder)
        made = replace(made, code_version=min(after["code_version"], made.code_version))
        made = replace(made, **{name: after[name] for name in ("origin", "state", "date")})
        there = self.codings.get(self.places.get(key_of(made), ""))
        if there is None:
            made = replace(made, id=new_id("g", *key_of(made), taken=self.codings.__contains__))
            self._edit(None, made)
            self.report.added.append(made.id)
            self._noticed(after, made)
        elif there.state == made.state:
            made = there
            self.report.unchanged.append(one["id"])
        else:
            made = replace(there, state=made.state)
            self._edit(there, made)
            self.report.changed.append(made.id)
        self.became[one["id"]] = made.id
        return self._keep("codings", one, after, id=made.id)

    def _changed(self, one: Row, base: Row, after: Row, held: Coding | None) -> None:
        if held is None:
            return self._left(one["id"], "deleted", after, one["words"]["quote"])
        now = row_of(held)
        fields: dict[str, Any] = {}
        for name in ("code", "state"):
            if after[name] != base[name] and now[name] != after[name]:
                if now[name] != base[name]:
                    return self._left(one["id"], "changed", after, one["words"]["quote"])
                fields[name] = after[name]
        if after["code"] not in self.codes:
            return self._left(one["id"], "no code", after, one["words"]["quote"])
        if "code" in fields or (now["code"] == after["code"] and after["code_version"] > now["code_version"]):
            fields["code_version"] = min(after["code_version"], self.codes[after["code"]].version)
        became = replace(held, **fields)
        if (after["start"], after["end"]) != (base["start"], base["end"]):
            place = self._place(one, after)
            if isinstance(place, str):
                return self._left(one["id"], place, after, one["words"]["quote"])
            text, start, end = place
            untouched = self._revised(after["transcript"]) or (now["start"], now["end"]) == (
                base["start"],
                base["end"],
            )
            if not untouched and (now["start"], now["end"]) != (start, end):
                return self._left(one["id"], "changed", after, one["words"]["quote"])
            there = coding_of(text, start, end, self.codes[became.code], coder=held.coder)
            words = {name: getattr(there, name) for name in ("start", "end", "quote", "prefix", "suffix")}
            became = replace(became, **words)
        if became == held:
            self.report.unchanged.append(one["id"])
        elif self.places.get(key_of(became), held.id) != held.id:
            # It would double another coding: it goes away, unless something hangs on it.
            if held.id in self.linked:
                return self._left(one["id"], "linked", after, one["words"]["quote"])
            self._edit(held, None)
            self.report.deleted.append(held.id)
        else:
            self._edit(held, became)
            self.report.changed.append(held.id)
            self._noticed(after, became)
        return self._keep("codings", one, after, id=held.id)

    def _edit(self, before: Coding | None, after: Coding | None) -> None:
        if before is not None:
            self.places.pop(key_of(before), None)
            self.codings.pop(before.id)
        if after is not None:
            self.places[key_of(after)] = after.id
            self.codings[after.id] = after
        self.edits.append(((after or before).id, before, after))  # type: ignore[union-attr]

    def _noticed(self, after: Row, made: Coding) -> None:
        if self._revised(after["transcript"]):
            self.report.moved.append(made.id)
        code = self.codes[made.code]
        if made.code_version < code.version:
            self.report.older.append(made.id)
        label = self.answers.labels.get(after["code"])
        if label is not None and fold(label) != fold(code.label) and (label, code.label) not in self.report.renamed:
            self.report.renamed.append((label, code.label))

    # Places.

    def _revised(self, transcript: str) -> bool:
        text = self.texts.get(transcript)
        return text is None or text.fingerprint != self.answers.texts[transcript]

    def _place(self, one: Row, after: Row) -> tuple[Transcript, int, int] | Reason:
        """Return where a passage stands in the text as it is now, or why it stands nowhere."""
        text = self.texts.get(after["transcript"])
        if text is None:
            return "no text"
        words = one["words"]
        start, end = after["start"], after["end"]
        if not self._revised(text.id):
            return (text, start, end) if text.text[start:end] == words["quote"] else "words changed"
        places = [
            place for place in find_quote(text.text, words["quote"]) if text.text[slice(*place)] == words["quote"]
        ]
        if len(places) > 1:
            near = [place for place in places if _between(text.text, place, words)]
            places = near or places
        return (text, *places[0]) if len(places) == 1 else "words changed"

    # Memos.

    def _memo(self, one: Row) -> None:
        id, after = one["id"], one["after"]
        known: dict[str, Any] = self.brought.get(f"memos:{id}", {})
        if self._seen("memos", one):
            return None
        held, base = self.memos.get(str(known.get("id", id))), self._base("memos", one)
        if after is None:
            if base is None or held is None:
                return None
            if _print(held.text) != base:
                return self._left(id, "changed", None)
            self.edits.append((held.id, held, None))
            self.report.memos.append(held.id)
            return self._keep("memos", one, None, id=held.id)
        text = clean_text(after["text"]).strip()
        if base is None:
            return self._noted(one, text)
        if held is None:
            return self._left(id, "deleted", None, text)
        if held.text != text:
            if _print(held.text) != base:
                return self._left(id, "changed", None, text)
            self.edits.append((held.id, held, replace(held, text=text)))
            self.report.memos.append(held.id)
        else:
            self.report.unchanged.append(id)
        return self._keep("memos", one, _print(text), id=held.id)

    def _noted(self, one: Row, text: str) -> None:
        after = one["after"]
        about = tuple(self.became.get(id, id) for id in after["about"])
        there = [id for id in about if id in self.codings or id in self.texts]
        if not there:
            return self._left(one["id"], "no passage", None, text)
        row = {**after, "about": there, "text": text}
        same = next((memo.id for memo in self.memos.values() if canonical(memo_row(memo)) == canonical(row)), None)
        if same is None:
            same = one["id"]
            if same in self.memos:
                same = new_id("m", *there, self.answers.coder, after["date"], taken=self.memos.__contains__)
            memo = Memo(same, text, about=tuple(there), coder=self.answers.coder, date=after["date"])
            self.memos[same] = memo
            self.edits.append((same, None, memo))
            self.report.memos.append(same)
        else:
            self.report.unchanged.append(one["id"])
        return self._keep("memos", one, _print(text), id=same)


def _print(text: str) -> str:
    return text_sha256(text)


def _between(text: str, place: tuple[int, int], words: Row) -> bool:
    start, end = place
    return text[:start].endswith(words["prefix"]) and text[end:].startswith(words["suffix"])
