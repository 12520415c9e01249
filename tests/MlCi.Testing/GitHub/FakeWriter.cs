using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>Writes the fake's answers.</summary>
internal static class FakeWriter
{
    /// <summary>Fails as it should.</summary>
    /// <returns>Whether that was the answer.</returns>
    public static async Task<bool> Fail(HttpListenerContext asked, FakeFault fault)
    {
        await Task.Delay(fault.Silence);
        if (fault.Status == 0)
        {
            await Cut(asked);
            return true;
        }

        foreach ((string name, string value) in fault.Headers)
            asked.Response.Headers[name] = value;
        asked.Response.StatusCode = fault.Status;
        await Write(asked, Encoding.UTF8.GetBytes(fault.Body), "application/json; charset=utf-8");
        return true;
    }

    /// <summary>Ends the connection in the midst of an answer.</summary>
    public static async Task Cut(HttpListenerContext asked)
    {
        asked.Response.ContentLength64 = 1_000;
        await asked.Response.OutputStream.WriteAsync("{"u8.ToArray());
        await asked.Response.OutputStream.FlushAsync();
        asked.Response.Abort();
    }

    /// <summary>Answers.</summary>
    public static async Task Send(HttpListenerContext asked, FakeAnswer answer)
    {
        asked.Response.StatusCode = answer.Status;
        asked.Response.Headers["X-RateLimit-Remaining"] = "999";
        if (answer.Location is not null)
            asked.Response.Headers["Location"] = answer.Location.ToString();
        JsonNode? body = answer.Body;
        if (answer.Accepted is { } accepted)
            asked.Response.Headers["X-Accepted-GitHub-Permissions"] = accepted;
        if (answer.Paged is { } member)
            body = Page(asked, body!, member);
        if (answer.Raw is { } raw)
            await Write(asked, raw, "application/vnd.github.raw+json; charset=utf-8");
        else if (body is null)
            asked.Response.Close();
        else
            await Write(asked, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json; charset=utf-8");
    }

    private static JsonNode Page(HttpListenerContext asked, JsonNode body, string member)
    {
        int size = int.Parse(asked.Request.QueryString["per_page"] ?? "30", CultureInfo.InvariantCulture);
        int page = int.Parse(asked.Request.QueryString["page"] ?? "1", CultureInfo.InvariantCulture);
        JsonArray all = (member.Length == 0 ? body : body[member]!).AsArray();
        var shown = new JsonArray([.. all.Skip((page - 1) * size).Take(size).Select(one => one!.DeepClone())]);
        if (page * size < all.Count)
        {
            string rest = string.Concat(asked.Request.Url!.Query.TrimStart('?').Split('&').Where(part => part.Length > 0 && !part.StartsWith("page=", StringComparison.Ordinal)).Select(part => $"{part}&"));
            asked.Response.Headers["Link"] = $"<{asked.Request.Url.GetLeftPart(UriPartial.Path)}?{rest}page={page + 1}>; rel=\"next\", <{asked.Request.Url.GetLeftPart(UriPartial.Path)}?{rest}page={((all.Count - 1) / size) + 1}>; rel=\"last\"";
        }

        if (member.Length == 0)
            return shown;
        body[member] = shown;
        return body;
    }

    private static async Task Write(HttpListenerContext asked, byte[] bytes, string type)
    {
        asked.Response.ContentType = type;
        asked.Response.ContentLength64 = bytes.Length;
        await asked.Response.OutputStream.WriteAsync(bytes);
        asked.Response.Close();
    }
}
