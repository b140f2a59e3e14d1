"""The reading as W3C Web Annotations (JSON-LD): one annotation a statement, its parts as selectors."""

from typing import Any

from truceline.reading.result import Range, Reading, ReadStatement

_CONTEXT = 24


def reading_to_annotations(reading: Reading) -> dict[str, Any]:
    """An annotation page over the document's text."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "id": f"urn:{reading.document.id}:{reading.reader}",
        "items": [_annotation(reading, item) for item in reading.statements],
    }


def _annotation(reading: Reading, item: ReadStatement) -> dict[str, Any]:
    document = reading.document
    says = "is said to mean" if not item.reported else "says"
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": word}
        for word in (item.quotation.value, item.act.value, item.firmness.value, item.rule)
    ]
    comment = {
        "type": "TextualBody",
        "purpose": "commenting",
        "format": "text/plain",
        "value": f"{item.speaker.name or 'unnamed'} {says}",
    }
    return {
        "type": "Annotation",
        "id": f"urn:{document.id}:{reading.reader}:{item.id}",
        "motivation": "describing",
        "body": [comment, *bodies],
        "target": [
            {
                "source": document.url or f"urn:{document.id}",
                "role": part,
                "selector": _selectors(document.text or "", span),
            }
            for part in ("source", "cue", "content", "hedges")
            for span in getattr(item, part)
        ],
    }


def _selectors(text: str, span: Range) -> list[dict[str, Any]]:
    start, end = span
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _CONTEXT) : start],
            "suffix": text[end : end + _CONTEXT],
        },
    ]
