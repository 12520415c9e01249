using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace MlCi.Modeling.Serving;

/// <summary>What a request is called in answers and logs: what its client calls it by <c>X-Request-Id</c>, if that can stand anywhere, else 128 random bits.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";
    private const int MostLetters = 128;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static string Of(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out Microsoft.Extensions.Primitives.StringValues given) && given is [{ } only] && IsUsable(only) ? only : New();

    /// <summary>Whether a client's name for a request can stand in an answer and a log.</summary>
    public static bool IsUsable(string text) => text.Length is > 0 and <= MostLetters && !text.AsSpan().ContainsAnyExcept(Letters);

    private static string New()
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits);
        return Convert.ToHexStringLower(bits);
    }
}
