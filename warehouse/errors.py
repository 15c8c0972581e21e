"""What can be wrong with a warehouse: each error is one clear sentence."""


class WarehouseError(Exception):
    """Something about the warehouse that its operator must know, in one sentence."""


class WarehouseLocked(WarehouseError):  # noqa: N818
    """Another process holds the warehouse; the sentence names it."""


class WarehouseTooNew(WarehouseError):  # noqa: N818
    """The file was written by a newer Nightdesk or a newer DuckDB."""


class NotAWarehouse(WarehouseError):  # noqa: N818
    """The file at the warehouse's place is something else."""


class CannotWrite(WarehouseError):  # noqa: N818
    """The home is read-only, belongs to somebody else, or its disk is full."""


class NoSnapshot(WarehouseError):  # noqa: N818
    """Nothing was published yet."""


class StageFileMissing(WarehouseError):  # noqa: N818
    """A stage file that a load needs is not there."""


class QuestionRefused(WarehouseError):  # noqa: N818
    """Somebody's SQL would change something, or reach a file, the network or a setting."""


class NotAnswered(WarehouseError):  # noqa: N818
    """DuckDB can't answer a question; its words."""


class GaveUp(WarehouseError):  # noqa: N818
    """A question took longer than it may."""


class Stopped(WarehouseError):  # noqa: N818
    """A question was interrupted by who asked it."""


class NotSearchable(WarehouseError):  # noqa: N818
    """Words that are no search; the sentence says why."""


class IndexMissing(WarehouseError):  # noqa: N818
    """The index for search is not there, is torn, or can't be made here."""


class CannotExport(WarehouseError):  # noqa: N818
    """An export that can't be made; nothing was written."""


class NotAnExport(WarehouseError):  # noqa: N818
    """A folder without a manifest that can be read."""


class WrongPlace(WarehouseError):  # noqa: N818
    """What is configured as warehouse can't be one; the sentence says why."""


class CatalogUnreachable(WarehouseError):  # noqa: N818
    """The catalog of a DuckLake or the place of its files does not answer; nothing was changed."""


class WrittenMeanwhile(WarehouseError):  # noqa: N818
    """Other writers were first, again and again; nothing was changed."""
