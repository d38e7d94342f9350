"""Notebooks leak: what a cell shows may hold people's words, so it is cleared when the notebook is saved."""

from typing import Any


def clear_outputs(model: dict[str, Any], **_options: Any) -> None:
    """Empty the outputs of every code cell before a notebook is written to disk."""
    if model.get("type") != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    model["content"].get("metadata", {}).pop("widgets", None)


c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.FileContentsManager.pre_save_hook = clear_outputs
