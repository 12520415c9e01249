"""Made kubernetes-objects.schema.json: what Kubernetes 1.27.1 says of a Deployment, a Service and an Ingress, as far as mlci deploy-files uses them.

    npm pack kubernetes-models@4.3.1 @kubernetes-models/apimachinery@1.2.1      (unpack both)
    python3 kubernetes_objects.py UNPACKED_MODELS UNPACKED_APIMACHINERY > kubernetes-objects.schema.json

Kept are the objects named below with all their fields (kubernetes_schemas.py).
"""
import json
import sys

import kubernetes_schemas

ROOTS = {"Deployment": "io.k8s.api.apps.v1.Deployment", "Service": "io.k8s.api.core.v1.Service", "Ingress": "io.k8s.api.networking.v1.Ingress"}
KEPT = [
    *ROOTS.values(), "io.k8s.api.core.v1.PodSpec",
    "io.k8s.api.apps.v1.DeploymentSpec", "io.k8s.api.apps.v1.DeploymentStrategy", "io.k8s.api.apps.v1.RollingUpdateDeployment",
    "io.k8s.api.core.v1.PodTemplateSpec", "io.k8s.api.core.v1.PodSecurityContext", "io.k8s.api.core.v1.SeccompProfile",
    "io.k8s.api.core.v1.Container", "io.k8s.api.core.v1.ContainerPort", "io.k8s.api.core.v1.EnvVar", "io.k8s.api.core.v1.ResourceRequirements",
    "io.k8s.api.core.v1.Probe", "io.k8s.api.core.v1.HTTPGetAction", "io.k8s.api.core.v1.SecurityContext", "io.k8s.api.core.v1.Capabilities",
    "io.k8s.api.core.v1.VolumeMount", "io.k8s.api.core.v1.Volume", "io.k8s.api.core.v1.EmptyDirVolumeSource",
    "io.k8s.api.core.v1.LocalObjectReference", "io.k8s.api.core.v1.ServiceSpec", "io.k8s.api.core.v1.ServicePort",
    "io.k8s.api.networking.v1.IngressSpec", "io.k8s.api.networking.v1.IngressRule", "io.k8s.api.networking.v1.HTTPIngressRuleValue",
    "io.k8s.api.networking.v1.HTTPIngressPath", "io.k8s.api.networking.v1.IngressBackend", "io.k8s.api.networking.v1.IngressServiceBackend",
    "io.k8s.api.networking.v1.ServiceBackendPort",
    "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector",
    "io.k8s.apimachinery.pkg.api.resource.Quantity", "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
]

definitions = kubernetes_schemas.definitions(KEPT)

# KServe's InferenceService, v1beta1: its predictor is a pod with these fields beside a pod's own, as its CRD has them
# (Apache-2.0, https://github.com/kserve/kserve, config/crd/full/serving.kserve.io_inferenceservices.yaml); of the others none is used.
POD = definitions["io.k8s.api.core.v1.PodSpec"]
META = {"$ref": "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
WHOLE = {"type": "integer", "format": "int64"}
ROOTS["InferenceService"] = "io.kserve.serving.v1beta1.InferenceService"
definitions[ROOTS["InferenceService"]] = {
    "type": "object",
    "properties": {
        "apiVersion": {"enum": ["serving.kserve.io/v1beta1"]},
        "kind": {"enum": ["InferenceService"]},
        "metadata": META,
        "spec": {
            "type": "object",
            "properties": {"predictor": {
                **POD,
                "properties": {**POD["properties"], "canaryTrafficPercent": WHOLE, "containerConcurrency": WHOLE, "maxReplicas": WHOLE, "minReplicas": WHOLE, "timeout": WHOLE},
            }},
            "required": ["predictor"],
            "additionalProperties": False,
        },
    },
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "additionalProperties": False,
}
json.dump({
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": "Kubernetes 1.27.1, Apache-2.0, https://github.com/kubernetes/kubernetes; made by kubernetes_objects.py",
    "type": "object",
    "required": ["kind"],
    "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ROOTS.values()],
    "$defs": definitions,
}, sys.stdout, indent=1)
print()
