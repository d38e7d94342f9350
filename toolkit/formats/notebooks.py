"""Notebooks without what their cells showed: it may hold people's words."""

import json


def without_outputs(data: bytes) -> bytes:
    """Return a notebook (``.ipynb``) with every output cleared; raise ``ValueError`` when it is not one.

    One that has none is given back as it is, byte for byte.
    """
    model = json.loads(data.decode("utf-8-sig"))
    if not isinstance(model, dict) or not isinstance(model.get("cells"), list):
        raise ValueError("not a notebook")
    changed = False
    for cell in model["cells"]:
        if not isinstance(cell, dict):
            raise ValueError("not a notebook")
        if cell.get("cell_type") == "code" and (cell.get("outputs") or cell.get("execution_count") is not None):
            cell["outputs"], cell["execution_count"], changed = [], None, True
    if isinstance(model.get("metadata"), dict) and model["metadata"].pop("widgets", None) is not None:
        changed = True
    if not changed:
        return data
    return (json.dumps(model, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
