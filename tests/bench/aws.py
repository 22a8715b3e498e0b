"""Compare our AWS client with botocore's and boto3's: the processor time of a first call and of one more call.

Every figure comes from a fresh process that has loaded `awslambdaric` and the worker which makes this call. The three
clients take turns, so noise of the machine meets all of them. They ask moto's server in this process.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Final

from infra.documents import figures
from infra.paths import ROOT
from tests.support.moto import MotoServer, moto_server

ROUNDS: Final = 15
WARM_CALLS: Final = 50
BUCKET: Final = "recoloca-uploads"
WORKERS: Final = {"sqs": "outbox_relay", "s3": "cv_analysis_worker"}
CALLS: Final[Mapping[tuple[str, str], str]] = {
    ("sqs", "ours"): """
from recoloca.adapters.queue import Queues
from recoloca.runtime.settings import Settings
queues = Queues(Settings.from_environment())
def call(): queues.send("analysis", [{"id": 1}])
""",
    ("s3", "ours"): """
from recoloca.adapters.storage import UploadStorage
from recoloca.runtime.settings import Settings
storage = UploadStorage(Settings.from_environment())
def call(): assert storage.get("cv") == b"x" * 1000
""",
    ("sqs", "theirs"): """
entry = {"Id": "0", "MessageBody": json.dumps({"id": 1}), "DelaySeconds": 0}
def call(): client.send_message_batch(QueueUrl=os.environ["ANALYSIS_QUEUE_URL"], Entries=[entry])
""",
    ("s3", "theirs"): """
def call(): assert client.get_object(Bucket=os.environ["UPLOAD_BUCKET"], Key="cv")["Body"].read() == b"x" * 1000
""",
}
MAKE: Final = {
    "ours": "",
    "botocore": "import botocore.session\nclient = botocore.session.get_session().create_client({service!r})",
    "boto3": "import boto3\nclient = boto3.client({service!r})",
}
CODE: Final = """
import json, os, statistics, time
import awslambdaric.bootstrap
from recoloca.runtime import entry
started = time.process_time()
{make}
{call}
call()
first = time.process_time()
taken = []
for _ in range({warm}):
    began = time.process_time()
    call()
    taken.append(time.process_time() - began)
print(json.dumps([started * 1000, (first - started) * 1000, statistics.median(taken) * 1000]))
"""


def measure(service: str, library: str, environment: Mapping[str, str]) -> tuple[float, float, float]:
    """Milliseconds of a process: until its code is loaded, of its first call, and of one more call."""
    call = CALLS[service, "ours" if library == "ours" else "theirs"]
    code = CODE.format(make=MAKE[library].format(service=service), call=call, warm=WARM_CALLS)
    path = f"{ROOT}/shared:{ROOT}/functions/{WORKERS[service]}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": path},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    start, first, warm = json.loads(done.stdout.splitlines()[-1])
    return start, first, warm


def prepare(server: MotoServer) -> dict[str, str]:
    """A queue and an object, and the environment of a function that uses them."""
    where: Any = {"LocationConstraint": server.environment["AWS_REGION"]}
    s3 = server.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
    s3.put_object(Bucket=BUCKET, Key="cv", Body=b"x" * 1000)
    queue = server.client("sqs").create_queue(QueueName="analysis")["QueueUrl"]
    return {
        "PATH": os.environ["PATH"],
        "AWS_DEFAULT_REGION": server.environment["AWS_REGION"],
        "STAGE": "prod",
        "SLUG": "bench",
        "UPLOAD_BUCKET": BUCKET,
        "ANALYSIS_QUEUE_URL": queue,
        **server.environment,
    }


def main() -> None:
    load = os.getloadavg()[0]
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with moto_server() as server:
        environment = prepare(server)
        rounds = [
            {
                (service, library): measure(service, library, environment)
                for service in WORKERS
                for library in MAKE
            }
            for _ in range(ROUNDS)
        ]
    found = {}
    for service in WORKERS:
        for library in MAKE:
            pairs = [(one[service, library], one[service, "ours"]) for one in rounds]
            cells = {
                "first_ms": statistics.median(taken[1] for taken, _ in pairs),
                "warm_ms": statistics.median(taken[2] for taken, _ in pairs),
                "start_to_ours": statistics.median((a[0] + a[1]) / (b[0] + b[1]) for a, b in pairs),
                "warm_to_ours": statistics.median(a[2] / b[2] for a, b in pairs),
            }
            found[f"{service} {library}"] = {name: round(value, 2) for name, value in cells.items()}
            print(f"{service:<4} {library:<9}", found[f"{service} {library}"])
    figures.write("aws", {"rounds": ROUNDS, "warm_calls": WARM_CALLS, "clients": found}, load)


if __name__ == "__main__":
    main()
