using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>What users type: data go to a remote registry and come back on another machine, and doctor says whether it answers.</summary>
public sealed class RemoteDataTests(TlsRegistry registry) : IClassFixture<TlsRegistry>, IDisposable
{
    private const string Train = "pipelines/a/data/train.csv";
    private static readonly string Rows = string.Concat(Enumerable.Range(0, 100_000).Select(row => $"{row},{row * 7 % 13}\n"));
    private readonly TemporaryFolder here = new(), elsewhere = new();
    private readonly string space = RemoteTest.NewNamespace();

    public void Dispose()
    {
        here.Dispose();
        elsewhere.Dispose();
    }

    private (int Code, string Output) Mlci(TemporaryFolder folder, params string[] line) => MlciAs(RegistryServer.Password, folder, line);

    private (int Code, string Output) MlciAs(string password, TemporaryFolder folder, params string[] line)
    {
        RegistryServer server = registry.Server;
        return MlciTool.Run([.. line, "--root", folder.Root], new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["MLCI_REGISTRY_USER"] = RegistryServer.User,
            ["MLCI_REGISTRY_PASSWORD"] = password,
            ["MLCI_REGISTRY_CA"] = server.Certificate!.AuthorityFile,
            ["MLCI_REGISTRY"] = null,
            ["DOCKER_CONFIG"] = "/nonexistent",
        });
    }

    private void Pipeline(TemporaryFolder folder, string name = "a") => folder.Write($"pipelines/{name}/pipeline.yml", $"registry: {registry.Server.Address}/{space}\n");

    private static string Passed((int Code, string Output) ran)
    {
        Assert.True(ran.Code == 0, ran.Output);
        return ran.Output;
    }

    [SkippableFact]
    public void Data_ArePushedHere_AndPulledElsewhere()
    {
        Pipeline(here);
        here.Write(Train, Rows);
        Passed(Mlci(here, "data", "add", here.Path(Train.Split('/'))));

        Assert.Contains($"1 file pushed to {registry.Server.Host}/{space}", Passed(Mlci(here, "data", "push")), StringComparison.Ordinal);
        Assert.Contains("there already", Passed(Mlci(here, "data", "push")), StringComparison.Ordinal);

        Pipeline(elsewhere);
        elsewhere.Write(Train + ".mlci", File.ReadAllText(here.Path($"{Train}.mlci".Split('/'))));
        Assert.Contains($"from {registry.Server.Host}/{space}", Passed(Mlci(elsewhere, "data", "pull")), StringComparison.Ordinal);
        Assert.Equal(Rows, File.ReadAllText(elsewhere.Path(Train.Split('/'))));
        Assert.Contains("\"pushed\": true", Passed(Mlci(elsewhere, "data", "status", "--json")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void DataOfANeighbour_AreTakenOver_WithoutTheirBytes()
    {
        Pipeline(here);
        Pipeline(here, "b");
        here.Write(Train, Rows);
        here.Write("pipelines/b/data/train.csv", Rows);
        Passed(Mlci(here, "data", "add", here.Path(Train.Split('/'))));
        Passed(Mlci(here, "data", "push"));
        Passed(Mlci(here, "data", "add", here.Path("pipelines", "b", "data", "train.csv")));

        Assert.Contains("pushed pipelines/b/data/train.csv", Passed(Mlci(here, "data", "push")), StringComparison.Ordinal);

        Assert.NotNull(RemoteTest.Place(registry.Server, here.Root, space).Repository("b").Resolve($"data-{Digest.OfText(Rows)[7..]}"));
    }

    [SkippableFact]
    public void SourceInARegistry_IsPulled()
    {
        using RegistryServer plain = RegistryServer.Plain();
        var repository = RemoteTest.Place(plain, here.Root, "team").Repository("files");
        var layer = repository.PutBlob("text/csv", System.Text.Encoding.UTF8.GetBytes(Rows));
        var manifest = repository.PutManifest(Adapters.Registry.OciManifest.Of("application/x", layer, [layer]));
        using (var held = repository.Lock())
            repository.Publish(held, new Dictionary<string, Adapters.Registry.Descriptor>(StringComparer.Ordinal) { ["v1"] = manifest }, []);

        foreach (string name in new[] { ":v1", $"@{manifest.Digest}", $"@{layer.Digest}" })
        {
            using var folder = new TemporaryFolder();
            folder.Write("data/train.csv.mlci", $"version: 1\ndigest: {layer.Digest}\nsize: {layer.Size}\nsource: oci://{plain.Host}/team/files{name}\n");
            Passed(Mlci(folder, "data", "pull"));
            Assert.Equal(Rows, File.ReadAllText(folder.Path("data", "train.csv")));
        }

        elsewhere.Write("data/train.csv.mlci", $"version: 1\ndigest: {Digest.OfText("other")}\nsize: 5\nsource: oci://{plain.Host}/team/files:v1\n");
        (int code, string output) = Mlci(elsewhere, "data", "pull");
        Assert.Equal(ExitCodes.OutOfReach, code);
        Assert.Contains($"found 1 layer, expected one of digest {Digest.OfText("other")} as the pointer says", output, StringComparison.Ordinal);
        Assert.False(File.Exists(elsewhere.Path("data", "train.csv")));
    }

    [SkippableFact]
    public void Doctor_SaysWhetherTheRegistryAnswers_AndWhereALoginWasFound()
    {
        const string Wrong = "wr0ng-password-of-ci";
        Pipeline(here);

        string output = Passed(Mlci(here, "doctor"));
        (_, string refused) = MlciAs(Wrong, here, "doctor");

        Assert.Contains("answers", output, StringComparison.Ordinal);
        Assert.Contains("MLCI_REGISTRY_USER", output, StringComparison.Ordinal);
        Assert.Contains("out of reach", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryServer.Password, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, refused, StringComparison.Ordinal);
    }
}
