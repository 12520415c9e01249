using System.Net;
using System.Text;
using System.Text.Json;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry.Remote;

/// <summary>What OCI allows and docker-registry does not do, and what nobody should do.</summary>
public sealed class StubbedRegistryTests : IDisposable
{
    private static readonly RegistryEnvironment Login = new() { User = "ci", Password = "s3cret-of-ci", DockerFolder = "/nonexistent" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Descriptor Blob(byte[] bytes) => new() { MediaType = "text/plain", Digest = Digest.OfBytes(bytes), Size = bytes.Length };

    private static FaultException OutOfReach(Action action)
    {
        FaultException fault = Assert.Throws<FaultException>(action);
        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
        return fault;
    }

    [Fact]
    public void Tags_AreOfAllPages_InOrder()
    {
        using var stub = new StubRegistry(context =>
        {
            bool isFirst = context.Request.QueryString["last"] is null;
            StubRegistry.Give(
                context, Utf8(isFirst ? """{"tags":["v2","b"]}""" : """{"tags":["a"]}"""),
                headers: isFirst ? [("Link", "</v2/acme/telco/tags/list?n=2&last=b>; rel=\"next\"")] : []);
        });

        Assert.Equal(["a", "b", "v2"], stub.Repository(folder.Root).Tags());
        Assert.Equal(["GET /v2/acme/telco/tags/list?n=1000", "GET /v2/acme/telco/tags/list?n=2&last=b"], stub.Lines);
    }

    [Theory]
    [InlineData("<http://127.0.0.2/v2/x>; rel=\"next\"")]
    [InlineData("</v2/acme/telco/tags/list?n=1000>; rel=next")]
    public void NextPageElsewhere_OrTheSame_IsNotFollowed(string link)
    {
        using var stub = new StubRegistry(context => StubRegistry.Give(context, Utf8("""{"tags":null}"""), headers: ("Link", link)));

        Assert.Contains("a next page that is elsewhere, or the same", OutOfReach(() => stub.Repository(folder.Root).Tags()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"tags\":[null]}")]
    [InlineData("<html>")]
    public void ListThatIsNone_IsAFault(string body)
    {
        using var stub = new StubRegistry(context => StubRegistry.Give(context, Utf8(body)));

        Assert.Contains("that cannot be read", OutOfReach(() => stub.Repository(folder.Root).Tags()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Upload_GoesOnWhereItBroke()
    {
        byte[] content = new byte[70 << 20];
        new Random(3).NextBytes(content);
        using var held = new MemoryStream();
        List<string> ranges = [];
        int broken = 0;
        using var stub = new StubRegistry(context => Take(context, held, ranges, ref broken));
        string file = folder.Path("large");
        File.WriteAllBytes(file, content);

        Descriptor put = stub.Repository(folder.Root).PutFile("text/plain", file);

        Assert.Equal(put.Digest, Digest.OfBytes(held.ToArray()));
        Assert.Equal(["0-33554431", "33554432-67108863", "43554432-73400319"], ranges);
        Assert.Equal(1, stub.Lines.Count(line => line.StartsWith("POST ", StringComparison.Ordinal)));
    }

    // As the specification has it: what came before the break stays, and is told. The second piece breaks after 10,000,000 bytes.
    private static void Take(HttpListenerContext context, MemoryStream held, List<string> ranges, ref int broken)
    {
        if (context.Request.Headers["Content-Range"] is { } range)
            ranges.Add(range);
        string at = "/v2/acme/telco/blobs/uploads/7";
        switch (context.Request.HttpMethod)
        {
            case "HEAD":
                StubRegistry.Give(context, [], 404);
                break;
            case "POST":
                StubRegistry.Give(context, [], 202, headers: ("Location", at));
                break;
            case "PATCH" when ranges.Count == 2 && broken++ == 0:
                byte[] part = new byte[10_000_000];
                context.Request.InputStream.ReadExactly(part);
                held.Write(part);
                context.Response.Abort();
                break;
            default:
                context.Request.InputStream.CopyTo(held);
                int status = context.Request.HttpMethod switch { "PUT" => 201, "GET" => 204, _ => 202 };
                StubRegistry.Give(context, [], status, headers: [("Location", at), ("Range", $"0-{held.Length - 1}")]);
                break;
        }
    }

    [Fact]
    public void ContentThatTheRegistryRefuses_IsTriedOnceMore_AndNoMore()
    {
        using var stub = new StubRegistry(context => StubRegistry.Give(
            context, Utf8("""{"errors":[{"code":"DIGEST_INVALID","message":"provided digest did not match"}]}"""),
            context.Request.HttpMethod switch { "POST" => 202, "PUT" => 400, _ => 404 }, headers: ("Location", "/v2/acme/telco/blobs/uploads/7")));

        FaultException fault = OutOfReach(() => stub.Repository(folder.Root).PutBlob("text/plain", Utf8("x")));

        Assert.Contains("DIGEST_INVALID provided digest did not match", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, stub.Lines.Count(line => line.StartsWith("PUT ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Login_DoesNotGoWhereTheRegistrySendsTo()
    {
        byte[] content = Utf8("content elsewhere");
        using var elsewhere = new StubRegistry(context => StubRegistry.Give(context, content));
        using var stub = new StubRegistry(context =>
        {
            if (context.Request.Headers["Authorization"] is null)
                StubRegistry.Give(context, [], 401, headers: ("WWW-Authenticate", "Basic realm=\"x\""));
            else
                StubRegistry.Give(context, [], 307, headers: ("Location", $"http://{elsewhere.Host}/bucket?signature=s3cret"));
        });

        Assert.Equal(content, stub.Repository(folder.Root, Login).ReadBlob(Blob(content)));

        Assert.Equal(["GET /bucket?signature=s3cret"], elsewhere.Lines);
        Assert.Null(Assert.Single(elsewhere.Asked).Login);
        Assert.StartsWith("Basic ", stub.Asked.Last().Login, StringComparison.Ordinal);
    }

    [Fact]
    public void PointersRegistry_IsNotShownTheVariables()
    {
        using var stub = new StubRegistry(context => StubRegistry.Give(context, [], 401, headers: ("WWW-Authenticate", "Basic realm=\"x\"")));

        Assert.Contains("no credential was found", OutOfReach(() => stub.Repository(folder.Root, Login, isOwn: false).Tags()).Message, StringComparison.Ordinal);
        Assert.All(stub.Asked, asked => Assert.Null(asked.Login));
    }

    [Theory]
    [InlineData("http://tokens.example.org/token")]
    [InlineData("ftp://127.0.0.1/token")]
    [InlineData("https://me:s3cret@127.0.0.1/token")]
    [InlineData("nowhere")]
    public void TokenService_ThatOthersCanRead_IsNotAsked(string realm)
    {
        using var stub = new StubRegistry(context => StubRegistry.Give(context, [], 401, headers: ("WWW-Authenticate", $"Bearer realm=\"{realm}\",service=\"x\"")));

        OutOfReach(() => stub.Repository(folder.Root, Login).Tags());
        Assert.All(stub.Asked, asked => Assert.Null(asked.Login));
    }

    [Fact]
    public void IdentityToken_IsExchanged()
    {
        StubRegistry? itself = null;
        string? form = null;
        using var stub = new StubRegistry(context =>
        {
            if (context.Request.Url!.AbsolutePath == "/token")
            {
                using var reader = new StreamReader(context.Request.InputStream);
                form = reader.ReadToEnd();
                StubRegistry.Give(context, Utf8("""{"access_token":"of-an-hour","expires_in":3600}"""));
            }
            else if (context.Request.Headers["Authorization"] == "Bearer of-an-hour")
            {
                StubRegistry.Give(context, Utf8("""{"tags":["v1"]}"""));
            }
            else
            {
                StubRegistry.Give(context, [], 401, headers: ("WWW-Authenticate", $"Bearer realm=\"http://{itself!.Host}/token\",service=\"s\",scope=\"repository:acme/telco:pull\""));
            }
        });
        itself = stub;
        folder.Write("config.json", JsonSerializer.Serialize(new { auths = new Dictionary<string, object> { [stub.Host] = new { identitytoken = "s3cret-identity" } } }));

        Assert.Equal(["v1"], stub.Repository(folder.Root, new() { DockerFolder = folder.Root }).Tags());
        Assert.Equal("grant_type=refresh_token&client_id=mlci&service=s&scope=repository%3Aacme%2Ftelco%3Apull&refresh_token=s3cret-identity", form);
    }

    [Fact]
    public void SecretThatTheRegistryRepeats_IsNotRead()
    {
        using var stub = new StubRegistry(context => StubRegistry.Give(
            context, Utf8($$"""{"errors":[{"code":"DENIED","message":"not with {{Login.Password}} \u001b[31m"}]}"""), 401, headers: ("WWW-Authenticate", "Basic realm=\"x\"")));

        FaultException fault = OutOfReach(() => stub.Repository(folder.Root, Login).Tags());

        Assert.Contains("(DENIED not with *** \uFFFD[31m)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RegistryThatListsAttachments_IsBelieved_AndTheTagsOfTheirOwnAddWhatItLacks()
    {
        Descriptor config = Blob(Utf8("{}"));
        Descriptor subject = new() { MediaType = MediaTypes.Manifest, Digest = Digest.OfText("subject"), Size = 7 };
        byte[] listed = RegistryJson.Write(OciManifest.Of("application/x", config, []) with { Subject = subject });
        byte[] own = RegistryJson.Write(OciManifest.Of("application/x", config, [config]) with { Subject = subject });
        byte[] hostile = RegistryJson.Write(OciManifest.Of("application/x", config, [config, config]) with { Subject = subject with { Digest = Digest.OfText("another") } });
        byte[] tagged = own;
        using var stub = new StubRegistry(context =>
        {
            string path = context.Request.Url!.AbsolutePath;
            if (path.Contains("/referrers/", StringComparison.Ordinal))
                StubRegistry.Give(context, RegistryJson.Write(OciIndex.Empty with { Manifests = [Blob(listed) with { MediaType = MediaTypes.Manifest, ArtifactType = "application/x" }] }), type: MediaTypes.Index);
            else if (path.EndsWith("/tags/list", StringComparison.Ordinal))
                StubRegistry.Give(context, JsonSerializer.SerializeToUtf8Bytes(new { tags = new[] { RegistryName.AttachmentTag(subject.Digest, Digest.OfBytes(listed)), RegistryName.AttachmentTag(subject.Digest, Digest.OfBytes(tagged)) } }));
            else
                StubRegistry.Give(context, tagged, type: MediaTypes.Manifest);
        });

        Assert.Equal(
            new[] { Digest.OfBytes(listed), Digest.OfBytes(own) }, stub.Repository(folder.Root).Referrers(subject.Digest, "application/x").Select(entry => entry.Digest));
        tagged = hostile;
        Assert.Contains($"found subject {Digest.OfText("another")}", OutOfReach(() => stub.Repository(folder.Root).Referrers(subject.Digest, "application/x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x", "another digest")]
    [InlineData("", "")]
    public void ManifestWithTheWrongDigest_IsRefused(string header, string expected)
    {
        byte[] manifest = RegistryJson.Write(OciManifest.Of("application/x", Blob(Utf8("{}")), []));
        using var stub = new StubRegistry(context => StubRegistry.Give(
            context, manifest, type: MediaTypes.Manifest, headers: header.Length == 0 ? [] : [("Docker-Content-Digest", Digest.OfText(expected))]));

        if (header.Length > 0)
            Assert.Contains($"found content of digest {Digest.OfBytes(manifest)} in the answer", OutOfReach(() => stub.Repository(folder.Root).Resolve("v1")).Message, StringComparison.Ordinal);
        Assert.Contains($"found content of digest {Digest.OfBytes(manifest)} in the answer", OutOfReach(() => stub.Repository(folder.Root).Resolve(Digest.OfText("x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManifestWithoutEnd_IsNotReadToItsEnd()
    {
        using var stub = new StubRegistry(context =>
        {
            context.Response.SendChunked = true;
            byte[] block = new byte[1 << 20];
            for (int sent = 0; sent < 64; sent++)
                context.Response.OutputStream.Write(block);
        });

        Assert.Contains("found more than 4194304 bytes", OutOfReach(() => stub.Repository(folder.Root).Resolve("v1")).Message, StringComparison.Ordinal);
    }
}
