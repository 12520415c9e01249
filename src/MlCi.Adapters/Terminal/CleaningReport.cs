using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>Tells what of a registry is to go, or went.</summary>
public static class CleaningReport
{
    /// <summary>Prints it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="cleaned">What, repository by repository.</param>
    /// <param name="deleted">Whether it went.</param>
    /// <param name="asJson">As JSON.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<CleanedRepository> cleaned, bool deleted, bool asJson)
    {
        if (asJson)
        {
            console.Profile.Out.Writer.Write(Json(cleaned, deleted).ToJsonString(GateReportJson.Options) + "\n");
            return;
        }

        string verb = deleted ? "removed" : "would remove";
        foreach (CleanedRepository one in cleaned)
        {
            foreach (string model in one.Models)
                Line(console, $"  {one.Pipeline}: {verb} {model}");
            if (!one.Plan.IsEmpty)
                Line(console, $"{one.Pipeline}: {verb} {Numerals.Count(one.Models.Count, "models")}, {Numerals.Count(one.Plan.Manifests.Count + one.Plan.Blobs.Count, "files")}, {ByteSize.Of(one.Plan.Bytes)}; {Numerals.Count(one.Kept, "models")} {(deleted ? "stay" : "would stay")}");
        }

        long bytes = cleaned.Sum(one => one.Plan.Bytes);
        Line(console, bytes == 0 ? "nothing to remove" : $"{verb} {ByteSize.Of(bytes)}{(deleted ? "" : "; nothing was removed: --delete does it")}");
    }

    private static JsonObject Json(IReadOnlyList<CleanedRepository> cleaned, bool deleted) => new()
    {
        ["deleted"] = deleted,
        ["bytes"] = cleaned.Sum(one => one.Plan.Bytes),
        ["pipelines"] = new JsonArray([.. cleaned.Select(one => new JsonObject
        {
            ["pipeline"] = one.Pipeline,
            ["models"] = new JsonArray([.. one.Plan.Models.Select(digest => JsonValue.Create(digest))]),
            ["modelsKept"] = one.Kept,
            ["manifests"] = Contents(one.Plan.Manifests),
            ["blobs"] = Contents(one.Plan.Blobs),
            ["bytes"] = one.Plan.Bytes,
        })]),
    };

    private static JsonArray Contents(IReadOnlyList<StoredContent> contents) =>
        new([.. contents.Select(content => new JsonObject { ["digest"] = content.Digest, ["bytes"] = content.Size })]);

    private static void Line(IAnsiConsole console, string text) => console.Write(new Unwrapped(InertText.Of(text).EscapeMarkup()));
}
