"""Canonical bytes and Merkle roots against published vectors."""

import hashlib

import pytest
import rfc8785

from truceline.values.seal import Json, canonical, content_id, file_hash, leaf_hash, root_hash

# The inputs and roots of the reference tests of Certificate Transparency (RFC 6962).
_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_roots_are_those_of_the_published_vectors() -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in _INPUTS]
    assert [root_hash(leaves[: size + 1]).hex() for size in range(len(leaves))] == _ROOTS


def test_the_root_over_nothing_is_the_hash_of_nothing() -> None:
    assert root_hash([]) == hashlib.sha256(b"").digest()


def test_a_root_equals_the_recursive_definition_at_every_size() -> None:
    def defined(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << ((len(leaves) - 1).bit_length() - 1)
        return hashlib.sha256(b"\x01" + defined(leaves[:split]) + defined(leaves[split:])).digest()

    leaves = [leaf_hash(bytes([number])) for number in range(40)]
    for size in range(1, 41):
        assert root_hash(leaves[:size]) == defined(leaves[:size])


def test_canonical_bytes_sort_keys_by_utf16_and_drop_spaces() -> None:
    # The example of RFC 8785, section 3.2.3, without its euro sign.
    body: Json = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "1": "One",
        "\U0001f600": "Grin",
        "\ufb33": "Dalet",
    }
    text = canonical(body).decode()
    assert [text.index(value) for value in ("Carriage", "One", "Euro", "Grin", "Dalet")] == sorted(
        text.index(value) for value in ("Carriage", "One", "Euro", "Grin", "Dalet")
    )
    assert canonical({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


def test_canonical_bytes_refuse_integers_that_readers_would_round() -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"a": 2**53})


def test_ids_and_file_hashes_are_sha256_in_hexadecimal() -> None:
    assert content_id({}) == hashlib.sha256(b"{}").hexdigest()
    assert file_hash(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
