"""Measurements of the warehouse at scale, on made-up archives: `python -m benchmarks.warehouse.NAME`."""
