"""Imported once by the fork server, so that all workers share the engine's and the language model's pages."""

from crawler.extraction import reader
from crawler.extraction.metadata import language

__all__ = ["reader"]

language.warm()
