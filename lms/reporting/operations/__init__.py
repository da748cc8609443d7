"""Everything that reporting changes. Views, commands and tasks call only this."""

from .exporting import Export, begin_export

__all__ = ["Export", "begin_export"]
