"""The edge in a process of its own, in front of small functions. It must behave like CloudFront and API Gateway."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Sequence

import pytest

from infra.local.emulators.clients import client
from infra.local.servers.process import LOOPBACK, wait_until
from infra.paths import ROOT
from tests.support.small_edge import ECHO, SITE, Edge


def test_a_request_reaches_its_function_as_api_gateway_would_send_it(edge: Edge) -> None:
    answer = edge.http.get(
        "/api/things/caf%C3%A9?tag=a&tag=b&empty=",
        headers=[("X-Twice", "1"), ("X-Twice", "2"), ("Cookie", "s=1; t=2"), ("User-Agent", "test")],
    )
    event = answer.json()
    assert event["version"] == "2.0"
    assert event["routeKey"] == "GET /things/{id}"
    assert event["rawPath"] == "/things/caf%C3%A9"
    assert event["pathParameters"] == {"id": "café"}
    assert event["rawQueryString"] == "tag=a&tag=b&empty="
    assert event["queryStringParameters"] == {"tag": "a,b", "empty": ""}
    assert event["headers"]["x-twice"] == "1,2"
    assert event["cookies"] == ["s=1", "t=2"]
    assert "cookie" not in event["headers"]
    assert event["headers"]["cloudfront-viewer-address"].startswith("127.0.0.1:")
    assert event["requestContext"]["http"]["userAgent"] == "test"
    assert event["requestContext"]["requestId"] == answer.headers["apigw-requestid"]
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_a_caller_cannot_choose_the_address_that_limits_are_counted_by(edge: Edge) -> None:
    event = edge.http.get("/api/things/x", headers={"CloudFront-Viewer-Address": "9.9.9.9:1"}).json()
    assert event["headers"]["cloudfront-viewer-address"].startswith("127.0.0.1:")


def test_text_bodies_come_as_they_are_and_binary_ones_in_base64(edge: Edge) -> None:
    text = edge.http.post("/api/things", json={"olá": "ção"}).json()
    assert (json.loads(text["body"]), text["isBase64Encoded"]) == ({"olá": "ção"}, False)
    binary = edge.http.post("/api/things", content=b"\x00\xff", headers={"content-type": "image/png"}).json()
    assert (binary["body"], binary["isBase64Encoded"]) == ("AP8=", True)


def test_the_exact_path_wins_over_the_one_with_a_parameter(edge: Edge) -> None:
    assert edge.http.get("/api/things/mine").json()["routeKey"] == "GET /things/mine"
    assert edge.http.get("/api/things/a/b").status_code == 404
    assert edge.http.delete("/api/things/mine").status_code == 404


@pytest.mark.parametrize(
    ("host", "path", "expected"),
    [
        ("localhost", "/health", "/health"),
        ("localhost", "/api/health", "/health"),
        ("api.localhost", "/health", "/health"),
        ("api.localhost:8080", "/api/things/1", "/things/1"),
        ("api.localhost:8080", "/things/1", "/things/1"),
    ],
)
def test_the_api_answers_where_cloudfront_puts_it(edge: Edge, host: str, path: str, expected: str) -> None:
    assert edge.raw(path, host).json()["rawPath"] == expected


def test_without_the_prefix_or_the_host_a_path_is_a_page_of_the_app(edge: Edge) -> None:
    assert edge.raw("/things/1", "localhost").headers["content-type"].startswith("text/html")
    assert edge.raw("/", "api.localhost").status_code == 404
    assert edge.raw("/apiary", "localhost").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("mood", "status"), [("slow", 503), ("large", 500), ("broken", 500), ("nonsense", 500), ("binary", 201)]
)
def test_a_functions_error_is_answered_as_by_api_gateway(edge: Edge, mood: str, status: int) -> None:
    answer = edge.http.get(f"/api/moods/{mood}")
    assert answer.status_code == status
    assert b"secret" not in answer.content
    if status == 201:
        assert answer.content == b"\x00\xff"


def test_a_body_over_the_limits_never_reaches_a_function(edge: Edge) -> None:
    kind = {"content-type": "application/octet-stream"}
    over_gateway = edge.http.post("/api/things", content=b"x" * (10 * 1024 * 1024 + 1), headers=kind)
    over_lambda = edge.http.post("/api/things", content=b"x" * (5 * 1024 * 1024), headers=kind)
    assert (over_gateway.status_code, over_lambda.status_code) == (413, 413)
    assert edge.http.post("/api/things", content=b"x" * 1024, headers=kind).status_code == 200


def test_headers_over_api_gateways_limit_are_refused(edge: Edge) -> None:
    assert edge.http.get("/api/things/1", headers={"x-long": "x" * 10_300}).status_code == 431


def test_requests_beyond_the_burst_are_throttled_and_the_site_is_not(start_edge: Callable[..., Edge]) -> None:
    slow = start_edge(throttle=(0.001, 3))
    assert [slow.http.get("/api/things/1").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert slow.http.get("/").status_code == 200


def test_an_edited_handler_serves_the_next_request(edge: Edge) -> None:
    edge.write("mine", "def handler(event, context):\n    return 'before'\n")
    assert wait_until(lambda: edge.http.get("/api/things/mine").json() == "before", 10)
    edge.write("mine", "def handler(event, context):\n    return 'after it was edited'\n")
    assert wait_until(lambda: edge.http.get("/api/things/mine").json() == "after it was edited", 10)
    edge.write("mine", ECHO)
    assert wait_until(lambda: edge.http.get("/api/things/mine").json() != "after it was edited", 10)


def test_hashed_files_are_cached_and_the_page_is_revalidated(edge: Edge) -> None:
    page, script = edge.http.get("/cv/some-page"), edge.http.get("/assets/app-1a2b.js")
    assert page.text == SITE["index.html"]
    assert page.headers["cache-control"] == "no-cache"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    again = edge.http.get("/assets/app-1a2b.js", headers={"if-none-match": script.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"brotli form"),
        ("gzip;q=1.0", "gzip", b"gzip form"),
        ("identity", None, SITE["assets/app-1a2b.js"].encode()),
    ],
)
def test_a_file_has_the_smallest_accepted_encoding(
    edge: Edge, accepted: str, encoding: str | None, body: bytes
) -> None:
    with edge.http.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": accepted}) as answer:
        assert b"".join(answer.iter_raw()) == body
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/..%2fserver.json", "/%2e%2e/server.json", "/assets/../../server.json"])
def test_no_file_outside_of_the_site_is_served(edge: Edge, path: str) -> None:
    with socket.create_connection((LOOPBACK, edge.sockets[1].getsockname()[1])) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert b"deployed" not in answer
    assert answer.split()[1] == b"404"


@pytest.mark.parametrize(
    "path", ["/", "/assets/app-1a2b.js", "/missing.png", "/api/things/1", "/api/none", "/docs"]
)
def test_every_answer_carries_the_security_headers(edge: Edge, path: str) -> None:
    headers = edge.http.get(path).headers
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


def test_the_mailbox_shows_mails_and_runs_none_of_their_scripts(edge: Edge, emulator_url: str) -> None:
    ses = client("ses", emulator_url)
    ses.verify_email_identity(EmailAddress="from@example.com")
    body = {
        "Text": {"Data": "Olá https://app.example/x?a=1&b=2"},
        "Html": {"Data": "<b>Olá</b><script>x()</script>"},
    }
    ses.send_email(
        Source="from@example.com",
        Destination={"ToAddresses": ["edge@example.com"]},
        Message={"Subject": {"Data": "Confirme <já>"}, "Body": body},
    )
    (mail,) = edge.http.get("/_local/mailbox.json", params={"to": "edge@example.com"}).json()["items"]
    assert mail["subject"] == "Confirme <já>"
    assert "Confirme &lt;já&gt;" in edge.http.get("/_local/mailbox").text
    shown = edge.http.get(f"/_local/mailbox/{mail['id']}").text
    assert '<a href="https://app.example/x?a=1&amp;b=2">' in shown
    policy = edge.http.get(f"/_local/mailbox/{mail['id']}.html").headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy


def test_the_api_is_documented_at_docs(edge: Edge) -> None:
    page = edge.http.get("/docs").text
    paths: Sequence[str] = list(json.loads((ROOT / "docs/openapi.json").read_text())["paths"])
    assert [path for path in paths if f"<code>{path}</code>" not in page] == []
    assert edge.http.get("/docs/openapi.json").json()["info"]["title"] == "Recoloca.ai"
