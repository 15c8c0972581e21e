"""Knows time: what runs when, in what order, and what happens when it fails."""
