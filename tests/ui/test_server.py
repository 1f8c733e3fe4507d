"""The routes and headers of the server, without a browser."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route

import server
from tests.factories import HOME

ROOT = Path(server.__file__).parent


def ask(path, query=b"", headers=()):
    """Make a request as Starlette hands it to a route."""
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": list(headers)}
    return Request(scope)


@pytest.fixture(autouse=True)
def tables(monkeypatch, synthetic_build):
    monkeypatch.setenv("SPM_DATA", str(synthetic_build))
    server.geometry.cache_clear()


def names(answer):
    return [feature["properties"]["name"] for feature in json.loads(answer.body)["features"]]


def test_boundaries_are_degrees(tables):
    answer = server.boroughs(ask("/geometry/boroughs.geojson"))
    assert names(answer) == ["Camden", "Islington"]
    ring = json.loads(answer.body)["features"][0]["geometry"]["coordinates"][0]
    assert all(-0.3 < lon < 0 and 51.4 < lat < 51.7 for lon, lat in ring)


def test_wards_of_one_borough():
    query = f"borough={HOME}".encode()
    assert names(server.wards(ask("/geometry/wards.geojson", query))) == ["Synthetic Ward"]
    assert len(names(server.wards(ask("/geometry/wards.geojson")))) == 2
    assert names(server.wards(ask("/geometry/wards.geojson", b"borough=junk"))) == []


def test_an_unchanged_boundary_is_not_sent_twice():
    first = server.boroughs(ask("/geometry/boroughs.geojson"))
    again = server.boroughs(
        ask("/geometry/boroughs.geojson", headers=[(b"if-none-match", first.headers["etag"].encode())])
    )
    assert again.status_code == 304
    assert again.body == b""


def test_health(monkeypatch, tmp_path):
    assert json.loads(server.healthz(ask("/healthz")).body)["status"] == "ok"
    monkeypatch.setenv("SPM_DATA", str(tmp_path))
    sick = server.healthz(ask("/healthz"))
    assert sick.status_code == 503
    assert "pipelines build" in json.loads(sick.body)["problem"]
    assert server.boroughs(ask("/geometry/boroughs.geojson")).status_code == 503


def test_the_policy_names_every_inline_script_and_evaluates_nothing():
    policy = server.policy()
    assert "sha256-" in policy
    assert "'unsafe-eval'" not in policy
    script = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe-inline" not in script


@pytest.mark.parametrize("path", ["/healthz", "/nowhere"])
def test_every_answer_has_the_headers(path):
    sent = []
    app = Starlette(routes=[Route("/healthz", server.healthz)], middleware=[Middleware(server.SecurityHeaders)])

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "root_path": ""}
    asyncio.run(app(scope, receive, send))
    headers = dict(sent[0]["headers"])
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"default-src 'self'" in headers[b"content-security-policy"]


def test_the_public_map_alone_loads_nothing_of_the_workspace():
    said = "import sys, server; print(sorted({'sqlalchemy', 'alembic', 'workspace'} & set(sys.modules)))"
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SPM_")}
    run = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, env=clean, capture_output=True, text=True, timeout=120, check=True
    )
    assert run.stdout.strip() == "[]"
