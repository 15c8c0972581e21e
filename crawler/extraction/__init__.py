"""Reading: from a capture to an article or a verdict, as a pure function."""
