"""Made kubernetes-job.schema.json: what Kubernetes 1.27.1 says of a batch/v1 Job, as far as docs/sharded-evaluation.md uses it.

    npm pack kubernetes-models@4.3.1 @kubernetes-models/apimachinery@1.2.1      (unpack both)
    python3 kubernetes_job.py UNPACKED_MODELS UNPACKED_APIMACHINERY > kubernetes-job.schema.json

The packages (MIT) hold the schemas of Kubernetes' OpenAPI description (Apache-2.0, https://github.com/kubernetes/kubernetes,
api/openapi-spec) without their texts. Kept are the objects named below with all their fields; a field that is an object of another kind may
not be used. As the API server does with strict field validation, a field that is not there is refused.
"""
import json
import pathlib
import re
import sys

KEPT = [
    "io.k8s.api.batch.v1.Job", "io.k8s.api.batch.v1.JobSpec",
    "io.k8s.api.core.v1.PodTemplateSpec", "io.k8s.api.core.v1.PodSpec", "io.k8s.api.core.v1.PodSecurityContext",
    "io.k8s.api.core.v1.Container", "io.k8s.api.core.v1.EnvVar", "io.k8s.api.core.v1.ResourceRequirements",
    "io.k8s.api.core.v1.VolumeMount", "io.k8s.api.core.v1.Volume", "io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource",
    "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", "io.k8s.apimachinery.pkg.api.resource.Quantity",
]


def read(name):
    file = "".join(part[0].upper() + part[1:] for part in re.split(r"[.-]", name)) + ".js"
    for folder in sys.argv[1:]:
        path = pathlib.Path(folder, "_schemas", file)
        if path.exists():
            return json.loads(re.search(r"const schema = (\{.*?\n\});", path.read_text(), re.S).group(1))
    raise SystemExit(f"no schema of {name}")


def kept(node):
    """The node without nulls, which a manifest has no use for; a reference to what is not kept allows nothing."""
    if isinstance(node, list):
        return [kept(one) for one in node]
    if not isinstance(node, dict):
        return node
    if "oneOf" in node and {"type": "null"} in node["oneOf"]:
        node = next(one for one in node["oneOf"] if one != {"type": "null"})
    if "$ref" in node:
        name = node["$ref"].rstrip("#")
        return {"$ref": f"#/$defs/{name}"} if name in KEPT else False
    return {key: kept(value) for key, value in node.items() if key not in ("nullable", "description")}


definitions = {}
for name in KEPT:
    schema = kept(read(name))
    if "properties" in schema:
        schema["additionalProperties"] = False
    definitions[name] = schema
json.dump({
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Kubernetes 1.27.1, Apache-2.0, https://github.com/kubernetes/kubernetes; made by kubernetes_job.py",
    "$ref": "#/$defs/io.k8s.api.batch.v1.Job",
    "$defs": definitions,
}, sys.stdout, indent=1)
print()
