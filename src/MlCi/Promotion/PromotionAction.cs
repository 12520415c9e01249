using System.Text.Json.Serialization;

namespace MlCi.Promotion;

/// <summary>What moved an alias.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromotionAction>))]
public enum PromotionAction
{
    /// <summary>A model earned it.</summary>
    [JsonStringEnumMemberName("promote")]
    Promote,

    /// <summary>The model that bore it was given up for one that bore it before.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,
}
