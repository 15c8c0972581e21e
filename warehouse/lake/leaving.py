"""Closes connections to a lake, also those that can't be closed."""

from __future__ import annotations

import ctypes

import duckdb

from warehouse.lake.said import is_given_up


def close(connection: duckdb.DuckDBPyConnection) -> None:
    """Take back what the connection has begun, and close it.

    A connection in which DuckDB has given up can't take anything back any more. Closing it would try, and
    where PostgreSQL is gone the failure of that ends the whole process (SIGABRT). So such a one is kept as it
    is until the process ends; PostgreSQL has taken back what it had begun when it lost the connection.
    """
    try:
        connection.rollback()
    except duckdb.Error as error:  # nothing was begun, or who is gone has taken it back
        if is_given_up(error):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))  # never to be destroyed, at exit neither
            return
    connection.close()
