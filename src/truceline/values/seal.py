"""Canonical bytes and the hashes over them: the only room that touches cryptography.

Canonical bytes are RFC 8785 JSON, without floats; ids and leaves are SHA-256, leaves and
nodes with the domain bytes of RFC 6962, section 2.1.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeAlias, Union

import rfc8785

Json: TypeAlias = Union[str, int, bool, list["Json"], dict[str, "Json"], None]  # noqa: UP007 - recursive


def canonical(body: Json) -> bytes:
    """The one spelling of a JSON value (RFC 8785).

    Raises:
        rfc8785.CanonicalizationError: for an integer beyond 2^53 or what is no JSON.
    """
    return rfc8785.dumps(body)


def content_id(body: Json) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(body)).hexdigest()


def file_hash(content: bytes) -> str:
    """SHA-256 of a file's bytes as received, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one log entry (RFC 6962: 0x00 before the bytes)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes (RFC 6962, section 2.1)."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    # A complete subtree a size; merging equal sizes keeps this linear without recursion.
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, node = 1, leaf
        while stack and stack[-1][0] == size:
            node = _node(stack.pop()[1], node)
            size *= 2
        stack.append((size, node))
    root = stack.pop()[1]
    while stack:
        root = _node(stack.pop()[1], root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
