using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>The keys whose statements count.</summary>
/// <param name="keys">The keys, each once.</param>
internal sealed class TrustedKeys(IReadOnlyList<TrustedKey> keys) : IDisposable
{
    /// <summary>The variable that names them: PEM, or paths of files with what parts those of PATH between.</summary>
    public const string Variable = "MLCI_TRUSTED_KEYS";

    /// <summary>The keys, each once.</summary>
    public IReadOnlyList<TrustedKey> Keys => keys;

    /// <summary>Reads all that are named.</summary>
    /// <param name="files">Files that the command line names.</param>
    /// <param name="rule">What pipeline.yml says.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="variable">The value of a variable, or null.</param>
    /// <exception cref="FaultException">One cannot be used; all faults are named (exit 2).</exception>
    public static TrustedKeys Read(IReadOnlyList<string> files, AttestRule rule, string folder, Func<string, string?> variable)
    {
        List<TrustedKey> keys = [];
        List<Fault> faults = [];
        foreach ((Func<string> text, string place) in Sources(files, rule, folder, variable))
        {
            try
            {
                foreach (string pem in KeyText.Each(text()))
                    Add(PemKey.Public(pem, place), place, keys);
            }
            catch (FaultException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        var trusted = new TrustedKeys(keys);
        if (faults.Count == 0)
            return trusted;
        trusted.Dispose();
        throw FaultException.Misconfigured(faults);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TrustedKey trusted in keys)
            trusted.Key.Dispose();
    }

    private static void Add(EnvelopeKey key, string place, List<TrustedKey> keys)
    {
        if (keys.Exists(known => known.Key.Id == key.Id))
            key.Dispose();
        else
            keys.Add(new TrustedKey(place, key));
    }

    private static IEnumerable<(Func<string> Text, string Place)> Sources(IReadOnlyList<string> files, AttestRule rule, string folder, Func<string, string?> variable)
    {
        foreach (string file in files)
            yield return (() => KeyText.OfFile(file, "--key"), file);
        foreach (Placed file in rule.Trust)
            yield return (() => KeyText.OfFile(Path.GetFullPath(Path.Combine(folder, file.Value)), $"{file.Place}: attest.trust"), file.Value);
        if (variable(Variable) is not { Length: > 0 } value)
            yield break;
        if (KeyText.IsPem(value))
        {
            yield return (() => value, Variable);
            yield break;
        }

        foreach (string file in value.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            yield return (() => KeyText.OfFile(file, Variable), file);
    }
}
