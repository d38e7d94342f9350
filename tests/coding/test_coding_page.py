"""Coding without Python: answers brought in once, twice, late, damaged; a coded text as a still page."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from text_to_code import desk as coded_desk
from text_to_code import nouns, transcript

from toolkit import coding, new_study
from toolkit.coding.codebook import define, rename
from toolkit.coding.page_answers import ANSWERS_FORMAT, read_page_answers
from toolkit.coding.page_bundle import canonical, coding_bundle, memo_row, record_of, row_of
from toolkit.coding.page_files import bring
from toolkit.coding.page_import import import_page
from toolkit.coding.still import COLORS, color_of, lanes
from toolkit.errors import FaultyFile, InvalidValue, Refused, ToolkitError, UnknownTranscript, UnreadableFile
from toolkit.model import Change, Code, Codebook, Coding, Memo, MemoryDesk, Review, Transcript, coding_of, text_sha256
from toolkit.model.codes import CONTEXT

ROOT = Path(__file__).resolve().parents[2]
AT = "2026-11-25T10:00:00.000Z"
LATER = "2026-11-26T10:00:00.000Z"


class Page:
    """A page as the browser has it: what it changes becomes a file of answers."""

    def __init__(self, study, *ids):
        self.bundle = coding_bundle(study, ids or "E03", coder="C1", made_on="2026-11-25")
        names = [one["transcript"]["id"] for one in self.bundle["texts"]]
        self.texts = {id: study.get(Transcript, id) for id in names}
        self.codings, self.memos, self.codes = {}, {}, []

    def words(self, row):
        text = self.texts[row["transcript"]].text
        start, end = row["start"], row["end"]
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return {"quote": text[start:end], "prefix": before, "suffix": after}

    def put(self, quote, code, *, id="E03", at=AT, memo=""):
        one = coding.mark(self.texts[id], Code(code, code), coder="C1", quote=quote, date="2026-11-25")
        one = replace(one, code_version=next((c["version"] for c in self.bundle["codes"] if c["id"] == code), 1))
        self.change(one.id, row_of(one), at=at)
        if memo:
            row = memo_row(Memo("m", memo, about=(one.id,), coder="C1"))
            self.memos[one.id] = {"id": f"m-{one.id}", "at": at, "before": None, "after": row}
        return one.id

    def change(self, id, after, *, at=AT):
        before = self.bundle["codings"].get(id)
        words = after and self.words(after)
        self.codings[id] = {"id": id, "at": at, "before": before, "after": after, "words": words}

    def set(self, id, at=AT, **fields):
        self.change(id, {**self.bundle["codings"][id], **fields}, at=at)

    def code(self, label, id):
        self.codes.append({"id": id, "label": label, "parent": None, "origin": "in vivo"})

    def file(self, **more):
        labels = {one["id"]: one["label"] for one in (*self.bundle["codes"], *self.codes)}
        used = {one["after"]["code"] for one in self.codings.values() if one["after"]}
        value = {
            "format": ANSWERS_FORMAT,
            **{key: self.bundle[key] for key in ("bundle_id", "study", "head", "coder", "made_on")},
            "exported_at": AT,
            "texts": {id: text.fingerprint for id, text in self.texts.items()},
            "labels": {id: labels[id] for id in used if id in labels},
            "codes": self.codes,
            "codings": list(self.codings.values()),
            "memos": list(self.memos.values()),
            **more,
        }
        return json.dumps({**value, "sha256": text_sha256(canonical(value))})


def brought(study, page, **more):
    change, report = import_page(study, read_page_answers(page.file(), name="r.json"), **more)
    study.do(change, coder="C1")
    return report


def marks(study):
    return {(one.transcript, one.quote, one.code, one.state) for one in study.all(Coding)}


@pytest.fixture
def study(tmp_path):
    with new_study(tmp_path / "étude de Zoé") as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
        study.coder = "C1"
        yield study


def file_of(page, tmp_path, name="réponses (1).json"):
    path = tmp_path / name
    path.write_text(page.file(), encoding="utf-8")
    return path


def test_answers_make_one_change_that_is_undone_whole_and_brought_again(study, tmp_path):
    coding.page(study, "E03", coder="C1")
    page, before = Page(study), marks(study)
    page.put("Et après ?", "ete", memo="À revoir <b>")
    page.code("<img src=x onerror=alert(1)>", "img-src-x")
    page.put("Qui décide ?", "img-src-x")
    first = next(one for one in study.all(Coding) if one.code == "parole")
    page.set(first.id, code="lieu")
    proposed = next(one for one in study.all(Coding) if one.state == "proposed")
    page.set(proposed.id, state="accepted")
    gone = next(one for one in study.all(Coding) if one.code == "aide")
    page.change(gone.id, None)
    path, steps = file_of(page, tmp_path), len(study.history())

    report = coding.import_answers(study, path)

    assert len(study.history()) == steps + 1
    assert (len(report.added), len(report.changed), len(report.deleted), len(report.memos)) == (2, 2, 1, 1)
    assert report.codes == ["<img src=x onerror=alert(1)>"]
    assert ("E03", "Et après ?", "ete", "accepted") in marks(study)
    assert study.get(Coding, first.id).code == "lieu"
    after = marks(study)

    again = coding.import_answers(study, path)
    assert (again.added, again.changed, again.deleted, again.left) == ([], [], [], [])
    assert marks(study) == after
    assert len(study.history()) == steps + 1

    study.undo()
    assert marks(study) == before
    assert len(coding.import_answers(study, path).added) == 2
    assert marks(study) == after


def test_what_was_taken_away_from_the_study_after_an_import_does_not_come_back(study, tmp_path):
    coding.page(study, "E03", coder="C1")
    page = Page(study)
    id = page.put("Et après ?", "ete", memo="Vu")
    path = file_of(page, tmp_path)
    coding.import_answers(study, path)
    study.do(coding.delete([study.get(Coding, id)]))

    report = coding.import_answers(study, path)

    assert report.unchanged
    assert id not in {one.id for one in study.all(Coding)}


def test_a_later_file_goes_on_from_the_former_and_an_older_one_gives_nothing_back(study, tmp_path):
    coding.page(study, "E03", coder="C1")
    page = Page(study)
    kept, given_up = page.put("Et après ?", "ete"), page.put("Qui décide ?", "ete")
    old = file_of(page, tmp_path, "a.json")
    coding.import_answers(study, old)
    page.change(given_up, None, at=LATER)
    page.put("Ça change tout.", "lieu", at=LATER)
    new = file_of(page, tmp_path, "b.json")

    report = coding.import_answers(study, new)
    assert (report.deleted, len(report.added)) == ([given_up], 1)
    now = marks(study)
    coding.import_answers(study, old)

    assert marks(study) == now
    assert kept in {one.id for one in study.all(Coding)}


def test_a_passage_of_a_revised_text_is_found_again_by_its_words_or_listed():
    study = coded_desk()
    page = Page(study)
    page.put("Et après ?", "ete")
    page.put("Qui décide ?", "ete")
    text = study.get(Transcript, "E03")
    words = text.text.replace("Qui décide ?", "Qui décide !")
    added = replace(text, text="[bruit]\n" + words, turns=())
    study.do(Change.replacing([(text, added)], verb="revise"))

    report = brought(study, page)

    assert [one.quote for one in study.all(Coding) if one.code == "ete"] == ["Et après ?"]
    assert len(report.moved) == 1
    assert [(one.reason, one.text) for one in report.left] == [("words changed", "Qui décide ?")]
    assert "Qui décide" not in repr(report) + repr(report.left)


def test_what_both_sides_changed_stays_as_the_study_has_it_and_is_listed():
    study = coded_desk()
    page = Page(study)
    held = {one.code: one for one in study.all(Coding)}
    one, other, gone, said = (held[code] for code in ("aide", "parole", "voisins", "savoirs"))
    page.set(one.id, code="ete")
    page.set(other.id, code="ete")
    page.set(gone.id, code="ete")
    page.change(said.id, None)
    written = page.bundle["memos"]["m1"]
    page.memos["m1"] = {"id": "m1", "at": AT, "before": written, "after": {**written, "text": "Page"}}
    study.do(coding.recode([one], study.get(Code, "lieu"), held=study.all(Coding)))
    study.do(coding.delete([gone]))
    memo = study.get(Memo, "m1")
    study.do(Change.replacing([(memo, replace(memo, text="Étude"))]))

    report = brought(study, page)

    assert study.get(Coding, one.id).code == "lieu"
    assert study.get(Coding, other.id).code == "ete"
    assert {(left.id, left.reason) for left in report.left} == {
        (one.id, "changed"),
        (gone.id, "deleted"),
        (said.id, "linked"),
        ("m1", "changed"),
    }
    assert study.get(Memo, "m1").text == "Étude"
    assert study.all(Review)


def test_codes_deleted_renamed_redefined_or_already_made_since_are_said():
    study = coded_desk()
    page = Page(study)
    page.put("Et après ?", "ete")
    page.put("Qui décide ?", "lieu")
    page.put("Ça change tout.", "taire")
    page.code("Pouvoir d'agir", "pouvoir-d-agir")
    page.put("On a eu les clefs 🔑", "pouvoir-d-agir")
    book = Codebook(study.all(Code))
    study.do(Change.removing(study.get(Code, "ete")))
    study.do(rename(book, "lieu", "Un chez-soi"))
    study.do(define(book, "taire", definition="Choisir de se taire."))
    study.do(Change.adding(Code("p1", "POUVOIR D’AGIR")))

    report = brought(study, page)

    assert [one.reason for one in report.left] == ["no code"]
    assert report.left[0].code == "L’été"
    assert report.renamed == [("Être chez soi", "Un chez-soi")]
    assert len(report.older) == 1
    assert report.codes == []
    assert ("E03", "On a eu les clefs 🔑", "p1", "accepted") in marks(study)
    assert any("s’appelle désormais" in line for line in report.sentences())


def test_bounds_moved_in_the_page_are_moved_in_the_study_and_doubles_are_joined():
    study = coded_desk()
    page = Page(study)
    one = next(c for c in study.all(Coding) if c.code == "aide")
    page.set(one.id, start=one.start + 7)
    other = next(c for c in study.all(Coding) if c.code == "lieu")
    place = {"start": other.start, "end": other.end}
    study.do(Change.adding(coding.mark(page.texts["E03"], study.get(Code, "ete"), coder="C1", **place)))
    page.set(other.id, code="ete")

    report = brought(study, page)

    moved = study.get(Coding, one.id)
    assert moved.quote == one.quote[7:] == study.get(Transcript, "E03").text[moved.start : moved.end]
    assert report.deleted == [other.id]


@pytest.mark.parametrize(
    ("spoil", "error", "says"),
    [
        (lambda text: text[: len(text) // 2], UnreadableFile, "page de codage"),
        (lambda text: "[]", UnreadableFile, "page de codage"),
        (lambda text: text.replace("Et apr\\u00e8s ?", "Et apr\\u00e8s !"), Refused, "modifié"),
        (lambda text: text.replace('"code": "ete"', '"code": "lieu"'), Refused, "modifié"),
        (lambda text: text.replace("answers/1", "answers/2"), Refused, "plus récent"),
        (lambda text: text.replace('"start": ', '"start": -'), FaultyFile, "codage de la page"),
        (lambda text: text.replace('"memos": []', '"memos": 3'), FaultyFile, "memos"),
        (lambda text: text.replace("T10:00", " 10:00"), FaultyFile, "date"),
        (lambda text: text.replace('"state": "accepted"', '"state": "\\ud800"'), FaultyFile, "moitié"),
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(spoil, error, says):
    page = Page(coded_desk())
    page.put("Et après ?", "ete")
    text = page.file()
    spoiled = spoil(text)
    assert spoiled != text

    with pytest.raises(error) as caught:
        read_page_answers(spoiled, name="r.json")

    assert says in f"{caught.value.message} {caught.value.hint}"


def test_answers_that_are_not_there_are_said_in_a_sentence(study, tmp_path):
    with pytest.raises(UnreadableFile, match="n’existe pas"):
        coding.import_answers(study, tmp_path / "absent.json")


def test_answers_of_another_study_or_to_another_page_change_nothing(study, tmp_path):
    coding.page(study, "E03", coder="C1")
    page = Page(study)
    page.put("Et après ?", "ete")
    before = marks(study)
    for wrong in ({"study": "f" * 64}, {"texts": {"E03": "0" * 64}}, {"coder": "C2"}):
        with pytest.raises(Refused):
            bring(study, read_page_answers(page.file(**wrong), name="r.json"))
    with pytest.raises(Refused, match="autre étude"):
        import_page(coded_desk(), read_page_answers(page.file()))
    assert marks(study) == before


def test_a_sealed_page_asks_for_its_passphrase(study, tmp_path):
    from toolkit.web.seal import seal

    path = coding.page(study, ["E03"], tmp_path / "page à moi.html", coder="C1", passphrase="quatre mots au hasard")
    content = path.read_text(encoding="utf-8")
    assert "Enquêteur" not in content
    assert "carnet-sealed/1" in content
    assert "<title>Codage</title>" in content
    page = Page(study)
    page.put("Et après ?", "ete")
    sealed = json.dumps(seal(json.loads(page.file()), "quatre mots au hasard", aad=ANSWERS_FORMAT, iterations=1000))

    with pytest.raises(Refused, match="phrase de passe"):
        read_page_answers(sealed, name="r.json")
    assert len(read_page_answers(sealed, passphrase="quatre mots au hasard").codings) == 1


def test_the_page_says_what_it_holds_and_refuses_what_it_cannot_be(study, tmp_path):
    path = coding.page(study, "E03", coder="C1")
    content = path.read_text(encoding="utf-8")

    assert path.parent == study.folder / "outputs"
    assert "default-src 'none'" in content
    assert record_of(Page(study).bundle)["bundle_id"] in path.name
    assert coding.page(study, "E03", coder="C1") == path
    for wrong, error in (("E99", UnknownTranscript), ([], InvalidValue)):
        with pytest.raises(error):
            coding.page(study, wrong, coder="C1")
    with pytest.raises(ToolkitError):
        coding.page(study, "E03", coder="nobody")
    with pytest.raises(Refused, match="Rien ne dit"):
        coding.page(coded_desk(), "E03", coder="C1")
    record = json.loads(next(study.folder.glob("outputs/codage-b*.json")).read_text(encoding="utf-8"))
    assert "Enquêteur" not in json.dumps(record, ensure_ascii=False)


def test_the_still_page_holds_every_word_and_every_mark_without_script(study, tmp_path):
    code = Code("img", "<img src=x onerror=alert(1)>", color="#123456")
    text = study.get(Transcript, "E03")
    study.do(Change.adding(code))
    study.do(Change.adding(coding.mark(text, code, coder="C1", quote="Et après ?")))

    html = coding.to_html(study, "E03")

    plain = re.sub(r"<[^>]+>", "", html.split('<main class="text">')[1].split("</main>")[0])
    for turn in text.turns:
        assert text.text[turn.start : turn.end].split("🙂")[0][:30] in plain
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert not re.search("<img|<script|style=", html)
    assert "6 passages codés · 2 propositions" in html
    path = coding.to_html(study, "E03", tmp_path / "E03 codé.html", states=("accepted",))
    assert "proposed" not in path.read_text(encoding="utf-8").split("</style>")[1]


def test_the_still_page_shown_by_mistake_says_its_length_and_goes_into_a_folder_too(study, tmp_path):
    html = coding.to_html(study, "E03")

    assert repr(html) == f"<coded page of E03: {len(html)} characters of HTML>"
    assert html.startswith("<!DOCTYPE html>")
    path = coding.to_html(study, "E03", tmp_path)
    assert path == tmp_path / "E03-code.html"
    assert path.read_text(encoding="utf-8") == html
    with pytest.raises(InvalidValue, match="validé"):
        coding.to_html(study, "E03", states=["validé"])


def test_an_interview_is_given_by_itself_or_by_its_id(study):
    text = study.get(Transcript, "E03")
    view = coding.highlighter(study, text, coder="C1")
    assert repr(view) == repr(coding.highlighter(study, "E03", coder="C1"))


def test_the_still_page_takes_the_colours_and_lanes_of_the_highlighter():
    source = (ROOT / "toolkit" / "web" / "src" / "highlighter_model.js").read_text(encoding="utf-8")
    assert list(COLORS) == re.findall(r"#[0-9a-f]{6}", source.split("COLORS = [")[1].split("]")[0])
    book = Codebook(coded_desk().all(Code))
    assert color_of(book, "voisins") == COLORS[0]
    assert color_of(book, "savoirs") == "#8f5a3c"
    assert color_of(book, "taire") == COLORS[1]
    text = transcript()
    spans = [coding_of(text, *span, Code("a", "A"), coder="C1") for span in ((0, 9), (2, 5), (5, 7), (9, 12))]
    assert lanes(spans) == [0, 1, 1, 0]


def test_what_a_notebook_keeps_of_the_highlighter_is_counts_only():
    view = coding.highlighter(coded_desk(), "E03", coder="C1")
    data, _metadata = view._repr_mimebundle_()
    view.close()
    assert "passages codés" in data["text/html"]
    for said in ("Colette", "voisine", "Entraide"):
        assert said not in data["text/html"] + data["text/plain"]


def test_a_desk_in_memory_gives_the_same_bundle_for_the_same_state():
    assert Page(coded_desk()).bundle == Page(coded_desk()).bundle
    assert Page(MemoryDesk(*nouns())).bundle["bundle_id"].startswith("b")
