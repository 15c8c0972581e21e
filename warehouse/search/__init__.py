"""Search by words: an index beside the snapshot, derived from it and kept in step with it."""
