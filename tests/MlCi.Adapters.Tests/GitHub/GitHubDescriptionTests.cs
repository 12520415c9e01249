using System.Collections.Specialized;
using System.Text;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

/// <summary>What the fake refuses, as GitHub does: without it the other tests would prove nothing of requests.</summary>
public sealed class GitHubDescriptionTests
{
    private const string Repository = "repos/owner/name";
    private const string Sha = "\"head_sha\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"";

    [Theory]
    [InlineData("POST", "check-runs", "{\"name\":\"mlci/gate\"," + Sha + ",\"status\":\"in_progress\",\"output\":{\"title\":\"t\",\"summary\":\"s\"}}")]
    [InlineData("PATCH", "check-runs/5", "{\"status\":\"completed\",\"conclusion\":\"failure\"}")]
    [InlineData("POST", "statuses/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "{\"state\":\"pending\",\"context\":\"mlci/gate\",\"target_url\":null}")]
    [InlineData("POST", "issues/7/comments", "{\"body\":\"text\"}")]
    [InlineData("GET", "pulls?state=all&head=a:b&per_page=100", null)]
    public void RightRequest_IsTaken(string method, string path, string? body) => Assert.Empty(Faults(method, path, body));

    [Theory]
    [InlineData("POST", "check-runs", "{\"name\":\"x\",\"head_sha\":\"main\"}", "does not match")]
    [InlineData("POST", "check-runs", "{\"name\":\"x\"," + Sha + ",\"status\":\"completed\"}", "0 of oneOf")]
    [InlineData("POST", "check-runs", "{\"name\":\"x\"," + Sha + ",\"status\":\"in_progress\",\"conclusion\":\"success\"}", "0 of oneOf")]
    [InlineData("POST", "check-runs", "{\"name\":\"x\"," + Sha + ",\"status\":\"in_progress\",\"verdict\":\"y\"}", "unknown verdict")]
    [InlineData("POST", "check-runs", "{" + Sha + ",\"status\":\"in_progress\"}", "no name")]
    [InlineData("PATCH", "check-runs/5", "{\"output\":{\"title\":\"t\",\"summary\":\"s\",\"annotations\":[{\"path\":\"a\",\"start_line\":0,\"end_line\":1,\"annotation_level\":\"notice\",\"message\":\"m\"}]}}", "out of range")]
    [InlineData("PATCH", "check-runs/5", "{\"output\":{\"title\":\"t\",\"summary\":\"s\",\"annotations\":[{\"path\":\"a\",\"start_line\":3,\"end_line\":1,\"annotation_level\":\"notice\",\"message\":\"m\"}]}}", "ends before it starts")]
    [InlineData("PATCH", "check-runs/5", "{\"output\":{\"title\":\"t\",\"summary\":\"s\",\"annotations\":[{\"path\":\"a\",\"start_line\":1,\"end_line\":2,\"start_column\":1,\"annotation_level\":\"notice\",\"message\":\"m\"}]}}", "columns of several lines")]
    [InlineData("PATCH", "check-runs/5", "{\"output\":{\"title\":\"t\",\"summary\":\"s\",\"annotations\":[{\"path\":\"a\",\"start_line\":1,\"end_line\":1,\"annotation_level\":\"bad\",\"message\":\"m\"}]}}", "is none of")]
    [InlineData("PATCH", "check-runs/five", "{}", "String instead of integer")]
    [InlineData("POST", "statuses/main", "{\"state\":\"success\"}", "does not match")]
    [InlineData("POST", "issues/7/comments", "{\"body\":\"\"}", "0 characters")]
    [InlineData("POST", "issues/7/comments", null, "no body")]
    [InlineData("GET", "issues/7/comments?per_page=101", null, "out of range")]
    [InlineData("GET", "issues/7/comments?pages=2", null, "unknown parameter pages")]
    [InlineData("DELETE", "issues/comments/5", "{}", "a body where there is none")]
    [InlineData("PUT", "branches/main/protection", "{\"enforce_admins\":true}", "no restrictions")]
    public void WrongRequest_IsRefused(string method, string path, string? body, string fault) =>
        Assert.Contains(Faults(method, path, body), one => one.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData(51, "annotations: 51 entries")]
    [InlineData(50, null)]
    public void Annotations_AreFiftyAtMost(int count, string? fault)
    {
        string one = """{"path":"a","start_line":1,"end_line":1,"annotation_level":"notice","message":"m"}""";
        IEnumerable<string> faults = Faults("PATCH", "check-runs/5", $$$"""{"output":{"title":"t","summary":"s","annotations":[{{{string.Join(',', Enumerable.Repeat(one, count))}}}]}}""");

        Assert.Equal(fault is null, !faults.Any());
        Assert.All(faults, found => Assert.EndsWith(fault!, found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("issues/7/comments", "body", 65_537)]
    [InlineData("statuses/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "description", 141)]
    [InlineData("deployments/5/statuses", "description", 141)]
    public void TextThatIsTooLong_IsRefused(string path, string member, int length) =>
        Assert.Contains(Faults("POST", path, $$"""{"state":"success","{{member}}":"{{new string('x', length)}}"}"""), one => one.EndsWith($"{length} characters", StringComparison.Ordinal));

    [Fact]
    public void UnknownOperation_IsNone() => Assert.Null(GitHubDescription.Of.Value.Find("POST", $"{Repository}/merges"));

    private static IReadOnlyList<string> Faults(string method, string path, string? body)
    {
        DescribedCall call = GitHubDescription.Of.Value.Find(method, $"{Repository}/{path.Split('?')[0]}")!;
        NameValueCollection query = [];
        foreach (string[] pair in path.Split('?').Skip(1).SelectMany(all => all.Split('&')).Select(one => one.Split('=')))
            query[pair[0]] = pair[1];
        return GitHubDescription.Of.Value.Faults(call, query, "application/json", body is null ? [] : Encoding.UTF8.GetBytes(body));
    }
}
