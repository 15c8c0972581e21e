"""The made-up newspapers: real HTTP on loopback, for the demo and for all tests."""

from tests.newspapers.meridian import dawn_like_page
from tests.newspapers.newsstand import Newspapers
from tests.newspapers.paper import Expected, Paper
from tests.newspapers.server import Served

__all__ = ["Expected", "Newspapers", "Paper", "Served", "dawn_like_page"]
