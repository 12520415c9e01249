using System.CommandLine;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Reports;

namespace MlCi.Cli;

/// <summary>The commands <c>attest</c> and <c>verify</c>: what is said of a model is signed, and looked at before the model is deployed.</summary>
internal static class AttestationCommands
{
    /// <summary>Makes the commands.</summary>
    /// <param name="unused">Takes down what they do not use.</param>
    /// <param name="rootOf">Reads the repository's folder.</param>
    /// <param name="pipelinesOf">Reads the pipelines that were named.</param>
    /// <param name="quiet">The option of all commands that leaves out all but the result.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static IEnumerable<Command> Create(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option<bool> quiet, Option[] elsewhere)
    {
        yield return Attest(unused, rootOf, pipelinesOf, [quiet, .. elsewhere]);
        yield return Verify(unused, rootOf, pipelinesOf, quiet, elsewhere);
    }

    private static Command Attest(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option[] elsewhere)
    {
        Option<string> model = new("--model") { HelpName = "REFERENCE", Description = "The model: a tag or digest; the candidate if not given" };
        Option<string> key = new("--key") { HelpName = "FILE", Description = "The private key, ECDSA P-256 in PEM; what MLCI_SIGNING_KEY, MLCI_SIGNING_KEY_FILE, MLCI_SIGN_COMMAND or pipeline.yml name if not given" };
        var command = new Command("attest", "Signs the gate's verdict on a registered model and its provenance, and attaches both to it") { model, key };
        unused.SetAction(command, elsewhere, result =>
        {
            Console.Out.WriteLine(InertText.Of(new AttestationDesk(rootOf(result)).Attest(pipelinesOf(result), result.GetValue(model), result.GetValue(key))));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static Command Verify(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option<bool> quiet, Option[] elsewhere)
    {
        Argument<string[]> reference = new("reference") { HelpName = "DIGEST|TAG", Description = "The model: its digest, a version or an alias", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> key = new("--key") { HelpName = "FILE", Description = "A public key whose signatures count, beside those of attest.trust in pipeline.yml and of MLCI_TRUSTED_KEYS; may be repeated" };
        Option<string> alias = new("--alias") { HelpName = "ALIAS", Description = "The alias that must point at the model, and whose move must be on record" };
        Option<string[]> require = new("--require") { HelpName = "CHECKS", Description = "What must hold beside the content's digests: signature, provenance, gate, record, image, with commas between; gate and record if not given, and signature where a key is trusted" };
        Option<bool> json = new("--json") { Description = "Print JSON" };
        alias.CompletionSources.Add([.. Alias.All.Select(one => one.Name)]);
        require.CompletionSources.Add([.. AttestationDesk.Checks]);
        var command = new Command("verify", "Says what holds of a model before it is deployed: content, gate report, signatures, provenance, the record of its alias") { reference, key, alias, require, json };
        unused.SetAction(command, elsewhere, result =>
        {
            string[] references = result.GetValue(reference) ?? [];
            if (references is not [{ Length: > 0 } wanted])
                throw FaultException.Misconfigured($"found {Numerals.Count(references.Length, "models")} to verify, expected one: a digest, a version or an alias, such as 'mlci verify production'");
            string[] required = [.. (result.GetValue(require) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            return Print(
                new AttestationDesk(rootOf(result)).Verify(pipelinesOf(result), wanted, result.GetValue(alias), result.GetValue(key) ?? [], required),
                result.GetValue(quiet), result.GetValue(json));
        });
        return command;
    }

    // The last lines are what to deploy by: the model, and its image where it has one; and there is none of what must not be deployed.
    private static int Print(VerificationReport report, bool quiet, bool json)
    {
        if (json)
            Console.Out.Write(report.ToJson().ToJsonString(GateReportJson.Options) + "\n");
        else if (!quiet)
            VerificationLines.Write(Consoles.Standard(), report);
        else
            foreach (VerificationCheck check in report.Checks.Where(check => check.Refuses))
                Console.Error.WriteLine(InertText.Of($"{check.Name}: {check.Message}"));
        if (report.IsVerified && !json)
        {
            foreach (string reference in new[] { report.Deploy, report.Image }.OfType<string>())
                Console.Out.WriteLine(InertText.Of(reference));
        }
        else if (!report.IsVerified)
            Console.Error.WriteLine($"error {InertText.Of(VerificationLines.Refusal(report))}");
        return report.IsVerified ? ExitCodes.Passed : ExitCodes.Negative;
    }
}
