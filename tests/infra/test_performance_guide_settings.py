"""Decision 0204 maps or refuses each setting that the performance guide gives its servers."""

from __future__ import annotations

import pytest

from tests.infra.conftest import ROOT

DECISION = (ROOT / "docs/adr/0204-settings-of-the-performance-guide.md").read_text(encoding="utf-8")
SETTINGS = {
    "PostgreSQL": """
        postgres:15-alpine shared_preload_libraries max_connections shared_buffers effective_cache_size work_mem
        maintenance_work_mem checkpoint_completion_target wal_buffers default_statistics_target random_page_cost
        effective_io_concurrency pool_size max_overflow pool_pre_ping pool_recycle echo future application_name jit
        command_timeout statement_timeout idle_in_transaction_session_timeout expire_on_commit autoflush limit
        reservation
    """,
    "Redis": """
        redis:7-alpine maxmemory maxmemory-policy save appendonly tcp-keepalive timeout encoding decode_responses
        max_connections retry_on_timeout limit reservation
    """,
    "nginx": """
        least_conn max_fails fail_timeout keepalive keepalive_requests keepalive_timeout listen server_name
        X-Frame-Options X-Content-Type-Options X-XSS-Protection Strict-Transport-Security gzip gzip_vary
        gzip_min_length gzip_proxied gzip_comp_level gzip_types expires immutable Vary brotli brotli_comp_level
        brotli_types proxy_pass proxy_set_header Host X-Real-IP X-Forwarded-For X-Forwarded-Proto
        proxy_connect_timeout proxy_send_timeout proxy_read_timeout proxy_buffering proxy_buffer_size proxy_buffers
        limit_req burst nodelay limit_req_status http2_push access_log return limit_req_zone limit_conn_zone
        limit_conn
    """,
    "Containers": """
        python:3.11-slim build-essential libpq-dev non-root WORKDIR --no-cache-dir --chown PYTHONUNBUFFERED
        PYTHONDONTWRITEBYTECODE PYTHONHASHSEED PYTHONPATH MALLOC_ARENA_MAX MALLOC_MMAP_THRESHOLD_
        MALLOC_TRIM_THRESHOLD_ MALLOC_TOP_PAD_ MALLOC_MMAP_MAX_ HEALTHCHECK timeout start-period retries EXPOSE
        --workers WORKERS limits reservations /tmp ulimits nofile sysctls somaxconn tcp_keepalive_time
        tcp_keepalive_intvl tcp_keepalive_probes
    """,
}
"""The names of the guide's settings, by the headings of the decision."""


@pytest.mark.parametrize("section", SETTINGS)
def test_each_setting_is_mapped_or_refused(section: str) -> None:
    lines = DECISION.partition(f"### {section}\n")[2].partition("\n##")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| ")]
    named = " ".join(row[0] for row in rows)
    assert not [setting for setting in SETTINGS[section].split() if setting not in named]
    outcomes = [row[1].split()[0].strip(":,") for row in rows[1:]]
    assert set(outcomes) <= {"mapped", "refused", "added"}
