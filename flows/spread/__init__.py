"""Work spread over hosts by Prefect: batches handed to a work pool, each held by one host at a time."""
