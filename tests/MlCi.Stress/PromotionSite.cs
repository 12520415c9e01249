using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Promotion;

namespace MlCi.Stress;

/// <summary>How promoters of one registry folder keep out of each other's way.</summary>
public enum PromotionMode
{
    /// <summary>With the folder's lock, record and alias in one step.</summary>
    Folder,

    /// <summary>With the lock, the record first and the alias afterwards.</summary>
    TwoSteps,

    /// <summary>The same without a lock.</summary>
    NoLock,
}

/// <summary>A registry folder with three models, and processes that promote them and roll back, each until it is killed.</summary>
/// <param name="root">An empty folder.</param>
/// <param name="mode">How promoters keep out of each other's way.</param>
public sealed class PromotionSite(string root, PromotionMode mode)
{
    private const string Pipeline = "telco";

    /// <summary>The word that starts such a process.</summary>
    public const string Verb = "promote-loop";

    /// <summary>The repository as its users have it.</summary>
    public IRepository Repository => Place.Repository(Pipeline);

    /// <summary>Every record.</summary>
    public IReadOnlyList<PromotionRecord> Records => Promotions.History(Pipeline);

    private IRegistryPlace Place => mode == PromotionMode.Folder
        ? new FolderPlace(root) : new TwoStepRepository(new FolderRegistry(root, Pipeline), root, hasLock: mode == PromotionMode.TwoSteps);

    private Promotions Promotions => new(Place, TimeProvider.System);

    /// <summary>Registers the models.</summary>
    public void Register()
    {
        string files = Path.Combine(root, "files");
        Directory.CreateDirectory(Path.Combine(files, "model"));
        File.WriteAllText(Path.Combine(files, "schema.json"), "{}");
        File.WriteAllText(Path.Combine(files, "pipeline.yml"), "version: 1\n");
        foreach (int number in new[] { 1, 2, 3 })
        {
            string model = Path.Combine(files, "model");
            File.WriteAllText(Path.Combine(model, "weights"), $"{number}");
            var contents = new ModelContents
            {
                ModelFolder = model,
                SchemaFile = Path.Combine(files, "schema.json"),
                PipelineFile = Path.Combine(files, "pipeline.yml"),
                Predictions = new Dictionary<string, string>(StringComparer.Ordinal),
            };
            new ModelRegistry(new FolderPlace(root), TimeProvider.System).Register(Pipeline, contents, Encoding.UTF8.GetBytes(
                $$$"""{"verdict":"passed","digests":{"model":"{{{FileDigests.OfFolder(model)}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}"""));
        }
    }

    /// <summary>One promotion to another model than the alias points at.</summary>
    public MoveOutcome Promote(string who, int choice)
    {
        string[] models = [.. Repository.Tags().Where(tag => tag.StartsWith("model-", StringComparison.Ordinal))];
        return Promotions.Promote(new MoveRequest(Pipeline, Alias.Production, models[choice % models.Length], who, "loop"));
    }

    /// <summary>What an audit says.</summary>
    public IReadOnlyList<AuditFinding> Audit() => PromotionAudit.Of(Repository, ["production"], readsEvidence: true);

    /// <summary>The process: promotes round after round, and prints a line for each record that it wrote.</summary>
    public int Loop(string who, int rounds)
    {
        var random = new Random(who.Length + who[^1]);
        for (int round = 0; round < rounds; round++)
        {
            if (!Promote(who, random.Next(3)).IsThereAlready)
                Console.WriteLine(round);
        }

        return 0;
    }
}
