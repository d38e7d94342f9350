"""The eleven raw files brought in by one command, with the tables that a person filled in."""

import json

import pytest

from toolkit.cli import main

pytestmark = pytest.mark.slow


def test_one_command_brings_the_whole_study_in(place, tmp_path, monkeypatch, capsys, expected):
    secret = tmp_path / "passe.txt"
    secret.write_text("cheval pile agrafe\n", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(secret))
    study = tmp_path / "Étude d'été" / "pairs"
    raws = map(str, sorted((place / "raw").iterdir()))
    tables = [("--names", "noms.csv"), ("--participants", "participants.csv"), ("--voices", "voix.csv")]
    told = [word for option, name in tables for word in (option, str(place / name))]

    codes = [main(["new", str(study)]), main(["import", *raws, *told, "--study", str(study), "--json"])]

    said = capsys.readouterr()
    rows = json.loads(said.out[said.out.index("[") :])
    people = {person: of["texts"] for person, of in expected["quoted"].items()}
    assert codes == [0, 0], said.err
    found = {row["transcript"]: set(row["participants"]) for row in rows}
    assert set(found) == set(expected["texts"])
    assert found == {id: {person for person, texts in people.items() if id in texts} for id in found}
    assert all(row["replaced"] for row in rows)
    assert "P01" not in said.err
