"""One file per format, found through a registry: what carries texts and tables in and out.

Other packages add formats through the entry points ``toolkit.readers`` and ``toolkit.writers``.
"""

from toolkit.formats.raw import Block, Cell, RawDocument
from toolkit.formats.registry import read_raw, readers, writers

__all__ = ["Block", "Cell", "RawDocument", "read_raw", "readers", "writers"]
