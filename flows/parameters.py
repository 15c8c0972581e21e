"""What a person may choose in the form of a deployment: sources from the list, days from a calendar."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from crawler.sources import SourcesError, load
from flows.settings import Desk


def choice(**more: object) -> dict[str, Any]:
    """The schema of a choice among the sources of the desk; of free names while the list can't be read.

    The server refuses what is not in the list, and says what is. The flow itself looks at the list anew.
    """
    try:
        known = [source.name for source in load(Desk.here().sources)]
    except SourcesError:
        known = []
    items = {"type": "string", **({"enum": known} if known else {})}
    return {"type": "array", "items": items, "uniqueItems": True, **more}


def calendar(pattern: str) -> dict[str, Any]:
    """The schema of a day, chosen from a calendar."""
    return {"type": "string", "format": "date", "pattern": pattern}


def none_if_empty(value: object) -> object:
    """What a form sends for a day that was not chosen means none."""
    return None if value == "" else value


# Said as a schema, because `X | None` would put a switch between types into the form. What a parameter means
# stands in its flow's docstring: that is where Prefect looks.
Sources = Annotated[list[str], WithJsonSchema(choice())]
SomeSources = Annotated[list[str], WithJsonSchema(choice(minItems=1))]
Day = Annotated[date, WithJsonSchema(calendar(r"^\d{4}-\d{2}-\d{2}$"))]
AnyDay = Annotated[
    date | None,
    BeforeValidator(none_if_empty),
    WithJsonSchema(calendar(r"^(\d{4}-\d{2}-\d{2})?$")),
    Field(json_schema_extra={"default": ""}),  # null would be refused as no string
]
