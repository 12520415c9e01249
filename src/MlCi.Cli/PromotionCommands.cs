using System.CommandLine;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Cli;

/// <summary>The commands <c>history</c>, <c>audit</c> and <c>approve</c>: what bears an alias and why, whether that holds, and who agrees.</summary>
internal static class PromotionCommands
{
    /// <summary>Makes the commands.</summary>
    /// <param name="unused">Takes down what they do not use.</param>
    /// <param name="rootOf">Reads the repository's folder.</param>
    /// <param name="pipelinesOf">Reads the pipelines that were named.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static IEnumerable<Command> Create(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option[] elsewhere)
    {
        yield return History(unused, rootOf, pipelinesOf, elsewhere);
        yield return Audit(unused, rootOf, pipelinesOf, elsewhere);
        yield return Approve(unused, rootOf, pipelinesOf, elsewhere);
    }

    private static Command History(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option[] elsewhere)
    {
        Option<string> alias = new("--alias") { HelpName = "ALIAS", Description = "Only this alias, such as production" };
        Option<bool> all = new("--all") { Description = "Every record, not only the latest ten" };
        Option<bool> json = new("--json") { Description = "Print JSON" };
        var command = new Command("history", "Says what is in production (and under every other alias), since when, by whom, why, and how to go back") { alias, all, json };
        unused.SetAction(command, elsewhere, result =>
        {
            IReadOnlyList<AliasHistory> histories = new PromotionDesk(rootOf(result), TimeProvider.System).History(pipelinesOf(result), result.GetValue(alias));
            if (result.GetValue(json))
                Console.Out.Write(PromotionDesk.Json(histories));
            else
                HistoryLines.Write(Consoles.Standard(), histories, TimeProvider.System.GetUtcNow(), result.GetValue(all));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static Command Audit(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option[] elsewhere)
    {
        Option<bool> verify = new("--verify") { Description = "Read all evidence, too, and the models that bear an alias" };
        Option<bool> json = new("--json") { Description = "Print JSON" };
        var command = new Command("audit", "Holds aliases and records against each other; ends with 1 where something is wrong") { verify, json };
        unused.SetAction(command, elsewhere, result =>
        {
            IReadOnlyList<AuditFinding> findings = new PromotionDesk(rootOf(result), TimeProvider.System).Audit(pipelinesOf(result), result.GetValue(verify));
            if (result.GetValue(json))
                Console.Out.Write(PromotionDesk.Json(findings));
            else if (findings.Count == 0)
                Console.Out.WriteLine(result.GetValue(verify) ? "all aliases, records and evidence hold" : "all aliases and records hold; --verify reads the evidence, too");
            else
                foreach (AuditFinding finding in findings)
                    Console.Out.WriteLine(InertText.Of($"{finding.Rule} {finding.Pipeline}{(finding.Alias is null ? "" : " " + finding.Alias)}: {finding.Message}"));
            return findings.Count == 0 ? ExitCodes.Passed : ExitCodes.Negative;
        });
        return command;
    }

    private static Command Approve(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option[] elsewhere)
    {
        Option<string> to = new("--to") { HelpName = "ALIAS", Description = "The alias that the model may bear" };
        Option<string> model = new("--model") { HelpName = "REFERENCE", Description = "The model: a tag or digest; the candidate if not given" };
        Option<string> key = new("--key") { HelpName = "FILE", Description = "Your private key, ECDSA P-256 in PEM; MLCI_SIGNING_KEY if not given" };
        Option<string> comment = new("--comment") { HelpName = "TEXT", Description = "What you have to say" };
        to.CompletionSources.Add([.. Alias.All.Select(alias => alias.Name)]);
        var command = new Command("approve", "Signs that a model may bear an alias, and attaches that to the model") { to, model, key, comment };
        unused.SetAction(command, elsewhere, result =>
        {
            string[] pipelines = pipelinesOf(result);
            if (pipelines is not [var pipeline])
                throw FaultException.Misconfigured($"found {Numerals.Count(pipelines.Length, "pipelines")} to approve a model of, expected one: --pipeline NAME");
            if (result.GetValue(to) is not { Length: > 0 } alias)
                throw FaultException.Misconfigured("found no --to, expected the alias that the model may bear, such as --to production");
            (ApprovalStatement statement, string digest) = new PromotionDesk(rootOf(result), TimeProvider.System)
                .Approve(pipeline, result.GetValue(model), alias, result.GetValue(key), result.GetValue(comment));
            Console.Out.WriteLine(InertText.Of($"{statement.Who} approves {statement.Model} for {statement.Alias} of {statement.Pipeline} (approval {digest})"));
            return ExitCodes.Passed;
        });
        return command;
    }
}
