"""Content-encodings are undone within a limit, and what is wrong with a body is named."""

import gzip
import zlib

import brotli
import pytest
import zstandard

from crawler.encodings import TooLargeError, TornError, decode

TEXT = b"<p>" + bytes(range(256)) * 200


def raw_deflate(text: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(text) + stream.flush()


PACKED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
    "deflate": zlib.compress(TEXT),
    "Deflate": raw_deflate(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
    "deflate, gzip": gzip.compress(zlib.compress(TEXT)),
    "identity": TEXT,
}


@pytest.mark.parametrize("name", PACKED)
def test_each_encoding_is_undone(name):
    assert decode(PACKED[name], name) == TEXT


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_ends_early_is_torn(name):
    with pytest.raises(TornError):
        decode(PACKED[name][: len(PACKED[name]) // 2], name)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_costs_at_most_the_limit(name):
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstandard.compress,
    }
    with pytest.raises(TooLargeError):
        decode(pack[name](b"\0" * 20_000_000), name)


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_a_plain_page_under_a_false_label_is_itself(name):
    assert decode(b"<html>plain</html>", name) == b"<html>plain</html>"


def test_an_unknown_encoding_is_named():
    with pytest.raises(TornError, match="rot13"):
        decode(b"x", "rot13")
