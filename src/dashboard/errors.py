"""The errors of the product. Every message says where, what, and what was expected."""

from __future__ import annotations


class DashboardError(Exception):
    """Root of all our errors. Its message is one or more plain sentences for the reader."""


class FilterError(DashboardError):
    """A choice was made that no question can be asked with: wrong id, wrong value."""


class ContractError(DashboardError):
    """The data package breaks its contract. The message lists every fault, one a line."""


class StoreError(DashboardError):
    """The store is missing, damaged, locked or cannot be written."""


class StoreMissingError(StoreError):
    """No store has been published yet."""


class BuildRunningError(StoreError):
    """Another process is building the store at this moment."""


class ExportError(DashboardError):
    """A file could not be written, or a table of that name does not exist."""


class ResponsesError(DashboardError):
    """The store of responses is damaged, busy, of another version, or cannot be written."""


class WritingError(DashboardError):
    """What somebody wrote cannot be kept as it is; the message says what to change."""
