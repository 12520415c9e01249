namespace MlCi.Adapters.Registry;

/// <summary>The media types of what MlCi stores: OCI's, those of CNCF ModelPack, and its own.</summary>
public static class MediaTypes
{
    /// <summary>An OCI manifest.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>An OCI index.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>OCI's empty config, <c>{}</c>.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>The artifact type of a ModelPack manifest.</summary>
    public const string Model = "application/vnd.cncf.model.manifest.v1+json";

    /// <summary>The config of a ModelPack manifest.</summary>
    public const string ModelConfig = "application/vnd.cncf.model.config.v1+json";

    /// <summary>One file of the model.</summary>
    public const string Weight = "application/vnd.cncf.model.weight.v1.raw";

    /// <summary>One file that says how the model is used: schema.json, pipeline.yml.</summary>
    public const string WeightConfig = "application/vnd.cncf.model.weight.config.v1.raw";

    /// <summary>The program as one tar; ModelPack's <c>raw</c> means unarchived.</summary>
    public const string Code = "application/vnd.cncf.model.code.v1.tar";

    /// <summary>One data file: predictions, hashes of training rows.</summary>
    public const string Dataset = "application/vnd.cncf.model.dataset.v1.raw";

    /// <summary>A gate report, attached to its model.</summary>
    public const string GateReport = "application/vnd.mlci.gate-report.v1+json";

    /// <summary>A promotion record, attached to the model that was promoted.</summary>
    public const string Promotion = "application/vnd.mlci.promotion.v1+json";

    /// <summary>A signed approval, an envelope of DSSE, attached to the model that it is of.</summary>
    public const string Approval = "application/vnd.mlci.approval.v1+json";

    /// <summary>What came of trying the model as it is served: a container.json, attached to the model.</summary>
    public const string Smoke = "application/vnd.mlci.smoke.v1+json";

    /// <summary>What came of a canary: JSON with a verdict, attached to the model.</summary>
    public const string Canary = "application/vnd.mlci.canary.v1+json";

    /// <summary>Who registered a model, when, as which version, of what: attached to it.</summary>
    public const string Registration = "application/vnd.mlci.registration.v1+json";

    /// <summary>An evaluation.json, attached to its model.</summary>
    public const string Evaluation = "application/vnd.mlci.evaluation.v1+json";

    /// <summary>A model card, attached to its model: one layer of Markdown, one of JSON.</summary>
    public const string Card = "application/vnd.mlci.model-card.v1+json";

    /// <summary>A document of ModelPack.</summary>
    public const string Document = "application/vnd.cncf.model.doc.v1.raw";

    /// <summary>The artifact type of a holdout's ledger.</summary>
    public const string HoldoutUse = "application/vnd.mlci.holdout-use.v1+json";

    /// <summary>One decision in such a ledger.</summary>
    public const string HoldoutDecision = "application/vnd.mlci.holdout-decision.v1+json";

    /// <summary>The artifact type of a data file, which is its one layer.</summary>
    public const string DataSnapshot = "application/vnd.mlci.data-snapshot.v1+json";
}
