"""A relay as a recipient sees it (docs/http.md): manifest, token, feed, post."""
import json
import time
import urllib.error
import urllib.request

from wire import b64u, jwk, sign


class Relay:
    def __init__(self, base, site, key):
        self.base, self.site, self.key, self.token = f"{base}/v1/sites/{site}", site, key, None

    def call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.base + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=40) as answer:
            return answer.read()

    def manifest(self):
        return self.call("GET", "/manifest").decode()

    def news(self, after, wait):
        if not self.token:
            nonce = json.loads(self.call("POST", "/nonces", b""))["nonce"]
            proof = b64u(sign(self.key, f"SIGTOKEN1.{self.site}.{nonce}".encode()))
            body = {"nonce": nonce, "jwk": jwk(self.key.public_key()), "sig": proof}
            self.token = json.loads(self.call("POST", "/tokens", json.dumps(body).encode()))["token"]
        try:
            page = json.loads(self.call("GET", f"/envelopes?after={after}&wait={wait}"))
        except urllib.error.HTTPError as problem:
            if problem.code == 401:
                self.token = None
            raise
        lines = (item["envelope"] for item in page["envelopes"])
        return page["next"], [line if isinstance(line, str) else json.dumps(line) for line in lines]

    def post(self, env):
        # The same bytes until there is an answer: the relay knows them again, and keeps them once.
        path = f"/conversations/{env.header['conv']}/envelopes"
        patiently(lambda: self.call("POST", path, env.line.encode()))


def patiently(call):
    while True:
        try:
            return call()
        except urllib.error.HTTPError as problem:
            if problem.code < 500 and problem.code != 401:
                raise
            time.sleep(int(problem.headers.get("Retry-After", 2)))
        except OSError:  # no network, or a connection that ended early
            time.sleep(2)
