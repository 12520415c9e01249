using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Snapshots;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Cli;

/// <summary>The commands <c>models list|show|diff|lineage|card|gc</c>: what is registered, of what it was made, where it runs, what nobody needs.</summary>
internal sealed class ModelsCommand
{
    private const string Reference = "a tag, alias, version, digest, or at least 8 of its digits; PIPELINE/REF of one pipeline";

    private const int DefaultKept = 10;
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly UnusedOptions unused;
    private readonly Func<ParseResult, string> root;
    private readonly Func<ParseResult, string[]> pipelines;
    private readonly Option[] elsewhere;
    private readonly Option<bool> json = new("--json") { Description = "Print JSON" };

    private ModelsCommand(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option[] elsewhere) =>
        (this.unused, this.root, this.pipelines, this.elsewhere) = (unused, root, pipelines, elsewhere);

    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the commands do not use.</param>
    /// <param name="root">The repository's folder.</param>
    /// <param name="pipelines">The pipelines that were named.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> root, Func<ParseResult, string[]> pipelines, Option[] elsewhere)
    {
        var models = new ModelsCommand(unused, root, pipelines, elsewhere);
        return new Command("models", "Lists, shows and compares registered models, and tells what they were made of and where they run")
        {
            models.ListCommand(), models.ShowCommand(), models.DiffCommand(), models.LineageCommand(), models.CardCommand(), models.CleanCommand(),
        };
    }

    private Command ListCommand() => Made("list", "Lists models, the latest first: version, aliases, who, commit, metric, verdict", [json], null, (result, shelf, _) =>
    {
        IReadOnlyList<ModelDossier> all = shelf.All(pipelines(result));
        if (result.GetValue(json))
            Print(new JsonArray([.. all.Select(ModelJson.Summary)]));
        else if (all.Count == 0)
            Console.Out.WriteLine("no models yet: Register leaves one");
        else
            ModelTables.WriteList(Consoles.Standard(), all);
    });

    private Command ShowCommand() => Made("show", "Prints all of a model, with what is attached to it", [json], References($"The model: {Reference}"), (result, shelf, names) =>
    {
        ModelDossier model = shelf.Find(pipelines(result), Only(names, "model", Reference));
        if (result.GetValue(json))
            Print(ModelJson.Whole(model));
        else
            ModelTables.WriteModel(Consoles.Standard(), model);
    });

    private Command DiffCommand() => Made("diff", "Puts two models side by side: metrics, params, data, schema, rules, code, files; what differs is marked", [json], References($"Two models, each {Reference}"), (result, shelf, names) =>
    {
        if (names.Length != 2)
            throw FaultException.Misconfigured($"found {Numerals.Count(names.Length, "models")} to compare, expected two: {Reference}");
        ModelDossier[] both = [.. names.Select(name => shelf.Find(pipelines(result), name))];
        var difference = ModelDifference.Of(both[0], both[1], PipelineNotes.Of(both[1].Definition).Label);
        if (result.GetValue(json))
            Print(difference.ToJson());
        else
            ModelTables.WriteDifference(Consoles.Standard(), difference);
    });

    private Command LineageCommand()
    {
        const string Expected = "a digest of a model, its files, data, code, rules or reports, or the beginning of one; a tag, version, run or commit";
        return Made("lineage", "Tells what something has to do with models: of what they were made, what came of them, where they run", [json], References($"What to ask for: {Expected}"), (result, shelf, names) =>
        {
            string asked = Only(names, "name", Expected);
            string[] wanted = pipelines(result);
            string name = asked;
            if (asked.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
                (wanted, name) = ([asked[..slash]], asked[(slash + 1)..]);
            IReadOnlyList<ModelLineage> lineage = ModelLineage.Of(shelf.All(wanted), name);
            if (lineage.Count == 0)
                throw FaultException.Misconfigured($"found nothing of '{asked}' among the registered models, expected {Expected}");
            if (result.GetValue(json))
                Print(new JsonArray([.. lineage.Select(one => one.ToJson())]));
            else
                ModelTables.WriteLineage(Consoles.Standard(), asked, lineage);
        });
    }

    private Command CardCommand()
    {
        Option<string> output = new("--out") { HelpName = "FILE", Description = "A file to write instead of printing" };
        return Made("card", "Prints a model's card, drawn from its evidence: purpose, data, metrics, slices, limits, lineage, how to call it", [json, output], References($"The model: {Reference}"), (result, shelf, names) =>
        {
            ModelDossier model = shelf.Find(pipelines(result), Only(names, "model", Reference));
            var card = ModelCard.Of(CardEvidence.Of(model));
            string text = result.GetValue(json) ? card.ToJson() : CardMarkdown.Write(card);
            if (result.GetValue(output) is not { } file)
                Console.Out.Write(text);
            else if (Directory.Exists(file))
                throw FaultException.Misconfigured($"found a folder at '{file}' for --out, expected a file");
            else
            {
                AtomicFile.WriteText(file, text);
                Console.Out.WriteLine($"wrote the card of {InertText.Of(model.Name)} into {file}");
            }
        });
    }

    private Command CleanCommand()
    {
        Option<int?> keep = new("--keep") { HelpName = "N", Description = "How many models that nothing else needs stay: the newest; 10 if not given" };
        Option<string> age = new("--older-than") { HelpName = "AGE", Description = "Only models of such an age, such as 12h or 30d" };
        Option<bool> delete = new("--delete") { Description = "Remove it; without it nothing is removed" };
        Option<bool> computed = new("--computed-versions") { Description = "Models whose only name is a version that was computed, not released, may go, too" };
        keep.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !(int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 0))
                result.AddError($"found '{found}' for '--keep', expected a whole number from 0 to {int.MaxValue}");
        });
        age.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && CacheCommand.AgeOf(found) is null)
                result.AddError($"found '{found}' for '--older-than', expected an age such as 12h or 30d");
        });
        return Made("gc", "Says what of the registry nobody needs, or with --delete removes it: what no alias, version, record, approval, ledger or data pointer reaches", [keep, age, computed, delete, json], null, (result, _, _) =>
        {
            (IReadOnlyList<TrackedFile> files, IReadOnlyList<Fault> faults) = DataPointers.All(root(result));
            // Of a pointer that cannot be read, nobody knows what it needs.
            if (faults.Count > 0)
                throw FaultException.Misconfigured(faults);
            var rule = new GarbageRule(result.GetValue(keep) ?? DefaultKept, CacheCommand.AgeOf(result.GetValue(age)), Grace);
            var cleaning = new RegistryCleaning(new WorkspacePlace(root(result)), rule, [.. files.Select(file => file.Pointer.Digest)], TimeProvider.System) { ComputedVersionsGo = result.GetValue(computed) };
            bool deletes = result.GetValue(delete);
            CleaningReport.Write(Consoles.Standard(), cleaning.Run(pipelines(result), deletes), deletes, result.GetValue(json));
        });
    }

    private Command Made(string name, string description, Option[] options, Argument<string[]>? references, Action<ParseResult, ModelShelf, string[]> act)
    {
        var command = new Command(name, description);
        if (references is not null)
            command.Add(references);
        foreach (Option option in options)
            command.Add(option);
        unused.SetAction(command, elsewhere, result =>
        {
            act(result, new ModelShelf(new WorkspacePlace(root(result))), references is null ? [] : result.GetValue(references) ?? []);
            return ExitCodes.Passed;
        });
        return command;
    }

    private static string Only(string[] names, string what, string expected) => names is [var one] ? one
        : throw FaultException.Misconfigured($"found {Numerals.Count(names.Length, what + "s")}, expected one: {expected}");

    // Their number is looked at where the command runs: a parser that wants them would refuse its help to whoever asks for it.
    private static Argument<string[]> References(string description) => new("ref") { HelpName = "REF", Description = description, Arity = ArgumentArity.ZeroOrMore };

    private static void Print(JsonNode node) => Console.Out.Write(node.ToJsonString(GateReportJson.Options) + "\n");
}
