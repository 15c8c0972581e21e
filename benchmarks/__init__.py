"""Measurements: `python -m benchmarks.NAME`; results go into docs/benchmarks.md."""
