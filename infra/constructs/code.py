"""A function's code and layers as assets of a stage.

The local stage uses the source folders: the local runner runs from them, and nothing is built.
"""

from __future__ import annotations

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.assets.functions import build_function, source_folder
from infra.assets.layers import layer_digest, layer_folder, layer_is_built, lock_file
from infra.routes import Layer
from infra.stages import Stage

RUNTIME = lambda_.Runtime.PYTHON_3_13
ARCHITECTURE = lambda_.Architecture.ARM_64


def function_code(stage: Stage, slug: str) -> lambda_.Code:
    """The built package for production; the source folder for the local stage.

    The built package keeps its `__pycache__` folders: they hold the bytecode and the engine's prepared tables. The
    source folder leaves them out, because they change whenever a developer runs the code.
    """
    if stage.production:
        return lambda_.Code.from_asset(str(build_function(slug)))
    return lambda_.Code.from_asset(str(source_folder(slug)), exclude=["__pycache__", "**/__pycache__"])


def layer_code(stage: Stage, layer: Layer) -> lambda_.Code:
    """The built layer, with the digest of its lock file as its name. Without a build, the folder of the lock file.

    The lock file's folder lets `make synth` run offline on a fresh checkout. Its asset hash comes from its own content,
    so it differs from every built layer. `make deploy` builds the layers before it synthesizes.
    """
    if stage.production and layer_is_built(layer):
        return lambda_.Code.from_asset(str(layer_folder(layer)), asset_hash=layer_digest(layer))
    return lambda_.Code.from_asset(str(lock_file(layer).parent))


class Layers(Construct):
    """The layer versions of one stack. Each is made at its first use.

    Each stack has its own: an exported layer ARN could not be replaced while another stack imports it.
    """

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "layers")
        self._stage = stage
        self._versions: dict[Layer, lambda_.LayerVersion] = {}

    def version(self, layer: Layer) -> lambda_.LayerVersion:
        if layer not in self._versions:
            self._versions[layer] = lambda_.LayerVersion(
                self,
                layer.value,
                code=layer_code(self._stage, layer),
                compatible_runtimes=[RUNTIME],
                compatible_architectures=[ARCHITECTURE],
                description=f"layers/{layer.value}/requirements.txt",
            )
        return self._versions[layer]
