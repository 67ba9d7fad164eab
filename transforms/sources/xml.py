"""XML that may be hostile: no entity is expanded, nothing is fetched."""

import re
from typing import Any

from lxml import etree

from transforms.sources.document import Reason, SourceError

_ENTITY = re.compile(rb"<!ENTITY|<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y")


def parse(data: bytes, what: str) -> Any:
    """The root element of an XML file; `what` names it in errors.

    Raises SourceError: unsafe_file where it declares entities, which no office program does, unreadable_document where
    it is not well-formed.
    """
    if _ENTITY.search(data):
        raise SourceError(Reason.UNSAFE_FILE, f"{what} declares XML entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"{what}: {error.msg}") from error
