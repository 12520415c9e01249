using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// What a GitHub App proves itself with: a JSON Web Token signed by its key (RFC 7519, RS256;
/// https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app).
/// </summary>
internal static class AppJwt
{
    // GitHub's clock may be behind, and it takes no token that holds for more than ten minutes.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(9);

    /// <summary>Whether a text is a key that can sign.</summary>
    public static bool CanSign(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Makes a token.</summary>
    /// <param name="app">The app's id.</param>
    /// <param name="pem">Its private key.</param>
    /// <param name="now">The time.</param>
    public static string Make(string app, string pem, DateTimeOffset now)
    {
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        string said = $"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(new { iat = (now - Before).ToUnixTimeSeconds(), exp = (now + Holds).ToUnixTimeSeconds(), iss = app })}";
        return $"{said}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(said), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
