"""A proxy between a client and moto that lies where it is told to.

    proxy.py PORT TARGET_PORT RULES

RULES is JSON: a list of {"match": text, "do": "html" | "truncate" | "throttle" | "hang", "times": n}. A rule holds for requests
whose line, headers or body contain its text, `times` of them (all, where it says nothing). Prints a line when it listens.
"""

import http.client
import http.server
import json
import sys
import threading
import time

port, target, rules = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
lock = threading.Lock()


def rule_for(text):
    with lock:
        for rule in rules:
            if rule["match"] in text and rule.get("times", 1) != 0:
                if "times" in rule:
                    rule["times"] -= 1
                return rule["do"]
    return None


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, kind="text/xml", length=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, code):
        if self.headers.get("X-Amz-Target"):
            return self.answer(status, json.dumps({"__type": code, "message": "no"}).encode(), "application/x-amz-json-1.0")
        self.answer(status, f"<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>".encode())

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = f"{self.command} {self.path} {self.headers.get('X-Amz-Target', '')} {self.headers.get('Authorization', '')} "
        lie = rule_for(said + body.decode("latin-1"))
        if lie == "html":
            return self.answer(200, b"<!DOCTYPE html><html><body>Please sign in</body></html>", "text/html")
        if lie == "throttle":
            return self.refuse(400, "Throttling")
        if lie == "hang":
            time.sleep(600)
        upstream = http.client.HTTPConnection("127.0.0.1", target, timeout=60)
        upstream.request(self.command, self.path, body, dict(self.headers))
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if lie == "truncate":
            self.wfile.write(content[: len(content) // 2])
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
            return
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = forward


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", port), Proxy)
print("listening", flush=True)
server.serve_forever()
