using System.CommandLine;
using System.Globalization;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Cli;

/// <summary>The command <c>deploy-files</c>: what a cluster or a machine needs to run a model's image, by digest.</summary>
internal static class DeployFilesCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="unused">Takes down what the command does not use.</param>
    /// <param name="rootOf">Reads the repository's folder.</param>
    /// <param name="pipelinesOf">Reads the pipelines that were named.</param>
    /// <param name="force">The option of all commands by which files are written over.</param>
    /// <param name="elsewhere">Options of all commands that mean nothing here.</param>
    public static Command Create(UnusedOptions unused, Func<ParseResult, string> rootOf, Func<ParseResult, string[]> pipelinesOf, Option<bool> force, Option[] elsewhere)
    {
        Option<string> output = new("--out") { HelpName = "FOLDER", Description = "Where to write kubernetes.yaml, inferenceservice.yaml and compose.yaml" };
        Option<string> version = new("--version") { HelpName = "VERSION", Description = "The model by its version, such as v1.4.0" };
        Option<string> alias = new("--alias") { HelpName = "ALIAS", Description = "The model by its alias; production if nothing names one" };
        Option<string> digest = new("--digest") { HelpName = "DIGEST", Description = "The model by its digest" };
        Option<string> image = new("--image") { HelpName = "REFERENCE", Description = "Where the image can be pulled, registry/name@sha256:…, if not from the pipeline's registry" };
        Option<int?> replicas = Number("--replicas", "How many containers; 1 if not given", 1, 1000);
        Option<int?> canary = Number("--canary-percent", "The share of requests that KServe gives this model, the rest to the one before; all if not given", 0, 100);
        Option<string> space = new("--namespace") { HelpName = "NAME", Description = "Kubernetes' namespace; that of whoever applies the files if not given" };
        Option<string> pullSecret = new("--pull-secret") { HelpName = "NAME", Description = "The secret in that namespace that holds the registry's login" };
        Option<string> host = new("--host") { HelpName = "HOST", Description = "The host that an Ingress answers for; no Ingress if not given" };
        alias.CompletionSources.Add([.. Alias.All.Select(one => one.Name)]);
        var command = new Command("deploy-files", "Writes files that deploy a model's image by digest: Kubernetes, KServe, Compose; --force writes over files that it did not write itself")
        {
            output, version, alias, digest, image, replicas, canary, space, pullSecret, host,
        };
        unused.SetAction(command, elsewhere, result =>
        {
            (string Option, string? Value)[] named = [.. new[] { version, alias, digest }.Select(option => (option.Name, result.GetValue(option))).Where(one => one.Item2 is not null)];
            if (named.Length > 1)
                throw FaultException.Misconfigured($"found {string.Join(" and ", named.Select(one => one.Option))}, expected one of them only");
            string folder = result.GetValue(output) ?? throw FaultException.Misconfigured("found no '--out', expected the folder to write into");
            var request = new DeployRequest(named is [var (_, reference)] ? reference! : Alias.Production.Name, Path.GetFullPath(folder))
            {
                Image = result.GetValue(image),
                Replicas = result.GetValue(replicas) ?? 1,
                CanaryPercent = result.GetValue(canary),
                Space = result.GetValue(space),
                PullSecret = result.GetValue(pullSecret),
                Host = result.GetValue(host),
                Force = result.GetValue(force),
            };
            DeployedFiles written = new DeploymentDesk(rootOf(result)).Write(pipelinesOf(result), request);
            foreach (string file in written.Files)
                Console.Out.WriteLine($"wrote {InertText.Of(file)}");
            Console.Out.WriteLine($"{written.Plan.Pipeline}: model {written.Plan.ModelDigest} in {written.Plan.Image}");
            if (!written.HasRun)
                Console.Error.WriteLine("no container of this image has run: its program was tried without an engine; BuildContainer and Register with one try the image itself");
            return ExitCodes.Passed;
        });
        return command;
    }

    private static Option<int?> Number(string name, string description, int least, int most)
    {
        Option<int?> option = new(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var found }] && !(int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most))
                result.AddError($"found '{found}' for '{name}', expected a whole number from {least} to {most}");
        });
        return option;
    }
}
