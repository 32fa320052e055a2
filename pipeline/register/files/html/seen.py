"""What of a page a reader sees: not scripts, and not what the markup or its own style sheets hide."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe"))
# Words for a screen reader alone, as Bootstrap, WordPress and others name their class.
_FOR_THE_EAR = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"))
# style="color:red; display : none !important"
_GONE = re.compile(r"(?:^|[;\s])display\s*:\s*none\b", re.IGNORECASE)
# style="visibility:hidden"
_BLANK = re.compile(r"(?:^|[;\s])visibility\s*:\s*(?:hidden|collapse)\b", re.IGNORECASE)
# <style>@media print { .menu { display: none } }</style>: holds on paper only
_CONDITIONAL = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# .template, tr.old { display:none }
_RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<declarations>[^{}]*)\}")
_MOST_RULES = 200


class Seen:
    """Tells of each element of one page whether it is laid out at all, and whether it is only blank."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self._gone: set[int] = set()
        self._blank: set[int] = set()
        for selectors, declarations in _hiding_rules(page):
            hidden = self._gone if _GONE.search(declarations) else self._blank
            hidden.update(node.mem_id for node in _selected(page, selectors))

    def is_gone(self, node: LexborNode) -> bool:
        """Whether it takes no place on the page."""
        if node.tag in _UNSEEN or node.mem_id in self._gone:
            return True
        attributes = node.attributes
        if not attributes:
            return False
        return "hidden" in attributes or bool(_GONE.search(attributes.get("style") or ""))

    def is_blank(self, node: LexborNode) -> bool:
        """Whether it takes its place, but nothing is seen there."""
        if node.mem_id in self._blank:
            return True
        attributes = node.attributes
        if not attributes:
            return False
        classes = (attributes.get("class") or "").split()
        return bool(_FOR_THE_EAR.intersection(classes) or _BLANK.search(attributes.get("style") or ""))


def _hiding_rules(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    found = 0
    for sheet in page.css("style"):
        text = _CONDITIONAL.sub("", _COMMENT.sub("", sheet.text()))
        for rule in _RULE.finditer(text):
            declarations = rule["declarations"]
            if _GONE.search(declarations) or _BLANK.search(declarations):
                found += 1
                if found > _MOST_RULES:
                    return
                yield rule["selectors"].strip(), declarations


def _selected(page: LexborHTMLParser, selectors: str) -> list[LexborNode]:
    if ":" in selectors:  # `a:hover` depends on what the reader does
        return []
    try:
        return page.css(selectors)
    except (SelectolaxError, ValueError):  # what the library does not know selects nothing
        return []
