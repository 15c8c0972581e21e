"""The desk that stays open: Prefect's server, a worker, and what looks after them."""
