"""Texts of made-up words: two of different seeds have no five words in a row in common."""

import random

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrstz"]


def prose(seed: int, words: int = 400) -> str:
    """So many words, the same for the same seed."""
    return " ".join(random.Random(seed).choices(WORDS, k=words))
