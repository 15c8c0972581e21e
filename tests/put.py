"""Puts questions to a session, as the shell does."""

from warehouse.asking import Questions


def put(questions: Questions, words: str) -> list[tuple[object, ...]]:
    with questions.answered():
        return [row for found in questions.ask(words) for row in found.fetchall()]
