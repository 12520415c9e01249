using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Scaffolding;

/// <summary>A Python that has scikit-learn, and what a model trained with it depends on.</summary>
/// <param name="Executable">How it is called.</param>
/// <param name="Version">Its version.</param>
/// <param name="Packages">The packages as a lock file has them: <c>numpy==1.24.2</c>.</param>
internal sealed record PythonInstallation(string Executable, string Version, IReadOnlyList<string> Packages)
{
    private const string Question =
        "import platform, sklearn, scipy.special; from importlib.metadata import version; "
        + "print('MlCi', 'Python', platform.python_version(), *(f'{name}=={version(name)}' for name in ('joblib', 'numpy', 'scikit-learn', 'scipy', 'threadpoolctl')))";

    private static readonly string[] Candidates = ["python3", "/usr/bin/python3", "python"];

    /// <summary>Whether its packages may have no build for Python 3.12, with which GitHub's newer runners come.</summary>
    public bool IsBefore312 => System.Version.TryParse(Version.Split(' ')[1], out System.Version? number) && number < new System.Version(3, 12);

    /// <summary>The first that has scikit-learn, of those on the path and the system's own.</summary>
    /// <exception cref="FaultException">There is none (exit 3).</exception>
    public static PythonInstallation Find()
    {
        List<string> tried = [];
        foreach (string candidate in Candidates)
        {
            if (Ask(candidate, tried) is { } found)
                return found;
        }

        throw FaultException.OutOfReach($"found no Python with scikit-learn ({string.Join("; ", tried)}), expected one: python3 -m pip install scikit-learn, or Debian's python3-sklearn");
    }

    private static PythonInstallation? Ask(string executable, List<string> tried)
    {
        try
        {
            var call = new ProgramCall("version", executable, ["-c", Question], Environment.CurrentDirectory, Environment: null, TimeSpan.FromMinutes(2)) { Threads = 0 };
            ProgramOutcome outcome = ProgramRunner.Run(call, line: null, CancellationToken.None);
            if (outcome.Succeeded && outcome.LastLines.Select(line => line.Split(' ')).FirstOrDefault(words => words[0] == "MlCi") is [_, var name, var version, .. var packages])
                return new PythonInstallation(executable, $"{name} {version}", packages);
            tried.Add($"{executable}: {(outcome.LastLines.Count > 0 ? outcome.LastLines[^1] : "it printed nothing")}");
        }
        catch (FaultException)
        {
            tried.Add($"{executable}: not found");
        }

        return null;
    }
}
