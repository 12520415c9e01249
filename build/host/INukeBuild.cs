using System.Linq.Expressions;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>A build, as its components see it.</summary>
public interface INukeBuild
{
    /// <summary>The folder of the repository.</summary>
    AbsolutePath RootDirectory { get; }

    /// <summary>How much is logged.</summary>
    Verbosity Verbosity { get; }

    /// <summary>What the process exits with; null means 0 on success, 255 otherwise.</summary>
    int? ExitCode { get; set; }

    /// <summary>Whether no target has failed or was left out for a failure.</summary>
    bool IsSucceeding { get; }

    /// <summary>Whether a target has failed or was left out for a failure.</summary>
    bool IsFailing { get; }

    /// <summary>Puts pairs behind the running target's line of the table.</summary>
    void ReportSummary(Configure<Dictionary<string, string>>? configurator = null);

    /// <summary>The value of an option given on the command line, or null.</summary>
    T? TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class?;

    /// <summary>The value of an option given on the command line, or null.</summary>
    T? TryGetValue<T>(Expression<Func<object>> parameterExpression);
}
