"""Reads the schemas of Kubernetes 1.27.1 for kubernetes_job.py and kubernetes_objects.py.

The packages kubernetes-models@4.3.1 and @kubernetes-models/apimachinery@1.2.1 (MIT, npm) hold the schemas of Kubernetes' OpenAPI description
(Apache-2.0, https://github.com/kubernetes/kubernetes, api/openapi-spec) without their texts. As the API server does with strict field
validation, a field that is not there is refused.
"""
import json
import pathlib
import re
import sys


def read(name):
    file = "".join(part[0].upper() + part[1:] for part in re.split(r"[.-]", name)) + ".js"
    for folder in sys.argv[1:]:
        path = pathlib.Path(folder, "_schemas", file)
        if path.exists():
            return json.loads(re.search(r"const schema = (\{.*?\n\});", path.read_text(), re.S).group(1))
    raise SystemExit(f"no schema of {name}")


def kept(node, names):
    """The node without nulls, which a manifest has no use for; a reference to what is not kept allows nothing."""
    if isinstance(node, list):
        return [kept(one, names) for one in node]
    if not isinstance(node, dict):
        return node
    if "oneOf" in node and {"type": "null"} in node["oneOf"]:
        node = next(one for one in node["oneOf"] if one != {"type": "null"})
    if "$ref" in node:
        name = node["$ref"].rstrip("#")
        return {"$ref": f"#/$defs/{name}"} if name in names else False
    return {key: kept(value, names) for key, value in node.items() if key not in ("nullable", "description")}


def definitions(names):
    """The schemas of these objects with all their fields; a field that is an object of another kind may not be used."""
    found = {name: kept(read(name), names) for name in names}
    for schema in found.values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return found
