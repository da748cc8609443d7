"""The program: ``python -m tests.issuer.process PORT CLIENT_ID SECRET REDIRECT…``."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.issuer.people import PEOPLE, REFUSED

CLAIMS_OF = {
    "profile": ("given_name", "family_name"),
    "vo": ("vo_id", "vo_doelgroepcode", "vo_orgcode", "vo_orgnaam"),
}
UNASKED = ("rrn", "email", "email_verified")  # comes whatever was asked
SLOW_SECONDS = 8


class Provider:
    """What it knows: its key, the codes that it gave, who is signed in."""

    def __init__(self, address: str, client: tuple[str, str], redirects: list[str]):
        self.address, self.client, self.redirects = address, client, redirects
        self.key, self.foreign = (rsa.generate_private_key(65537, 2048) for _ in "ab")
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.ways: set[str] = set()
        self.asked: list[dict[str, Any]] = []

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": "https://elders.example"
            if "other" in self.ways
            else self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/end_session",
            "scopes_supported": ["openid", "profile", "vo", "rrn"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def jwks(self) -> dict[str, Any]:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [key | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def may_ask(self, asked: dict[str, str]) -> bool:
        return (
            asked.get("client_id") == self.client[0]
            and asked.get("redirect_uri") in self.redirects
            and asked.get("response_type") == "code"
            and asked.get("code_challenge_method") == "S256"
            and len(asked.get("code_challenge", "")) > 40
            and bool(asked.get("state"))
            and bool(asked.get("nonce"))
        )

    def sent_back(self, asked: dict[str, str], person: str) -> str:
        told = {"state": asked["state"]}
        if person == REFUSED:
            told |= {"error": "access_denied", "error_description": "<b>nee</b>"}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked | {"person": person}
            told |= {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def exchanged(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code: once, for who asked for it, and no other."""
        asked = self.codes.pop(form.get("code", ""), None)
        sent = form.get("code_verifier", "").encode()
        digest = base64.urlsafe_b64encode(hashlib.sha256(sent).digest()).rstrip(b"=")
        if (
            asked is None
            or (form.get("client_id"), form.get("client_secret")) != self.client
            or form.get("redirect_uri") != asked["redirect_uri"]
            or digest.decode() != asked["code_challenge"]
        ):
            return None
        claims = self._claims(asked)
        token = secrets.token_urlsafe(16)
        self.tokens[token] = claims
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 300}
        if "no_id_token" not in self.ways:
            answer["id_token"] = self._signed(claims, asked["nonce"])
        return answer

    def _claims(self, asked: dict[str, str]) -> dict[str, Any]:
        person, scopes = PEOPLE[asked["person"]], asked["scope"].split()
        names = [name for scope in scopes for name in CLAIMS_OF.get(scope, ())]
        return {n: person[n] for n in ("sub", *names, *UNASKED) if n in person}

    def _signed(self, claims: dict[str, Any], nonce: str) -> str:
        now = int(time.time())
        audience = "somebody-else" if "other_client" in self.ways else self.client[0]
        told = claims | {
            "iss": self.address,
            "aud": audience,
            "iat": now,
            "nonce": nonce,
        }
        told["exp"] = now - 3600 if "expired" in self.ways else now + 300
        if "wrong_nonce" in self.ways:
            told["nonce"] = "of-another-browser"
        if "unsigned" in self.ways:
            return jwt.encode(told, "", algorithm="none", headers={"kid": "one"})
        if "shared_secret" in self.ways:
            secret = self.client[1] * 2
            return jwt.encode(told, secret, "HS256", headers={"kid": "one"})
        key = self.foreign if "foreign_key" in self.ways else self.key
        name = "unknown" if "unknown_key" in self.ways else "one"
        return jwt.encode(told, key, algorithm="RS256", headers={"kid": name})


class Handler(BaseHTTPRequestHandler):
    """Its addresses."""

    provider: Provider

    def do_GET(self) -> None:
        path, asked = self._path(), self._query()
        plain = {
            "/.well-known/openid-configuration": self.provider.configuration,
            "/jwks": self.provider.jwks,
            "/_asked": lambda: self.provider.asked,
        }
        if path == "/favicon.ico":  # a browser asks for it, no test does
            self._json({})
            return
        if path != "/_asked":
            self.provider.asked.append({"path": path, **asked})
        if self._is_in_trouble(path):
            return
        if path in plain:
            self._json(plain[path]())
        elif path == "/userinfo":
            self._userinfo()
        elif path == "/authorize":
            self._authorize(asked)
        elif path == "/end_session":
            self._end_session(asked)
        else:
            self._json({}, status=404)

    def do_POST(self) -> None:
        path = self._path()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if path == "/_behaviour":
            self.provider.ways = set(json.loads(body)["ways"])
            self.provider.asked.clear()
            self._json({})
            return
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self.provider.asked.append({"path": path})
        if self._is_in_trouble(path):
            return
        tokens = self.provider.exchanged(form) if path == "/token" else None
        if tokens is None:
            self._json({"error": "invalid_grant"}, status=400)
        else:
            self._json(tokens)

    def _is_in_trouble(self, path: str) -> bool:
        if "slow" in self.provider.ways and path == "/token":
            time.sleep(SLOW_SECONDS)
        if "garbled" in self.provider.ways and path == "/jwks":
            self._send(b"<html>", "text/html")
            return True
        if "broken" in self.provider.ways and path != "/_asked":
            self._json({}, status=500)
            return True
        return False

    def _authorize(self, asked: dict[str, str]) -> None:
        if not self.provider.may_ask(asked):
            self._json({"error": "invalid_request"}, status=400)
        elif person := asked.pop("person", ""):
            self._go(self.provider.sent_back(asked, person))
        else:
            links = "".join(
                f'<li><a href="?{escape(urlencode(asked | {"person": name}))}">{name}</a>'
                for name in (*PEOPLE, REFUSED)
            )
            page = f"<!doctype html><title>Wie ben je?</title><ul>{links}</ul>"
            self._send(page.encode(), "text/html; charset=utf-8")

    def _userinfo(self) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        claims = self.provider.tokens.get(token)
        if claims is None:
            self._json({}, status=401)
        elif "other_person" in self.provider.ways:
            self._json(claims | {"sub": "sub-of-another"})
        else:
            self._json(claims)

    def _end_session(self, asked: dict[str, str]) -> None:
        self._go(asked.get("post_logout_redirect_uri", "/"))

    def _path(self) -> str:
        return urlsplit(self.path).path

    def _query(self) -> dict[str, str]:
        query = parse_qs(urlsplit(self.path).query)
        return {name: values[0] for name, values in query.items()}

    def _json(self, told: Any, *, status: int = 200) -> None:
        self._send(json.dumps(told).encode(), "application/json", status=status)

    def _go(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, kind: str, *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing: the tests ask."""


def main(port: str, client_id: str, secret: str, *redirects: str) -> None:
    """Serve until it is ended."""
    address = f"http://127.0.0.1:{port}"
    Handler.provider = Provider(address, (client_id, secret), list(redirects))
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
