using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Pipelines;

/// <summary>Pipelines as the jobs of a GitHub Actions matrix.</summary>
public static class JobMatrix
{
    /// <summary>The most jobs that GitHub makes of a matrix.</summary>
    public const int MostJobs = 256;

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The matrix on one line: <c>{"include":[{"pipeline":"a"},{"pipeline":"b"}]}</c>. Of more pipelines than jobs, neighbours share one
    /// (<c>"a,b"</c>), as evenly as can be. Of none it is <c>{"include":[]}</c>, which GitHub refuses: ask first whether there are any.
    /// </summary>
    /// <param name="pipelines">Names of pipelines.</param>
    /// <param name="mostJobs">The most jobs, at least 1.</param>
    public static string Json(IReadOnlyList<string> pipelines, int mostJobs = MostJobs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostJobs, 1);
        int jobs = Math.Min(pipelines.Count, mostJobs);
        return new JsonObject
        {
            ["include"] = new JsonArray([.. Enumerable.Range(0, jobs).Select(job => new JsonObject
            {
                ["pipeline"] = string.Join(',', pipelines.Skip(First(job)).Take(First(job + 1) - First(job))),
            })]),
        }.ToJsonString(OneLine);

        int First(int job) => (int)((long)pipelines.Count * job / jobs);
    }
}
