"""Pages made by JavaScript: a browser without a network of its own, and what it makes of a served page."""
