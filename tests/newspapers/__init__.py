"""The made-up newspapers: real HTTP on loopback, for the demo and for all tests."""

from tests.newspapers.ledger import Served
from tests.newspapers.meridian_page import dawn_like_page
from tests.newspapers.newsstand import Newspapers
from tests.newspapers.paper import Expected, Paper

__all__ = ["Expected", "Newspapers", "Paper", "Served", "dawn_like_page"]
