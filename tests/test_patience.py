"""Which failures of a task are waited out: those of a catalog that is away, and no others."""

from typing import Any, cast

import pytest
from prefect.states import Failed

from flows import tasks
from flows.spread.tasks import crawl_and_read
from warehouse.errors import CatalogUnreachable, WarehouseLocked


def test_only_a_catalog_that_is_away_is_waited_for():
    def again(error: Exception) -> bool:
        return tasks.is_away(cast("Any", None), cast("Any", None), Failed(data=error))

    assert again(CatalogUnreachable("the catalog ... can't be reached"))
    assert not again(WarehouseLocked("held by another process"))
    assert not again(ValueError("a fault of ours"))


@pytest.mark.parametrize(
    "task",
    [tasks.mend, tasks.prepare, tasks.load, tasks.find_copies, tasks.publish, tasks.tell, crawl_and_read],
    ids=lambda task: task.name,
)
def test_each_task_that_opens_the_warehouse_waits(task):
    assert task.retries == 3
    assert task.retry_condition_fn is tasks.is_away
