"""Closes connections to a lake, also those that can't be closed."""

from __future__ import annotations

import ctypes
from uuid import uuid4

import duckdb

from warehouse.lake.said import is_given_up


class Sessions:
    """What PostgreSQL calls the sessions of this process, its `application_name`."""

    def __init__(self) -> None:
        self.name = f"nightdesk-{uuid4().hex}"
        self._left: list[str] = []

    def leave(self) -> None:
        """Those that were opened so far are nobody's; what is opened from here on has another name."""
        self._left.append(self.name)
        self.name = f"nightdesk-{uuid4().hex}"

    def end_left(self, connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
        """Let PostgreSQL end those that are nobody's: they may hold locks for which all others wait."""
        if self._left:
            names = ", ".join(f"''{name}''" for name in self._left)  # of our own making, within a string
            ended = f"from pg_stat_activity where application_name in ({names})"
            connection.execute(
                f"from postgres_query('{catalog}', 'select pg_terminate_backend(pid) {ended}')"
            ).fetchall()
            self._left.clear()


SESSIONS = Sessions()


def close(connection: duckdb.DuckDBPyConnection) -> None:
    """Take back what the connection has begun, and close it.

    A connection in which DuckDB has given up can't take anything back any more. Closing it would try, and
    where PostgreSQL is gone the failure of that ends the whole process (SIGABRT). So such a one is kept as it
    is, with its memory, until the process ends; its sessions are ended by the next connection.
    """
    try:
        connection.rollback()
    except duckdb.Error as error:  # nothing was begun, or who is gone has taken it back
        if is_given_up(error):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))  # never to be destroyed, at exit neither
            SESSIONS.leave()
            return
    connection.close()
