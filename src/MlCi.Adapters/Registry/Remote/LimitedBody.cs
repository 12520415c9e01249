namespace MlCi.Adapters.Registry.Remote;

/// <summary>Reads the body of an answer whole, as far as one may.</summary>
internal static class LimitedBody
{
    /// <summary>The bytes, or null where there are more than the limit.</summary>
    public static async Task<byte[]?> Read(HttpResponseMessage response, int most, CancellationToken interrupted)
    {
        if (response.Content.Headers.ContentLength > most)
            return null;
        await using Stream body = await response.Content.ReadAsStreamAsync(interrupted);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[1 << 14];
        for (int read = await body.ReadAsync(buffer, interrupted); read > 0; read = await body.ReadAsync(buffer, interrupted))
        {
            if (bytes.Length + read > most)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
