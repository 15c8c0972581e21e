"""Reading: from a capture to an article or a reason why not. Pure: no clock, network, database or log."""
