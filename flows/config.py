"""Where the desk keeps what: `nightdesk.toml` and the environment, read into one validated, frozen Config.

Nothing set means one machine, one home, one DuckDB file; no module for anything else is imported then.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from crawler.urls import is_web
from flows.configfile import found
from flows.secrecy import secret_in, secret_named

SINGLE_FILE = "warehouse.duckdb"
LAKE = "ducklake:"
PREFIX = "NIGHTDESK_"  # of the environment variables: NIGHTDESK_ARCHIVE for `archive`, and so on
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#]*)?")


class ConfigError(Exception):
    """The configuration can't be used; the sentence names file or variable, key, and what is allowed."""


class Config(BaseModel):
    """Every field but `home` and `file` is a key of `nightdesk.toml` and, upper-case, of the environment.

    Paths are absolute. None means: as on one machine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path  # of this host: what is being worked on, and everything where nothing else is named
    file: Path | None = None  # the nightdesk.toml in force; None if there is none

    archive: str | None = (
        None  # where `warc/` and `runs/` are kept: a directory or s3://bucket/prefix; else the home
    )
    archive_keep: bool = False  # keep this host's own copy of a WARC file that is safe in `archive`
    s3_endpoint: str | None = None  # of a server that speaks S3; None: that of AWS
    s3_region: str | None = None  # None: what the environment or the AWS files say
    warehouse: str = SINGLE_FILE  # that, in the home, or ducklake:postgres:<libpq words, no password>
    warehouse_data: str | None = None  # the Parquet files of DuckLake: a directory or s3://bucket/prefix
    prefect_api: str | None = None  # http://host:4200/api; None: the server of this home
    # Whose workers crawl and read; None: this machine's own processes
    prefect_pool: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")] | None = None

    @field_validator("archive", "warehouse_data")
    @classmethod
    def _place(cls, place: str | None) -> str | None:
        if place is None:
            return None
        if place.startswith("s3:"):
            if not BUCKET.fullmatch(place):
                msg = f"{place!r} names no bucket; write s3://bucket or s3://bucket/prefix"
                raise ValueError(msg)
            return place.rstrip("/")
        if "://" in place or not place.strip():
            msg = f"{place!r} is neither a directory nor s3://bucket/prefix"
            raise ValueError(msg)
        return place

    @field_validator("s3_endpoint", "prefect_api")
    @classmethod
    def _web(cls, url: str | None) -> str | None:
        if url is not None and not is_web(url):
            msg = f"{url!r} is no web address; write https://host or http://host:port"
            raise ValueError(msg)
        return None if url is None else url.rstrip("/")

    @field_validator("warehouse")
    @classmethod
    def _form(cls, form: str) -> str:
        if form != SINGLE_FILE and not form.startswith(f"{LAKE}postgres:"):
            msg = f"{form!r} is neither {SINGLE_FILE!r} nor 'ducklake:postgres:dbname=... host=...'"
            raise ValueError(msg)
        return form

    @field_validator("prefect_pool")
    @classmethod
    def _pool(cls, pool: str | None) -> str | None:
        if pool == "nightdesk":
            msg = "'nightdesk' is the desk's own work pool, for whole runs; name another, such as 'crawlers'"
            raise ValueError(msg)
        return pool

    @model_validator(mode="after")
    def _together(self) -> Config:
        if self.is_lake and self.warehouse_data is None:
            msg = "warehouse = 'ducklake:...' needs warehouse_data: a directory or s3://bucket/prefix"
            raise ValueError(msg)
        if not self.is_lake and self.warehouse_data is not None:
            msg = "warehouse_data belongs to warehouse = 'ducklake:postgres:...' and to nothing else"
            raise ValueError(msg)
        return self

    @property
    def is_lake(self) -> bool:
        """Whether the warehouse is DuckLake."""
        return self.warehouse.startswith(LAKE)

    @property
    def set_here(self) -> dict[str, str]:
        """The keys that somebody set, with their values as text."""
        told = {name: getattr(self, name) for name in KEYS if name in self.model_fields_set}
        return {name: str(value).lower() if value in (True, False) else value for name, value in told.items()}

    def environment(self) -> dict[str, str]:
        """What a process of ours must find in its environment to come to this same Config."""
        told = {PREFIX + name.upper(): value for name, value in self.set_here.items()}
        prefect = {"PREFECT_API_URL": self.prefect_api} if self.prefect_api else {}
        return {"NIGHTDESK_CONFIG": str(self.file or ""), **told, **prefect}


KEYS = tuple(name for name in Config.model_fields if name not in {"home", "file"})


def load(home: Path, file: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration of a home: its file, and over it the environment. Raises ConfigError.

    The file is `file`; else what NIGHTDESK_CONFIG names (empty: none); else nightdesk.toml in the home;
    else the one in the working directory.
    """
    environ = os.environ if environ is None else environ
    path = file or found(home, environ)
    told = read(path) if path else {}
    said = {name: environ[PREFIX + name.upper()] for name in KEYS if environ.get(PREFIX + name.upper())}
    origins = {name: str(path) for name in told} | {name: PREFIX + name.upper() for name in said}
    for name, value in (told | said).items():
        if belongs := secret_in(name, value):
            raise ConfigError(f"{origins[name]}, {name}: {belongs}")
    placed = located(told, path.parent if path else Path()) | located(said, Path.cwd())
    try:
        return Config(home=home.absolute(), file=path, **placed)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        name = str(fault["loc"][0]) if fault["loc"] else ""
        where = origins.get(name, str(path) if told else "the environment")
        given = "" if fault["type"] in {"missing", "value_error"} else f", not {fault['input']!r}"
        raise ConfigError(
            f"{where}{', ' + name if name else ''}: {fault['msg'].removeprefix('Value error, ')}{given}"
        ) from error


def read(path: Path) -> dict[str, Any]:
    """The keys of a file. ConfigError for one that is not there, is no TOML, or holds what we do not know."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"{path} can't be read ({error.strerror}); name another with --config FILE"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}") from error
    for key in told:
        if key not in KEYS:
            if belongs := secret_named(key):
                raise ConfigError(f"{path}, {key}: {belongs}")
            close = get_close_matches(key, KEYS, 1)
            hint = f"did you mean {close[0]!r}?" if close else "allowed: " + ", ".join(KEYS)
            raise ConfigError(f"{path}: unknown key {key!r}; {hint}")
    return told


def located(told: Mapping[str, Any], base: Path) -> dict[str, Any]:
    """Directories made absolute: those of a file against its own folder, `~` as the user's home."""
    here = {}
    for name in ("archive", "warehouse_data"):
        if isinstance(value := told.get(name), str) and value.strip() and ":" not in value:
            here[name] = str((base / Path(value).expanduser()).absolute())
    return {**told, **here}
