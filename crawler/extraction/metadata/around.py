"""What stands around an element: the story, or something beside it."""

from __future__ import annotations

from lxml import etree, html

from crawler.extraction.marks import is_clutter


class Around:
    """The page's headlines, and what they tell about other elements."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.spine: set[etree._Element] = set()  # all that holds a headline
        self.told: dict[etree._Element, bool] = {}  # kept, so that a box is judged once
        self.has_story = False  # whether an article element holds a headline
        for head in root.iter("h1"):
            for around in head.iterancestors():
                if around in self.spine:
                    break
                self.spine.add(around)
                self.has_story = self.has_story or around.tag == "article"

    def is_beside(self, node: html.HtmlElement) -> bool:
        """Whether it belongs to something beside the story: a comment, a teaser, a box after the text."""
        chain: list[html.HtmlElement] = []
        told = False
        for around in node.iterancestors():
            if around in self.spine:
                break
            known = self.told.get(around)
            told = self._is_apart(around) if known is None else known
            chain.append(around)
            if told or known is not None:
                break
        self.told.update(dict.fromkeys(chain, told))
        return told

    def ends_story(self, box: html.HtmlElement) -> None:
        """Note that a box stands after the story's text has begun: what is in it is beside the story."""
        if box not in self.spine:
            self.told[box] = True

    def _is_apart(self, element: html.HtmlElement) -> bool:
        if element.tag == "article":
            return self.has_story
        if element.tag == "blockquote":  # somebody else's words, or a post of theirs
            return True
        mark = f"{element.get('class', '')} {element.get('id', '')}"
        return mark != " " and is_clutter(mark)

    @staticmethod
    def kind(node: html.HtmlElement) -> str:
        """The microdata type of what a property describes: "comment", "newsarticle"; "" if it has none."""
        for around in node.iterancestors():
            if around.get("itemscope") is not None:
                return str(around.get("itemtype", "")).strip().rstrip("/").rsplit("/", 1)[-1].lower()
        return ""
