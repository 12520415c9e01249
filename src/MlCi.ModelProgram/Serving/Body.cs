using System.Buffers;
using System.IO.Pipelines;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using MlCi.Data;

namespace MlCi.Modeling.Serving;

/// <summary>Reads the body of a request: JSON in UTF-8, no larger than allowed, in the time that it has.</summary>
internal static class Body
{
    /// <summary>Reads it into a room.</summary>
    /// <exception cref="RefusedException">It is too large (413), not JSON by its type (415), not UTF-8 (400).</exception>
    public static async Task Read(HttpRequest request, Scratch scratch, int most)
    {
        CheckType(request);
        if (request.ContentLength > most)
            throw TooLarge(most);
        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(scratch.Time.Token);
            ReadOnlySequence<byte> bytes = read.Buffer;
            if (bytes.Length > most - scratch.Length)
                throw TooLarge(most);
            int count = (int)bytes.Length;
            scratch.Reserve(scratch.Length + count);
            bytes.CopyTo(scratch.Buffer.AsSpan(FieldRows.Slack + scratch.Length));
            scratch.Length += count;
            reader.AdvanceTo(bytes.End);
            if (read.IsCompleted)
                break;
        }

        if (!Utf8.IsValid(scratch.Body))
            throw new RefusedException(StatusCodes.Status400BadRequest, "found a body that is not UTF-8, expected JSON in UTF-8");
    }

    private static RefusedException TooLarge(int most) =>
        new(StatusCodes.Status413PayloadTooLarge, $"found a body of more than {most} bytes, expected {most} at most");

    private static void CheckType(HttpRequest request)
    {
        ReadOnlySpan<char> type = request.ContentType;
        int end = type.IndexOf(';');
        ReadOnlySpan<char> media = (end < 0 ? type : type[..end]).Trim();
        bool isJson = media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        bool isUtf8 = end < 0 || type[end..].IndexOf("charset", StringComparison.OrdinalIgnoreCase) < 0 || type[end..].IndexOf("utf-8", StringComparison.OrdinalIgnoreCase) >= 0;
        if (!isJson || !isUtf8 || request.Headers.ContentEncoding.Count > 0 || request.Headers.ContainsKey("Inference-Header-Content-Length"))
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "found another kind of body, expected content-type application/json in UTF-8, not compressed");
    }
}
