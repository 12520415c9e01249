using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlCi.Testing.Registries;

/// <summary>
/// Gives tokens for a docker-registry, as https://distribution.github.io/distribution/spec/auth/jwt/ has them: user ci may pull and push,
/// reader may pull, nobody else may do anything.
/// </summary>
public sealed class TokenServer : IDisposable
{
    public const string Issuer = "gate", Service = "gate-registry", ReaderPassword = "r3ader-of-ci";
    private readonly HttpListener listener = new();
    private readonly RSA key = RSA.Create();
    private readonly byte[] certificate;

    public TokenServer(TestCertificate certificate)
    {
        this.certificate = certificate.Der;
        key.ImportFromPem(File.ReadAllText(certificate.KeyFile));
        Realm = $"http://127.0.0.1:{FreePort.Next()}/token";
        listener.Prefixes.Add(Realm + "/");
        listener.Start();
        _ = Task.Run(Serve);
    }

    /// <summary>The address of tokens.</summary>
    public string Realm { get; }

    /// <summary>How long tokens are said to hold.</summary>
    public int Seconds { get; set; } = 300;

    /// <summary>How many tokens were given.</summary>
    public int Given { get; private set; }

    /// <summary>How many of the next tokens have ended already.</summary>
    public int Ended { get; set; }

    public void Dispose()
    {
        ((IDisposable)listener).Dispose();
        key.Dispose();
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            HttpListenerContext asked;
            try
            {
                asked = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Answer(asked);
        }
    }

    private void Answer(HttpListenerContext asked)
    {
        (string user, string[] rights)? known = Known(asked.Request.Headers["Authorization"]);
        if (asked.Request.Headers["Authorization"] is not null && known is null)
        {
            asked.Response.StatusCode = 401;
        }
        else
        {
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { token = Token(known?.user ?? "", asked.Request.QueryString.GetValues("scope") ?? [], known?.rights ?? []), expires_in = Seconds });
            Given++;
            asked.Response.ContentType = "application/json";
            asked.Response.OutputStream.Write(body);
        }

        asked.Response.Close();
    }

    private static (string, string[])? Known(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.Ordinal))
            return null;
        return Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])) switch
        {
            $"{RegistryServer.User}:{RegistryServer.Password}" => (RegistryServer.User, ["pull", "push", "delete", "*"]),
            $"reader:{ReaderPassword}" => ("reader", ["pull"]),
            _ => null,
        };
    }

    private string Token(string user, string[] scopes, string[] rights)
    {
        var access = scopes.SelectMany(scope => scope.Split(' ')).Select(scope => scope.Split(':')).Select(parts => new
        {
            type = parts[0],
            name = string.Join(':', parts[1..^1]),
            actions = parts[^1].Split(',').Where(rights.Contains).ToArray(),
        });
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - (Ended-- > 0 ? 3600 : 0);
        string head = Encoded(JsonSerializer.SerializeToUtf8Bytes(new { typ = "JWT", alg = "RS256", x5c = new[] { Convert.ToBase64String(certificate) } }));
        string claims = Encoded(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = Issuer,
            sub = user,
            aud = Service,
            exp = now + 300,
            nbf = now - 5,
            iat = now,
            jti = Guid.NewGuid().ToString("N"),
            access,
        }));
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{claims}.{Encoded(signature)}";
    }

    private static string Encoded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
