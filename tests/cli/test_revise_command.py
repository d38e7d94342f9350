"""``carnet revise``: the preview, the table of decisions, one action, the coffre that gives the original back."""

import io
import json
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.coding import mark
from toolkit.formats.sheets import read_table
from toolkit.model import Code, Coder
from toolkit.transcripts.coffre_files import open_coffre

TALK = (
    "Enquêtrice : comment ça va ?\nFarida : on s’entraid beaucoup, 😀 oui.\n"
    "Enquêtrice : et la mairie ?\nFarida : elle ne répond jamais.\n"
)


@pytest.fixture
def study(carnet, place):
    assert carnet("new", place, "--no-coffre").code == 0
    (place / "à relire").mkdir()
    source = place / "à relire" / "E01.txt"
    source.write_text(TALK, encoding="utf-8")
    assert carnet("import", source, "-s", place, "--already-pseudonymised").code == 0
    with open_study(place) as book:
        book.add(Coder("camille"), Code("aide", "Entraide"), Code("mairie", "Mairie"))
        text = book.transcripts["E01"]
        for words, code in (("on s’entraid beaucoup", "aide"), ("elle ne répond jamais", "mairie")):
            book.add(mark(text, book.codes[code], coder="camille", quote=words), coder="camille")
    return place


@pytest.fixture
def corrected(tmp_path):
    path = tmp_path / "texte corrigé.txt"
    path.write_text(TALK.replace("entraid ", "entraide ").replace("elle ne répond jamais", "pas de réponse"), "utf-8")
    return path


def codings(study: Path) -> dict[str, tuple[str, str]]:
    with open_study(study) as book:
        return {one.code: (one.quote, one.state) for one in book.codings}


def test_the_preview_writes_nothing_and_shows_what_is_to_review(carnet, study, corrected, helpers):
    before = helpers.content(study)

    shown = carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised", "--dry-run")
    told = carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised", "--dry-run", "--json")

    assert (shown.code, told.code) == (0, 0)
    assert "on s’entraide beaucoup" in shown.out
    facts = json.loads(told.out)
    assert (facts["followed"], facts["written"]) == (0, False)
    assert {(one["code"], one["decision"]) for one in facts["to_review"]} == {("aide", "keep"), ("mairie", "later")}
    assert helpers.content(study) == before


def test_nobody_to_ask_and_no_yes_writes_nothing(carnet, study, corrected, helpers):
    before = helpers.content(study)

    answer = carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised")

    assert answer.code == 2
    assert "--yes" in answer.err
    assert helpers.content(study) == before


def test_on_a_terminal_each_undecided_passage_is_asked_about(carnet, study, corrected, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    line = ("revise", "E01", corrected, "-s", study, "--already-pseudonymised")
    monkeypatch.setattr("sys.stdin", Terminal("?\ng\nn\n"))
    before = codings(study)
    refused = carnet(*line)
    assert refused.code == 2
    assert codings(study) == before
    monkeypatch.setattr("sys.stdin", Terminal("g\ny\n"))

    answer = carnet(*line)

    assert answer.code == 0, answer.err
    assert codings(study)["mairie"] == ("pas de réponse", "accepted")


def test_yes_writes_one_action_and_one_undo_gives_all_back(carnet, study, corrected):
    before = codings(study)

    answer = carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised", "--yes")

    assert answer.code == 0, answer.err
    after = codings(study)
    assert after["aide"] == ("on s’entraide beaucoup", "accepted")
    assert after["mairie"][1] == "proposed"
    with open_study(study) as book:
        assert book.transcripts["E01"].text == corrected.read_text(encoding="utf-8")
        assert book.history(1)[0].verb == "revise"
        assert book.verify()
    assert (study / "sources" / "E01.txt").read_bytes() == corrected.read_bytes()
    assert carnet("undo", "-s", study).code == 0
    assert codings(study) == before


def test_what_waits_after_a_revision_is_accepted_one_by_one_never_in_a_batch(carnet, study, corrected):
    carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised", "--yes")

    batch = carnet("accept", "--all", "-s", study)

    assert codings(study)["mairie"][1] == "proposed"
    assert "révision" in batch.err
    with open_study(study) as book:
        [waiting] = [one.id for one in book.codings if one.state == "proposed"]
    assert carnet("accept", waiting, "-s", study).code == 0
    assert codings(study)["mairie"][1] == "accepted"


def test_the_table_of_decisions_is_filled_and_read_back(carnet, study, corrected, tmp_path):
    for ending in ("csv", "xlsx"):
        path = tmp_path / f"à décider.{ending}"
        line = ("revise", "E01", corrected, "-s", study, "--already-pseudonymised")
        assert carnet(*line, "--table", path).code == 0
        assert len(codings(study)) == 2
        sheet = read_table(path)
        assert [row[sheet.columns.index("code")] for row in sheet.rows] == ["aide", "mairie"]
        filled = tmp_path / f"rempli-{ending}.csv"
        rows = [list(row) for row in sheet.rows]
        rows[0][sheet.columns.index("nouveau passage")] = "on s'entraide"
        rows[1][sheet.columns.index("décision")] = "Enlever"
        lines = [";".join(f'"{cell}"' for cell in row) for row in [sheet.columns, *rows]]
        filled.write_text("\n".join(lines), encoding="utf-8-sig")

        answer = carnet(*line, "--decisions", filled)

        assert answer.code == 0, answer.err
        assert codings(study) == {"aide": ("on s’entraide", "accepted")}
        assert carnet("undo", "-s", study).code == 0


def test_a_table_of_another_state_or_with_faults_is_refused_whole(carnet, study, corrected, tmp_path, helpers):
    path = tmp_path / "revision.csv"
    line = ("revise", "E01", corrected, "-s", study, "--already-pseudonymised")
    carnet(*line, "--dry-run", "--table", path)
    good = path.read_text(encoding="utf-8-sig")
    path.write_text(good.replace("plus tard", "peut-être").replace("garder;", "oui;"), encoding="utf-8-sig")
    before = helpers.content(study)

    faulty = carnet(*line, "--decisions", path, "--yes")

    assert faulty.code == 2
    assert faulty.err.count("ligne") >= 1
    assert helpers.content(study) == before
    path.write_text(good, encoding="utf-8-sig")
    with open_study(study) as book:
        text = book.transcripts["E01"]
        book.add(mark(text, book.codes["aide"], coder="camille", quote="la mairie"), coder="camille")
    stale = carnet(*line, "--decisions", path, "--yes")
    assert stale.code == 2
    assert "un autre état" in stale.err
    assert codings(study)["mairie"] == ("elle ne répond jamais", "accepted")


def test_a_file_of_the_study_needs_no_word_about_names(carnet, study):
    source = study / "sources" / "E01.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("oui.", "oui, vraiment."), encoding="utf-8")

    answer = carnet("revise", "E01", source, "-s", study, "--yes")

    assert answer.code == 0, answer.err
    with open_study(study) as book:
        assert "oui, vraiment." in book.transcripts["E01"].text
    assert [path.name for path in (study / "sources").iterdir()] == ["E01.txt"]


def test_what_was_written_beside_by_hand_is_kept(carnet, study, corrected):
    (study / "sources" / "E01.txt").write_text("Mes notes à moi.\n", encoding="utf-8")

    assert carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised", "--yes").code == 0

    assert (study / "sources" / "E01 (2).txt").read_text(encoding="utf-8") == "Mes notes à moi.\n"
    assert (study / "sources" / "E01.txt").read_bytes() == corrected.read_bytes()


class Killed(BaseException):
    """A process that ends where it stands."""


def cut_short(carnet, monkeypatch, *arguments):
    """Revise, and die once the journal is written, before the clean text is at its place."""
    real = Path.replace

    def dying(self, target):
        if self.name == ".E01.txt.tmp":
            raise Killed
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        with pytest.raises(Killed):
            carnet("revise", *arguments)


@pytest.mark.parametrize("command", [("revise", "E01"), ("import",)])
def test_a_revision_killed_after_the_journal_is_finished_by_the_next_command(
    carnet, study, corrected, monkeypatch, command
):
    options = ("-s", study, "--already-pseudonymised")
    cut_short(carnet, monkeypatch, "E01", corrected, *options, "--yes")
    with open_study(study) as book:
        assert book.transcripts["E01"].text == corrected.read_bytes().decode()
    assert (study / "sources" / "E01.txt").read_bytes().decode() == TALK

    carnet(*command, corrected, *options)

    assert (study / "sources" / "E01.txt").read_bytes() == corrected.read_bytes()
    assert [path.name for path in (study / "sources").iterdir()] == ["E01.txt"]


def test_a_revision_interrupted_right_after_the_journal_is_finished_too(carnet, study, corrected, monkeypatch):
    from toolkit.study import Study

    real = Study.do

    def dying(self, *arguments, **options):
        real(self, *arguments, **options)
        raise KeyboardInterrupt

    options = ("-s", study, "--already-pseudonymised", "--yes")
    with monkeypatch.context() as patched:
        patched.setattr(Study, "do", dying)
        carnet("revise", "E01", corrected, *options)
    assert (study / "sources" / "E01.txt").read_bytes().decode() == TALK
    carnet("revise", "E01", corrected, *options)

    assert (study / "sources" / "E01.txt").read_bytes() == corrected.read_bytes()
    assert [path.name for path in (study / "sources").iterdir()] == ["E01.txt"]


@pytest.mark.parametrize("written", ["Mes notes à moi.\n".encode(), b"\xff\xfe notes"])
def test_what_somebody_wrote_since_an_interruption_is_never_replaced(carnet, study, corrected, monkeypatch, written):
    options = ("-s", study, "--already-pseudonymised", "--yes")
    cut_short(carnet, monkeypatch, "E01", corrected, *options)
    (study / "sources" / "E01.txt").write_bytes(written)

    assert carnet("revise", "E01", corrected, *options).code == 0

    assert (study / "sources" / "E01.txt").read_bytes() == written
    assert [path.name for path in (study / "sources").iterdir()] == ["E01.txt"]


def test_the_draft_of_a_revision_that_the_journal_does_not_hold_is_thrown_away(carnet, study, corrected):
    draft = study / "sources" / ".E01.txt.tmp"
    draft.write_text("Enquêtrice : autre chose.\n", encoding="utf-8")

    assert carnet("revise", "E01", corrected, "-s", study, "--already-pseudonymised", "--dry-run").code == 0

    assert (study / "sources" / "E01.txt").read_bytes().decode() == TALK
    assert not draft.exists()


@pytest.mark.parametrize("options", [(), ("--names", "x.csv", "--already-pseudonymised")])
def test_what_becomes_of_the_names_must_be_said(carnet, study, corrected, options, helpers):
    before = helpers.content(study)

    answer = carnet("revise", "E01", corrected, "-s", study, "--yes", *options)

    assert answer.code == 2
    assert "vrais noms" in answer.err
    assert helpers.content(study) == before


@pytest.mark.parametrize(
    ("id", "text", "said"),
    [
        ("E09", TALK, "E09"),
        ("E01", " \n", "vide"),
        ("E01", "Q : " + "tout autre chose, ici. " * 30, "un autre entretien"),
    ],
)
def test_a_wrong_text_is_refused_in_one_sentence(carnet, study, tmp_path, id, text, said, helpers):
    path = tmp_path / "autre.txt"
    path.write_text(text, encoding="utf-8")
    with open_study(study) as book:
        known = book.transcripts["E01"]
        longer = known.text + "Enquêtrice : " + "et ensuite, racontez-moi tout. " * 20
    other = tmp_path / "long.txt"
    other.write_text(longer, encoding="utf-8")
    assert carnet("revise", "E01", other, "-s", study, "--already-pseudonymised", "--yes").code == 0
    before = helpers.content(study)

    answer = carnet("revise", id, path, "-s", study, "--already-pseudonymised", "--yes")

    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert "another_text" not in answer.err
    assert ("--another-text" in answer.err) == (said == "un autre entretien")
    assert helpers.content(study) == before


def test_a_text_without_change_says_so(carnet, study):
    answer = carnet("revise", "E01", study / "sources" / "E01.txt", "-s", study)

    assert answer.code == 0
    assert "rien ne change" in answer.out


RAW = (
    "Enquêtrice : bonjour, ça va ?\nZohra : oui. Je vais chez les Wastrelin 😀\n"
    "Enquêtrice : et après ?\nZohra : rien du tout, Zohra vous le dit.\n"
)
NAMES = "form;type;decision;replacement\nZohra;PERSON;accepté;Farida\nWastrelin;PERSON;accepté;Blin\n"


@pytest.fixture
def raw_study(carnet, place, tmp_path, passphrase, helpers):
    """A study whose one text came in raw, its names in the coffre."""
    (tmp_path / "noms.csv").write_text(NAMES, encoding="utf-8-sig")
    raw = tmp_path / "Entretien Zohra.txt"
    raw.write_text(RAW, encoding="utf-8")
    assert carnet("new", place, "--no-coffre").code == 0
    box = tmp_path / "coffre étude"
    line = ("pseudonymise", raw, "--names", tmp_path / "noms.csv", "--to", place / "sources", "--coffre", box)
    made = carnet(*line, "--destroy-on", "2030-09-30")
    assert made.code == 0, made.err
    brought = carnet("import", raw, "-s", place, "--names", tmp_path / "noms.csv", "--coffre", box)
    assert brought.code == 0, brought.err
    return place, box


def test_a_raw_file_passes_through_the_names_of_the_coffre(carnet, raw_study, tmp_path, helpers):
    study, box = raw_study
    again = tmp_path / "Entretien Zohra (2).txt"
    again.write_text(RAW.replace("rien du tout", "rien, rien du tout, disait Wastrelin"), encoding="utf-8")

    answer = carnet("revise", "E01", again, "-s", study, "--coffre", box, "--yes")

    assert answer.code == 0, answer.err
    with open_study(study) as book:
        text = book.transcripts["E01"].text
    assert "rien, rien du tout, disait Blin, Farida vous le dit." in text
    assert "Zohra" not in text + answer.out + answer.err.replace(str(again), "")
    coffre = open_coffre(box, helpers.PASSPHRASE)
    assert coffre.restore("E01", text) == again.read_text(encoding="utf-8")


def test_a_clean_correction_leaves_the_coffre_able_to_give_back_what_was_received(carnet, raw_study, helpers):
    study, box = raw_study
    source = study / "sources" / "E01.txt"
    received = source.read_text(encoding="utf-8")
    source.write_text(received.replace("rien du tout", "rien de rien"), encoding="utf-8")

    answer = carnet("revise", "E01", source, "-s", study, "--coffre", box, "--yes")

    assert answer.code == 0, answer.err
    with open_study(study) as book:
        assert "rien de rien" in book.transcripts["E01"].text
    assert open_coffre(box, helpers.PASSPHRASE).restore("E01", received) == RAW


def test_a_real_name_typed_in_a_clean_correction_is_refused(carnet, raw_study, helpers):
    study, box = raw_study
    source = study / "sources" / "E01.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("rien du tout", "zohra vous dit"), encoding="utf-8")
    before = helpers.content(study) | helpers.content(box)

    answer = carnet("revise", "E01", source, "-s", study, "--coffre", box, "--yes")

    assert answer.code == 2
    assert "vrai nom" in answer.err
    assert "ohra" not in answer.err
    assert helpers.content(study) | helpers.content(box) == before


def test_a_raw_text_said_to_be_clean_is_told_to_come_without_that_option(carnet, raw_study, tmp_path):
    study, box = raw_study
    again = tmp_path / "encore.txt"
    again.write_text(RAW.replace("rien du tout", "rien, rien du tout"), encoding="utf-8")
    line = ("revise", "E01", again, "-s", study, "--coffre", box, "--yes")

    said = carnet(*line, "--already-pseudonymised")
    done = carnet(*line)

    assert (said.code, done.code) == (2, 0)
    assert "relancez sans --already-pseudonymised" in " ".join(said.err.split())
