"""The demo account at its first login."""

from __future__ import annotations

from infra.local.demo.account import ensure_demo_user
from infra.local.demo.content import DemoClient, fill
from infra.local.platform import LocalPlatform
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings


def test_the_demo_account_shows_a_product_that_is_in_use(platform: LocalPlatform) -> None:
    deps = Dependencies(Settings({"STAGE": "local", "SLUG": "tests", "DATABASE_URL": platform.database_url}))
    if ensure_demo_user(deps):
        fill(platform.url)
    assert not ensure_demo_user(deps), "it is filled once"
    deps.db.close()
    with DemoClient(platform.url) as demo:
        newest, oldest = demo.call("GET", "/cv/analyses")["items"][:2]
        assert (newest["status"], oldest["status"]) == ("completed", "completed")
        assert newest["score"] > oldest["score"]
        matched = demo.call("POST", f"/cv/analysis/{newest['id']}/match", {})
        assert matched["score"] > 50
        (session,) = demo.call("GET", "/ai-coach/sessions")["items"]
        told = demo.call("GET", f"/ai-coach/session/{session['session_id']}")["messages"]
        assert [message["role"] for message in told] == ["coach", "user", "coach", "user", "coach"]
        assert demo.call("GET", "/dashboard")["trend"][-1]["score"] == newest["score"]
