"""Bodies of multipart/mixed, byte for byte (part three, 1.5.2; RFC 2046, 5.1)."""

import hashlib

TYPE = "multipart/mixed; boundary=-------314159"
JSON = b"Content-Type: application/json\r\n\r\n{}"


def part(content: bytes, *, digest: str = "sha256", extra: str = "") -> bytes:
    sha2 = hashlib.new(digest, content).hexdigest()
    head = (
        "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n"
        f"X-Experience-API-Hash: {sha2}\r\n{extra}\r\n"
    )
    return head.encode() + content


def body(
    *parts: bytes, boundary: bytes = b"-------314159", end: bytes = b"--"
) -> bytes:
    lines = [b"--" + boundary + b"\r\n" + one + b"\r\n" for one in parts]
    return b"".join([*lines, b"--" + boundary + end + b"\r\n"])


BINARY = bytes(range(256)) + b"\r\n--\r\n\r\n-------31415\r\n--x\r\n"
